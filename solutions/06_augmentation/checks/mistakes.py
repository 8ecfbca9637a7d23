"""What known mistakes give: photos of other places, other windows of a photo, epochs that are cut short."""

from autograder import EachCase, Mistakes, any_of, mistakes

from .answers import places_of_splits, sizes_of_batches, window
from .cases import spots_of

LAST_BATCH_DROPPED = "The last batch, which is not full, was dropped."


@mistakes("split_photos")
def splits(given):
    places = places_of_splits(given)
    names = {"The names were sorted; the labels were not.": sorted(given.sent["class_names"])}
    return {"places": {name: other_places(name, places) for name in places}, "class_names": Mistakes(names)}


def other_places(name, places):
    found = {}
    for other in [split for split in places if split != name]:
        found[f"These are the photos of the {other} split."] = places[other]
        found[f"The photos of the {other} split are in it, too."] = sorted(places[name] + places[other])
    return Mistakes(found)


@mistakes("ordinary_photos", "grey_photos", "oblong_photos")
def squares(given):
    size = given.sent["size"]
    single = {"A grey photo kept its single channel.": (size, size, 1)}
    return [
        {"shape": Mistakes(single), "spots": Mistakes(spots_of_windows(photo.shape, size))}
        for photo in given.sent["photos"]
    ]


def spots_of_windows(shape, size):
    # One number in each case: the fingerprint of a whole slope is close to those of many others, within a tolerance of several greys.
    return {sentence: EachCase(spots_of(image)) for sentence, image in other_windows(shape, size).items()}


def other_windows(shape, size):
    """Return what other windows of a photo than its central square give."""
    (height, width), side = shape[:2], min(shape[:2])
    found = {
        "The whole photo was squeezed into the square.": window(shape, size, 0, 0, height, width),
        "The square was cut out at the upper left.": window(shape, size, 0, 0, side, side),
        "The square was cut out at the lower right.": window(shape, size, height - side, width - side, side, side),
    }
    if size < side:
        patch = window(shape, size, (height - size) / 2, (width - size) / 2, size, size)
        found["A patch of `size` pixels was cut out of the middle: the rest of the photo is lost."] = patch
    return found


@mistakes("random_augmentation")
def copies(given):
    photo = given.sent["photo"]
    either = {"Photos were mirrored or left as they were, and nothing else.": any_of(photo, photo[:, ::-1])}
    return {"unchanged": Mistakes({"The photos came out as they were.": photo}), "mirrored": Mistakes(either)}


@mistakes("training_epochs")
def for_training(given):
    count = len(given.sent["labels"])
    again = {"Every epoch read all photos again: nothing was kept.": (given.sent["epochs"] - 1) * count}
    return {"count": Mistakes({LAST_BATCH_DROPPED: in_full_batches(given)}), "read_again": Mistakes(again)}


@mistakes("evaluation_epochs")
def for_evaluation(given):
    return {"photos": Mistakes({LAST_BATCH_DROPPED: list(range(in_full_batches(given)))})}


def in_full_batches(given):
    count, batch = len(given.sent["labels"]), given.sent["batch"]
    return sum(size for size in sizes_of_batches(count, batch) if size == batch)
