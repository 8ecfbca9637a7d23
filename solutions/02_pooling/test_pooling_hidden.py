"""Hidden checks: the visible ones on cases that are drawn after the submission is loaded."""

import numpy as np
import test_pooling_1_numpy as by_hand
import test_pooling_2_layer as layer
import test_pooling_3_measured as measured

from autograder import Inputs, inputs, repeat

REDUCE = {"max": np.max, "average": np.mean}


def placed(size, side, step, padding):
    """Return where each window begins along one axis; with "same" padding the first may begin before the image."""
    if padding == "valid":
        return range(0, size - side + 1, step)
    count = -(-size // step)
    over = max((count - 1) * step + side - size, 0)
    return [window * step - over // 2 for window in range(count)]


def windows_of(case, mirrored=False):
    """Yield each window's place in the output, and its slices of rows and columns, cut off at the image's edges."""
    strides, sizes = case["strides"] or case["pool_size"], case["images"].shape[1:3]
    axes = []
    for size, side, step in zip(sizes, case["pool_size"], strides, strict=True):
        starts = list(placed(size, side, step, case["padding"]))
        if mirrored:
            starts = [size - start - side for start in reversed(starts)]
        axes.append([slice(max(start, 0), max(start + side, 0)) for start in starts])
    for row, rows in enumerate(axes[0]):
        for column, columns in enumerate(axes[1]):
            yield (row, column), (slice(None), rows, columns)


def pooled(case, reduce=None, mirrored=False):
    """Return the maps, window by window."""
    reduce = reduce or REDUCE[case["kind"]]
    images, found = case["images"].astype(np.float64), dict(windows_of(case, mirrored))
    rows, columns = max(found)
    maps = np.zeros((len(images), rows + 1, columns + 1, images.shape[-1]))
    for (row, column), window in found.items():
        maps[:, row, column] = reduce(images[window], axis=(1, 2))
    return maps


def answers_to(case):
    """Return the right maps of a case, and those that known mistakes give where they differ."""
    pair = case["pool_size"]
    right, strides, area = pooled(case), case["strides"] or pair, pair[0] * pair[1]
    other = {"max": np.mean, "average": np.max}[case["kind"]]
    suspects = {
        "other_kind": pooled(case, other),
        "smallest": pooled(case, np.min),
        "summed": pooled(case, np.sum),
        "strides_of_one": pooled(case | {"strides": [1, 1]}),
        "window_exchanged": pooled(case | {"pool_size": pair[::-1], "strides": strides}),
        "strides_exchanged": pooled(case | {"strides": strides[::-1]}),
        "more_before": pooled(case, mirrored=True),
        "whole_windows_only": pooled(case | {"padding": "valid"}),
        "channels_pooled": REDUCE[case["kind"]](right, axis=-1, keepdims=True) + np.zeros(right.shape),
        "cut_off": np.trunc(right),
        "zeros_averaged_in": pooled(case, lambda window, axis: np.sum(window, axis=axis) / area),
        "zeros_win": pooled(case, lambda window, axis: with_zeros(window, area)),
    }
    return {"right": right, "suspects": differing(suspects, right)}


def with_zeros(window, area):
    largest = window.max(axis=(1, 2))
    return largest if window.shape[1] * window.shape[2] == area else np.maximum(largest, 0)


def differing(suspects, right):
    return {
        name: maps
        for name, maps in suspects.items()
        if maps.shape != right.shape or not np.allclose(maps, right, atol=1e-3)
    }


def gradients_to(case):
    """Return the right gradient of a case, and those that known mistakes give where they differ."""
    images, upstream = case["images"].astype(np.float64), case["upstream"].astype(np.float64)
    right, last, ones, spread = (np.zeros(images.shape) for _ in range(4))
    for (row, column), window in windows_of(case):
        seen, arriving = images[window], upstream[:, row, column][:, None, None]
        winner = seen == seen.max(axis=(1, 2), keepdims=True)
        right[window] += winner * arriving
        ones[window] += winner
        spread[window] += arriving / (seen.shape[1] * seen.shape[2])
        last[window] = np.where(winner, arriving, last[window])
    suspects = {"spread_evenly": spread, "to_all_winners_once": last, "ones": ones}
    return {"right": right, "suspects": differing(suspects, right)}


def sensitivity_of(case):
    first, second = case["images"][:, :, : -case["right"]], case["images"][:, :, case["right"] :]
    change = pooled(case | {"images": first}) - pooled(case | {"images": second})
    return {"right": np.abs(change).mean() / np.abs(first - second).mean(), "suspects": {}}


def lost_by(case):
    maps, images = pooled(case), case["images"]
    total = sum(
        np.abs(images[window] - maps[:, row : row + 1, column : column + 1]).sum()
        for (row, column), window in windows_of(case)
    )
    return {"right": total / images.size, "suspects": {}}


def drawn(rng, kind, pool_size, strides=None, padding="valid", sizes=None):
    """Draw a case of negative numbers, no two of which are equal."""
    sizes = sizes or [int(size) for size in rng.integers(7, 12, 2)]
    shape = (int(rng.integers(1, 4)), *sizes, int(rng.integers(1, 4)))
    images = -rng.permutation(np.prod(shape)).reshape(shape) / 100 - 1
    return {
        "images": images.astype(np.float32),
        "kind": kind,
        "pool_size": [int(side) for side in pool_size],
        "strides": strides and [int(step) for step in strides],
        "padding": padding,
    }


def drawn_pools(rng, kind, many=8):
    cases = []
    for number in range(many):
        strides = rng.integers(1, 5, 2) if number % 3 else None
        padding = "same" if number % 2 else "valid"
        cases.append(drawn(rng, kind, rng.integers(1, 6, 2), None if strides is None else list(strides), padding))
    return cases


def as_inputs(cases, answer):
    return Inputs(sent={"cases": cases}, kept={"answers": [answer(case) for case in cases]})


@inputs("negative_edges")
def drawn_for_the_largest(rng):
    return as_inputs(drawn_pools(rng, "max"), answers_to)


@inputs("averaged_edges")
def drawn_for_means(rng):
    return as_inputs(drawn_pools(rng, "average"), answers_to)


@inputs("heads")
def drawn_heads(rng):
    cases, expected = [], []
    for _ in range(6):
        height, width, channels, classes = case = [int(number) for number in rng.integers(2, 60, 4)]
        weights = sum(classes for _ in np.ndindex(height, width, channels))
        cases.append(case)
        expected.append((weights + classes, channels * classes + classes))
    return Inputs(sent={"cases": cases}, kept={"expected": expected})


@inputs("depth_outputs")
def drawn_groups(rng):
    sizes = [int(size) for size in rng.integers(2, 6, 4)]
    shapes = [(int(rng.integers(1, 4)), *rng.integers(2, 6, 2), size * int(rng.integers(2, 5))) for size in sizes]
    return Inputs(sent={"pool_sizes": sizes, "images": [layer.negative(rng, *shape) for shape in shapes]})


@inputs("pooled_sensitivity")
def drawn_shifts(rng):
    cases = []
    for kind in ("max", "average"):
        for side in rng.permutation([1, 2, 3, 4])[:3]:
            cases.append(drawn(rng, kind, [side, side]) | {"right": int(rng.integers(1, 4))})
    return as_inputs(cases, sensitivity_of)


@inputs("price_paid")
def drawn_prices(rng):
    cases = []
    for kind in ("max", "average"):
        for side in (int(side) for side in rng.permutation([2, 3, 4])[:2]):
            sizes = [side * int(windows) for windows in rng.permutation([2, 3, 4])[:2]]
            cases.append(drawn(rng, kind, [side, side], sizes=sizes))
    return as_inputs(cases, lost_by)


@inputs("summed_gradient")
def drawn_gradients(rng):
    cases = drawn_pools(rng, "max")
    for case in cases:
        case["upstream"] = rng.normal(size=pooled(case).shape).astype(np.float32)
    return as_inputs(cases, gradients_to)


test_drawn_largest = repeat(
    by_hand.test_padding_never_wins,
    points=2,
    sentence="Max pooling is right for negative images, windows, strides and padding drawn for this run.",
)
test_drawn_means = repeat(
    by_hand.test_padding_is_not_averaged_in,
    points=2,
    sentence="Average pooling is right for images, windows, strides and padding drawn for this run.",
)
test_drawn_map_means = repeat(
    by_hand.test_each_map_becomes_its_mean,
    points=1,
    sentence="Global average pooling is right for maps drawn for this run.",
)
test_drawn_heads = repeat(
    by_hand.test_heads_are_counted,
    points=1,
    sentence="Heads are counted right for maps and classes drawn for this run.",
)
test_drawn_groups = repeat(
    layer.test_neighbouring_channels_are_pooled,
    points=2,
    sentence="The layer pools the right channels of images and in groups drawn for this run.",
)
test_drawn_sensitivity = repeat(
    measured.test_sensitivity_of_pooling,
    points=2,
    sentence="The sensitivity is right for images, windows and shifts drawn for this run.",
)
test_drawn_price = repeat(
    measured.test_what_is_lost,
    points=1,
    sentence="What is lost is right for images and windows drawn for this run.",
)
test_drawn_gradients = repeat(
    measured.test_gradients_add_up,
    points=3,
    sentence="The gradient is right for images, windows, strides and padding drawn for this run.",
)
