"""Hidden checks: the visible ones on cases that are drawn after the submission is loaded."""

import numpy as np
from . import test_1_numpy as by_hand
from . import test_2_layer as layer
from . import test_3_measured as measured

from autograder import Inputs, repeat
from autograder.authoring import inputs

REDUCE = {"max": np.max, "average": np.mean}


def placed(size, side, step, padding):
    """Return where each window begins along one axis; with "same" padding the first may begin before the image."""
    if padding == "valid":
        return range(0, size - side + 1, step)
    count = -(-size // step)
    over = max((count - 1) * step + side - size, 0)
    return [window * step - over // 2 for window in range(count)]


def mirrored(size, side, step, padding):
    """Return the same, with the larger half of an odd overhang before the image."""
    starts = placed(size, side, step, padding)
    over = max(starts[-1] + side - size - starts[0], 0)
    return [start - over % 2 for start in starts]


def too_early(size, side, step, padding):
    """Return the same, with the overhang before the image that strides of 1 have."""
    before = (side - 1) // 2
    return placed(size, side, step, padding) if padding == "valid" else range(-before, size - before, step)


def windows_of(case, place=placed):
    """Yield each window's place in the output, and its slices of rows and columns, cut off at the image's edges."""
    strides, sizes = case["strides"] or case["pool_size"], case["images"].shape[1:3]
    axes = []
    for size, side, step in zip(sizes, case["pool_size"], strides, strict=True):
        starts = place(size, side, step, case["padding"])
        axes.append([slice(max(start, 0), max(start + side, 0)) for start in starts])
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


def answers_to(case):
    """Return the right maps of a case, and those that known mistakes give where they differ."""
    right = pooled(case)
    suspects = mistaken_numbers(case, right) | mistaken_places(case)
    return {"right": right, "suspects": differing(suspects, right)}


def mistaken_numbers(case, right):
    """Return the maps that mistakes about the numbers of each window give."""
    area, reduce = case["pool_size"][0] * case["pool_size"][1], REDUCE[case["kind"]]
    other = {"max": np.mean, "average": np.max}[case["kind"]]
    suspects = {
        "other_kind": pooled(case, other),
        "smallest": pooled(case, np.min),
        "median": pooled(case, np.median),
        "summed": pooled(case, np.sum),
        "images_pooled": reduce(right, axis=0, keepdims=True) + np.zeros(right.shape),
        "channels_pooled": reduce(right, axis=-1, keepdims=True) + np.zeros(right.shape),
        "cut_off": np.trunc(right),
    }
    if case["kind"] == "average":
        return suspects | {"zeros_averaged_in": pooled(case, lambda window, axis: np.sum(window, axis=axis) / area)}
    return suspects | {
        "zeros_win": pooled(case, lambda window, axis: with_zeros(window, area)),
        "largest_by_size": pooled(case, lambda window, axis: abs(window).max(axis)),
        "farthest_from_zero": pooled(case, lambda window, axis: farthest(window.min(axis), window.max(axis))),
    }


def mistaken_places(case):
    """Return the maps that mistakes about windows, strides and padding give."""
    pair, strides = case["pool_size"], case["strides"] or case["pool_size"]
    suspects = {
        "strides_of_one": pooled(case | {"strides": [1, 1]}),
        "strides_of_window": pooled(case | {"strides": pair}),
        "strides_exchanged": pooled(case | {"strides": strides[::-1]}),
        "strides_of_first": pooled(case | {"strides": [strides[0]] * 2}),
        "strides_of_second": pooled(case | {"strides": [strides[1]] * 2}),
        "window_exchanged": pooled(case | {"pool_size": pair[::-1], "strides": strides}),
        "more_before": pooled(case, place=mirrored),
        "overhang_of_strides_one": pooled(case, place=too_early),
        "whole_windows_only": pooled(case | {"padding": "valid"}),
        "hanging_over": pooled(case | {"padding": "same"}),
        "edge_averaged_in": pooled(with_edge(case) | {"strides": strides, "padding": "valid"}),
    }
    if pair == [2, 2] and case["strides"] is None:
        suspects["window_of_three"] = pooled(case | {"pool_size": [3, 3]})
    return suspects


def with_zeros(window, area):
    largest = window.max(axis=(1, 2))
    return largest if window.shape[1] * window.shape[2] == area else np.maximum(largest, 0)


def farthest(lowest, largest):
    return np.where(-lowest > largest, lowest, largest)


def with_edge(case):
    """Return a case whose image is larger by what windows hang over, with copies of its edge."""
    pads = []
    for axis, size in enumerate(case["images"].shape[1:3]):
        side = case["pool_size"][axis]
        starts = placed(size, side, (case["strides"] or case["pool_size"])[axis], case["padding"])
        pads.append((max(-starts[0], 0), max(starts[-1] + side - size, 0)))
    return case | {"images": np.pad(case["images"], ((0, 0), *pads, (0, 0)), mode="edge")}


def differing(suspects, right):
    return {
        name: maps
        for name, maps in suspects.items()
        if np.shape(maps) != np.shape(right) or not np.allclose(maps, right, atol=1e-3)
    }


def routed(case, share):
    """Return the gradient if each window's goes to its pixels by `share`, a function of the window."""
    images, upstream = case["images"].astype(np.float64), case["upstream"].astype(np.float64)
    gradient = np.zeros(images.shape)
    for (row, column), window in windows_of(case):
        gradient[window] += share(images[window]) * upstream[:, row, column][:, None, None]
    return gradient


def gradients_to(case):
    """Return the right gradient of a case, and those that known mistakes give where they differ."""
    area = case["pool_size"][0] * case["pool_size"][1]

    def winner(seen):
        return seen == seen.max(axis=(1, 2), keepdims=True)

    def winner_over_zeros(seen):
        whole = seen.shape[1] * seen.shape[2] == area
        return winner(seen) if whole else winner(seen) * (seen > 0)

    def first_pixel(seen):
        return np.eye(seen[0, ..., 0].size)[0].reshape(*seen.shape[1:3], 1)

    right = routed(case, winner)
    suspects = {
        "spread_evenly": routed(case, lambda seen: np.ones(seen.shape) / (seen.shape[1] * seen.shape[2])),
        "to_all_winners_once": gradient_of_the_last(case, winner),
        "to_the_smallest": routed(case, lambda seen: winner(-seen)),
        "to_the_first_pixel": routed(case, first_pixel),
        "times_the_image": right * case["images"],
        "lost_to_zeros": routed(case, winner_over_zeros),
        "lost_at_the_edge": routed(case | {"padding": "valid"}, winner),
        "ones": routed(case | {"upstream": np.ones(case["upstream"].shape)}, winner),
    }
    return {"right": right, "suspects": differing(suspects, right)}


def gradient_of_the_last(case, winner):
    gradient, upstream = np.zeros(case["images"].shape), case["upstream"].astype(np.float64)
    for (row, column), window in windows_of(case):
        arriving = upstream[:, row, column][:, None, None]
        gradient[window] = np.where(winner(case["images"][window]), arriving, gradient[window])
    return gradient


def sensitivity_of(case):
    first, second = case["images"][:, :, : -case["right"]], case["images"][:, :, case["right"] :]
    change, moved = pooled(case | {"images": first}) - pooled(case | {"images": second}), first - second
    right = np.abs(change).mean() / np.abs(moved).mean()
    suspects = {
        "sums_compared": np.abs(change).sum() / np.abs(moved).sum(),
        "signs_cancel": abs(change.mean() / moved.mean()),
        "squares_compared": (change**2).mean() / (moved**2).mean(),
        "not_divided": np.abs(change).mean(),
        "upside_down": 1 / right,
    }
    return {"right": right, "suspects": differing(suspects, right)}


def lost_by(case):
    maps, images = pooled(case), case["images"]
    lost = np.concatenate(
        [
            (images[window] - maps[:, row : row + 1, column : column + 1]).ravel()
            for (row, column), window in windows_of(case)
        ]
    )
    right, side = np.abs(lost).mean(), case["pool_size"][0]
    suspects = {
        "tiled": np.abs(images - np.tile(maps, (1, side, side, 1))).mean(),
        "lost_signs_cancel": abs(lost.mean()),
        "lost_squares": (lost**2).mean(),
        "lost_root_of_squares": np.sqrt((lost**2).mean()),
    }
    return {"right": right, "suspects": differing(suspects, right)}


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
    return Inputs(sent={"cases": cases}, withheld={"answers": [answer(case) for case in cases]})


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
    return Inputs(sent={"cases": cases}, withheld={"expected": expected})


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
