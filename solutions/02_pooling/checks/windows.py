"""Pooling window by window: where windows lie, and what comes out of them."""

import numpy as np

REDUCE = {"max": np.max, "average": np.mean}


def placed(size, side, step, padding):
    """Return where each window begins along one axis; with "same" padding the first may begin before the image."""
    if padding == "valid":
        return range(0, size - side + 1, step)
    count = -(-size // step)
    over = max((count - 1) * step + side - size, 0)
    return [window * step - over // 2 for window in range(count)]


def strides_of(case):
    return case["strides"] or case["pool_size"]


def starts_of(case, place=placed):
    """Return where windows begin down and across."""
    sizes, sides = case["images"].shape[1:3], case["pool_size"]
    return [place(*axis, case["padding"]) for axis in zip(sizes, sides, strides_of(case), strict=True)]


def windows_of(case, place=placed):
    """Yield each window's place in the output, and its slices of rows and columns, cut off at the image's edges."""
    axes = [
        [slice(max(start, 0), max(start + side, 0)) for start in starts]
        for side, starts in zip(case["pool_size"], starts_of(case, place), strict=True)
    ]
    for row, rows in enumerate(axes[0]):
        for column, columns in enumerate(axes[1]):
            yield (row, column), (slice(None), rows, columns)


def pooled(case, reduce=None, place=placed):
    """Return the maps, window by window."""
    reduce = reduce or REDUCE[case["kind"]]
    images, found = case["images"].astype(np.float64), dict(windows_of(case, place))
    rows, columns = max(found)
    maps = np.zeros((len(images), rows + 1, columns + 1, images.shape[-1]))
    for (row, column), window in found.items():
        maps[:, row, column] = reduce(images[window], axis=(1, 2))
    return maps


def area_of(case):
    return case["pool_size"][0] * case["pool_size"][1]
