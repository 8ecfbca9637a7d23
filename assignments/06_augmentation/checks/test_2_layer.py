"""Visible checks of the augmentation layer: what it makes of photos at inference and in training, and within which bounds."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from . import signs
from .cases import directions, disc_photo, discs, slope_photo, textured_photo

COPIES, SIZE = 200, 36
# Of 200 fair coins, so many show heads: the bounds lie six standard deviations out.
FEWEST_MIRRORED, MOST_MIRRORED = 0.29, 0.71


@inputs("resting_augmentation")
def photos_of_several_shapes(rng):
    sizes = rng.integers(12, 40, 2)
    photos = [rng.uniform(0, 255, (int(rng.integers(2, 5)), size, size, 3)).astype(np.float32) for size in sizes]
    return Inputs(sent={"photos": photos, "seed": int(rng.integers(2**31))})


@inputs("random_augmentation")
def one_photo(rng):
    photo = textured_photo(rng, int(rng.integers(24, 40)))
    return Inputs(sent={"photo": photo, "copies": 24, "seed": int(rng.integers(2**31))})


@inputs("augmented_range")
def black_and_white(rng):
    photos = 255 * rng.integers(0, 2, (32, 6, 6, 3)).repeat(5, axis=1).repeat(5, axis=2).astype(np.float32)
    return Inputs(sent={"photos": photos, "seed": int(rng.integers(2**31))})


@inputs("augmented_geometry")
def slope_and_disc(rng):
    sent = {"slope": slope_photo(SIZE), "disc": disc_photo(SIZE), "copies": COPIES, "seed": int(rng.integers(2**31))}
    return Inputs(sent=sent)


@inputs("seeded_augmentation")
def seeds(rng):
    first, second = (int(seed) for seed in rng.choice(2**31, 2, replace=False))
    photos = np.stack([textured_photo(rng, 24) for _ in range(4)])
    return Inputs(sent={"photos": photos, "seeds": [first, first, second]})


@task("augmentation", points=1)
def test_inference_changes_nothing(resting_augmentation, given):
    """Called with training=False, the layer returns every photo as it was."""
    for photos, received in zip(given.sent["photos"], resting_augmentation, strict=True):
        expect(
            received,
            close_to=photos,
            tolerance=1e-2,
            mistakes=signs.at_rest(photos, received),
            help="Photos in, photos out, with training=False. Does your layer look at `training`?",
        )


@task("augmentation", points=1)
def test_training_changes_each_photo_in_its_own_way(random_augmentation, given, mistakes):
    """In training, every photo of a batch is changed differently, and differently again in the next call."""
    first, second = random_augmentation
    for photos in (first, second):
        expect(
            photos.shape, equals=(given.sent["copies"], *given.sent["photo"].shape), help="The batch keeps its shape."
        )
    expect(
        looks := different(first),
        at_least=round(0.7 * len(first)),
        mistakes=signs.of_looks(first, looks, mistakes),
        help="Of so many copies of one photo, this many came out different.",
    )
    changed = sum(not np.allclose(left, right, atol=0.5) for left, right in zip(first, second, strict=True))
    expect(
        changed,
        at_least=round(0.7 * len(first)),
        mistakes=signs.of_second_call(changed),
        help="So many photos came out different in a second call.",
    )


def different(photos):
    """Return how many photos differ visibly from all before them."""
    seen = []
    for photo in photos:
        if not any(np.allclose(photo, other, atol=0.5) for other in seen):
            seen.append(photo)
    return len(seen)


@task("augmentation", points=1)
def test_range_is_kept(augmented_range):
    """Photos in 0..255 come out in 0..255."""
    expect(augmented_range["lowest"], at_least=-1, help="The smallest value that came from black and white photos.")
    expect(
        augmented_range["highest"],
        at_most=256,
        mistakes={"Nothing cut off what grew beyond 255.": augmented_range["highest"]},
        help="The largest value that came from black and white photos.",
    )
    expect(
        augmented_range["highest"],
        at_least=128,
        help="The largest value: white stays bright. Which range does each layer take for granted?",
    )


@task("augmentation", points=1)
def test_half_of_the_photos_are_mirrored(augmented_geometry):
    """About half of the photos are mirrored left to right."""
    mirrored = np.mean(np.abs(directions(augmented_geometry["slope"])) > 90)
    named = {"No photo was mirrored.": 0, "All photos were mirrored: none came out as it is.": 1}
    expect(mirrored, at_least=FEWEST_MIRRORED, mistakes=named, help="The share of mirrored photos among 200.")
    expect(mirrored, at_most=MOST_MIRRORED, mistakes=named, help="The share of mirrored photos among 200.")


@task("augmentation", points=1)
def test_no_photo_is_upside_down(augmented_geometry):
    """No photo is turned upside down, inverted, or turned further than 45 degrees."""
    upside_down = np.mean(directions(augmented_geometry["slope"]) < 0)
    expect(
        upside_down,
        at_most=0,
        mistakes=signs.of_directions(augmented_geometry),
        help="The share of photos, among 200, whose top is where their bottom or side was. What do your layers do by default, and in which unit?",
    )


@task("augmentation", points=1)
def test_flower_stays_in_the_photo(augmented_geometry):
    """The middle of the photo moves by at most a quarter of the side along either axis, shrinks at most to 0.6 and grows at most to 1.7 times."""
    shift, zoom = discs(augmented_geometry["disc"])
    expect(
        np.abs(shift).max(),
        at_most=0.27,
        help="The farthest that the centre of 200 photos was moved, as a share of the side.",
    )
    expect(
        zoom.min(),
        at_least=0.57,
        mistakes={"Little is left of the flower: zoomed out too far, or covered.": zoom.min()},
        help="The smallest size of the disc in the centre, over what it was.",
    )
    expect(zoom.max(), at_most=1.75, help="The largest size of the disc in the centre, over what it was.")


@task("augmentation", points=1)
def test_augmentation_does_more_than_mirror(augmented_geometry):
    """Besides mirroring, photos are turned by 3 degrees, moved by 2 % of the side, or zoomed by 3 % on average, at least one of these."""
    shift, zoom = discs(augmented_geometry["disc"])
    turned = np.abs(np.abs(directions(augmented_geometry["slope"]) - 90) - 45).mean()
    shares = [turned / 3, np.abs(shift).mean() / 0.02, np.abs(zoom - 1).mean() / 0.03]
    expect(
        max(shares), at_least=1, help="The strongest of turn, shift and zoom, as a multiple of the least that is asked."
    )


@task("augmentation", points=1)
def test_equal_seeds_draw_equal_changes(seeded_augmentation):
    """Layers built with the same seed draw the same changes in the same order; another seed draws others."""
    first, again, other = seeded_augmentation
    for call, (left, right) in enumerate(zip(first, again, strict=True)):
        expect(
            right,
            close_to=left,
            tolerance=0.1,
            mistakes={"Something draws without regard to the seed.": right} if call == 0 else {},
            help="A second layer with the same seed, call by call. Every random layer needs its seed.",
        )
    expect(
        bool(np.allclose(first[0], other[0], atol=0.5)),
        equals=False,
        mistakes=signs.of_other_seed(first),
        help="Whether a layer with another seed draws the same.",
    )
