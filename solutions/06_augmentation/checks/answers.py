"""What must come out, computed slowly and obviously."""

import numpy as np

from autograder import answers

TENTH, QUARTER = 0.1, 0.25


@answers("split_photos")
def splits(given):
    return {"places": places_of_splits(given), "class_names": given.sent["class_names"]}


def places_of_splits(given):
    """Return which photos each split takes, by their places in the order in which TensorFlow Datasets stores them."""
    count = len(given.sent["labels"])
    places, tenth, quarter = list(range(count)), round(TENTH * count), round(QUARTER * count)
    return {"test": places[:tenth], "valid": places[tenth:quarter], "train": places[quarter:]}


@answers("ordinary_photos", "grey_photos", "oblong_photos")
def squares(given):
    # Single precision, for the record's sake: a tolerance is worth several steps of grey.
    return [central_square(photo.shape, given.sent["size"]).astype(np.float32) for photo in given.sent["photos"]]


def central_square(shape, size):
    """Return what a sloping photo's central square is after resizing, float `(size, size, channel=3)`."""
    height, width, _ = shape
    side = min(height, width)
    return window(shape, size, (height - side) / 2, (width - side) / 2, side, side)


def window(shape, size, top, left, rows, columns):
    """Return what a window of a sloping photo is after resizing to a square, float `(size, size, channel=3)`."""
    height, width, channels = shape
    steps = (np.arange(size) + 0.5) / size
    across = np.broadcast_to((left + columns * steps) / width, (size, size))
    down = np.broadcast_to(((top + rows * steps) / height)[:, None], (size, size))
    slopes = [across, down, np.full((size, size), 0.5)] if channels == 3 else [(across + down) / 2] * 3
    return 255 * np.stack(slopes, axis=-1)


@answers("training_epochs", "evaluation_epochs")
def epochs(given):
    size = given.sent["size"]
    return {
        "photos": list(range(len(given.sent["labels"]))),
        "sizes": sizes_of_batches(len(given.sent["labels"]), given.sent["batch"]),
        "kinds": [[size, size, 3, "float32"]],
    }


def sizes_of_batches(count, batch):
    sizes = [batch] * (count // batch)
    return [*sizes, count % batch] if count % batch else sizes
