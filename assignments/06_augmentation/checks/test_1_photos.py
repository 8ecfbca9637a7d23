"""Visible checks of splits and preprocessing."""

import numpy as np

from autograder import Inputs, expect, giving_all, task
from autograder.authoring import inputs

from . import signs
from .cases import numbered_by, sloping_photo, tolerance_of


@inputs("split_photos")
def drawn_dataset(rng):
    """Draw how many photos there are, so that no number can be written out; a multiple of 20 leaves nothing to rounding."""
    count, classes = 20 * int(rng.integers(4, 7)), int(rng.integers(3, 7))
    kinds = ["aster", "begonia", "crocus", "dahlia", "erica", "fuchsia", "gentian", "hyacinth", "iris", "jasmine"]
    names = sorted(rng.permutation(kinds)[:classes].tolist())
    names = names[1:] + names[:1]  # in no order of their own
    labels = rng.integers(0, classes, count).tolist()
    # Files of at most 16 photos are read one after the other, so cutting by TensorFlow Datasets and by hand mean the same.
    # Two in each: were there few files, those of the test split would sometimes come first though they are shuffled.
    name = f"photos_of_{names[0]}s"
    return Inputs(sent={"name": name, "labels": labels, "class_names": names, "files": count // 2})


@task("splits", points=1)
def test_splits_are_the_first_tenth_the_next_fifteen_percent_and_the_rest(split_photos, answers, mistakes):
    """The test split is the first 10 % of the photos, the valid split the next 15 %, the train split the rest."""
    stored, passes = split_photos["stored"], split_photos["passes"]
    for name, places in answers["places"].items():
        numbers = passes[name][0]["numbers"]
        expect(
            sorted(numbers),
            equals=sorted(number for place, number in enumerate(stored) if place in places),
            mistakes=signs.of_unsteady(passes[name]) | in_place_of(numbers, stored, mistakes["places"][name]),
            help=f"The numbers of the photos in the {name} split.",
        )


def in_place_of(numbers, stored, mistakes):
    """Return the mistake that takes photos from the places, among all that are stored, where these numbers lie."""
    place_of = {number: place for place, number in enumerate(stored)}
    places = sorted(place_of.get(number, -1) for number in numbers)
    return giving_all([places], ((sentence, [taken]) for sentence, taken in mistakes.items()))


@task("splits", points=1)
def test_no_photo_is_in_two_splits(split_photos, given):
    """No photo ever comes from two splits, however often they are read; valid and test keep their order."""
    passes = split_photos["passes"]
    sets = {name: {number for one in both for number in one["numbers"]} for name, both in passes.items()}
    for left, right in (("test", "valid"), ("test", "train"), ("valid", "train")):
        shared = sorted(sets[left] & sets[right])
        expect(
            shared, equals=[], help=f"These photos come from {left} and from {right}. Cut before anything is shuffled."
        )
    for name in ("test", "valid"):
        first, second = (one["numbers"] for one in passes[name])
        expect(
            second,
            equals=first,
            mistakes=signs.of_another_order(f"The photos of {name} are shuffled.", second, first),
            help=f"The second pass over {name}, compared with the first: nothing is shuffled.",
        )


@task("splits", points=1)
def test_photos_keep_their_labels_and_classes_their_names(split_photos, given, answers, mistakes):
    """Every photo comes with its own label, and the class names stand in the order of the labels."""
    expect(
        split_photos["class_names"],
        equals=answers["class_names"],
        mistakes=mistakes["class_names"],
        help="The info's feature of the label knows them.",
    )
    for name, passes in split_photos["passes"].items():
        expected = numbered_by(passes[0]["numbers"], given.sent["labels"])
        expect(passes[0]["labels"], equals=expected, help=f"Labels of the {name} split, in its order.")


def photos_of(rng, shapes, size):
    photos = [sloping_photo(*shape) for shape in shapes]
    return Inputs(sent={"photos": photos, "labels": rng.integers(0, 100, len(shapes)).tolist(), "size": size})


def two_lengths(rng, low, high):
    """Return a short and a long side; the long one at least half as long again."""
    short = int(rng.integers(low, high))
    return short, int(short * rng.uniform(1.6, 2.5))


@inputs("ordinary_photos")
def wide_tall_and_square(rng):
    short, long = two_lengths(rng, 24, 60)
    shapes = [(short, long, 3), (long, short, 3), (short, short, 3), (short // 2, long // 2, 3)]
    return photos_of(rng, shapes, int(rng.integers(16, 36)))


@inputs("grey_photos")
def wide_and_tall_in_grey(rng):
    short, long = two_lengths(rng, 24, 60)
    return photos_of(rng, [(short, long, 1), (long, short, 1)], int(rng.integers(16, 36)))


@inputs("oblong_photos")
def very_oblong(rng):
    short = int(rng.integers(6, 12))
    return photos_of(rng, [(short, 15 * short, 3), (12 * short, short, 3)], int(rng.integers(16, 36)))


@task("preprocess", points=1)
def test_photos_become_squares_of_floats(ordinary_photos, given, answers):
    """A photo of any shape becomes a float32 square of three channels in 0..255, and keeps its label."""
    for fact, label, answer in zip(ordinary_photos, given.sent["labels"], answers, strict=True):
        expect(fact["image"].shape, equals=answer.shape, help="The shape of one preprocessed photo.")
        kind, brightest = fact["dtype"], float(fact["image"].max())
        expect(kind, equals="float32", mistakes=signs.of_type(kind), help="The type of its pixels.")
        expect(brightest, at_most=256, help="Its largest value.")
        named = signs.of_brightest(brightest)
        expect(brightest, at_least=100, mistakes=named, help="Its largest value: the range stays 0..255.")
        expect(fact["label"], equals=label, help="Its label.")


@task("preprocess", points=1)
def test_aspect_ratio_is_kept(ordinary_photos, given, answers, mistakes):
    """What comes out is the largest central square of the photo, resized: nothing is squeezed, padded, or cut off one side only."""
    expect_central_squares(ordinary_photos, given, answers, mistakes, "Crop the central square first, then resize it.")


@task("preprocess", points=1)
def test_grey_photos_become_colour_photos(grey_photos, given, answers, mistakes):
    """A photo with one channel comes out with three equal ones."""
    expect_central_squares(grey_photos, given, answers, mistakes, "A grey photo needs its channel three times.")


@task("preprocess", points=1)
def test_oblong_photos_survive(oblong_photos, given, answers, mistakes):
    """Photos many times longer than wide are cropped and resized like any other, even if they must grow."""
    expect_central_squares(
        oblong_photos, given, answers, mistakes, "The side of the square is the shorter one, whichever that is."
    )


def expect_central_squares(facts, given, answers, mistakes, help):
    for photo, fact, answer, known in zip(given.sent["photos"], facts, answers, mistakes, strict=True):
        image, tolerance = fact["image"].astype(np.float64), tolerance_of(photo.shape, given.sent["size"])
        expect(image.shape, equals=answer.shape, mistakes=known["shape"], help="The shape of one preprocessed photo.")
        named = signs.of_square(image, known["spots"], tolerance)
        shown = f"A photo of height {photo.shape[0]} and width {photo.shape[1]}. {help}"
        expect(image, close_to=answer, tolerance=tolerance, mistakes=named, help=shown)
