"""Visible checks of the pipeline: epochs of photos whose number stands in their pixels."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from . import signs
from .cases import numbered_by


def numbered(rng, count, epochs):
    # A prime number of photos fills no batches.
    sent = {
        "labels": rng.integers(0, 5, count).tolist(),
        "size": int(rng.integers(3, 6)),
        "batch": int(rng.integers(12, 25)),
        "epochs": epochs,
        "seed": int(rng.integers(2**31)),
    }
    return Inputs(sent=sent)


@inputs("training_epochs", "evaluation_epochs")
def some_photos(rng):
    return numbered(rng, int(rng.choice([211, 223, 227, 229, 233])), epochs=3)


def drawn_once(epoch, answers, mistakes):
    """Expect one epoch to have each photo once."""
    photos = answers["photos"]
    numbers, times = np.unique(epoch["numbers"], return_counts=True)
    expect(
        len(epoch["numbers"]),
        equals=len(photos),
        mistakes=mistakes["count"] | signs.of_endless(epoch, len(photos)),
        help="The number of photos that came in one epoch.",
    )
    expect(numbers[times > 1].tolist(), equals=[], help="These photos came more than once in one epoch.")
    expect(numbers.tolist(), equals=photos, help="These photos came. Their pixels must stay in 0..255.")


@task("pipeline", points=1)
def test_each_epoch_has_each_photo_once(training_epochs, given, answers, mistakes):
    """For training, each epoch has every photo exactly once, with its own label."""
    for epoch in training_epochs:
        drawn_once(epoch, answers, mistakes)
        received, expected = epoch["labels"], numbered_by(epoch["numbers"], given.sent["labels"])
        expect(
            received,
            equals=expected,
            mistakes=signs.of_another_order("Labels and photos were shuffled apart.", received, expected),
            help="The labels of one epoch, in the order of its photos.",
        )


@task("pipeline", points=1)
def test_batches_are_full_but_the_last(training_epochs, answers):
    """Photos come in batches of batch_size float32 squares; only the last batch may be smaller."""
    epoch = training_epochs[0]
    help = "Height, width, channels and type of the photos that came."
    expect(epoch["kinds"], equals=answers["kinds"], help=help)
    received, expected = epoch["sizes"], answers["sizes"]
    moved = "The smaller batch is not the last: whole batches were shuffled."
    named = signs.of_another_order(moved, received, expected)
    expect(received, equals=expected, mistakes=named, help="The sizes of the batches.")


@task("pipeline", points=1)
def test_every_epoch_has_another_order(training_epochs, given):
    """For training, each epoch's order is another, drawn from all photos: photos may come from anywhere, next to any other."""
    expect_whole_shuffles(training_epochs, given)


def full_batches(epoch, batch):
    """Return the sets of photos that came in full batches."""
    ends = np.cumsum(epoch["sizes"])
    starts = ends - epoch["sizes"]
    return {frozenset(epoch["numbers"][a:b]) for a, b in zip(starts, ends, strict=True) if b - a == batch}


def expect_whole_shuffles(epochs, given):
    count, batch = len(given.sent["labels"]), given.sent["batch"]
    orders = [epoch["numbers"] for epoch in epochs]
    expect(
        len({tuple(order) for order in orders}),
        equals=len(orders),
        mistakes=signs.of_orders(epochs),
        help="So many different orders were seen, one for each epoch.",
    )
    together = [full_batches(epoch, batch) for epoch in epochs]
    expect(
        len(together[0] & together[1]),
        equals=0,
        help="So many batches of the first epoch came again, with the same photos, in the second. Shuffle photos, not batches.",
    )
    forward = max(number - place for order in orders for place, number in enumerate(order))
    # Of 12 expected photos that move so far forward, at least one does, but for one run in 100,000.
    expect(
        forward,
        at_least=round(0.8 * count),
        help="The farthest that a photo came forward, in places. A buffer smaller than the number of photos holds the late ones back.",
    )


@task("pipeline", points=1)
def test_every_epoch_has_other_pixels(training_epochs):
    """For training, each photo is augmented exactly once in each epoch, and differently in each."""
    # The augmentation of this check adds from 50 to 100 to the blue of a photo.
    stamps = [dict(zip(epoch["numbers"], epoch["stamps"], strict=True)) for epoch in training_epochs]
    for epoch in stamps:
        expect(
            min(epoch.values()),
            at_least=49,
            mistakes=signs.of_stamps(epoch.values()),
            help="The least that augmentation added to a photo: from 50 to 100, or nothing where it was not used.",
        )
        expect(
            max(epoch.values()),
            at_most=101,
            mistakes={"A photo was augmented more than once.": max(epoch.values())},
            help="The most that augmentation added to a photo: from 50 to 100, unless it was used twice.",
        )
    again = [number for number in stamps[0] if abs(stamps[0][number] - stamps[1].get(number, 0)) < 1e-4]
    expect(
        len(again),
        at_most=2,
        mistakes={"Augmented photos were kept, and came again.": len(again)},
        help="So many photos came with the same augmentation in the second epoch. The cache stands before all that is random.",
    )


@task("pipeline", points=1)
def test_evaluation_is_complete_and_in_order(evaluation_epochs, given, answers, mistakes):
    """Without training, every photo comes once, in the order of the source, the last partial batch included, in each pass alike."""
    for epoch in evaluation_epochs:
        expect(
            epoch["numbers"],
            equals=answers["photos"],
            mistakes=signs.of_another_order("The photos were shuffled.", epoch["numbers"], answers["photos"])
            | mistakes["photos"],
            help="The numbers of the photos, in the order in which they came.",
        )
        expect(epoch["labels"], equals=given.sent["labels"], help="Their labels.")


@task("pipeline", points=1)
def test_evaluation_is_never_augmented(evaluation_epochs):
    """Without training, photos are not augmented, even if an augmentation is given."""
    for epoch in evaluation_epochs:
        expect(
            float(np.max(epoch["stamps"])),
            at_most=1,
            help="The most that augmentation added to a photo. Keras' random layers also augment when called plainly.",
        )


@task("pipeline", points=1)
def test_photos_are_read_once(training_epochs, answers, mistakes):
    """Photos are read and preprocessed in the first epoch only, and kept: later epochs do not read them again."""
    first, *later = (epoch["read"] for epoch in training_epochs)
    help = "So many photos were read for the first epoch; each needs reading once."
    expect(first, at_most=len(answers["photos"]), help=help)
    expect(
        sum(later),
        equals=0,
        mistakes=mistakes["read_again"],
        help="So many photos were read again for the second and the third epoch. What comes before the cache runs once.",
    )
