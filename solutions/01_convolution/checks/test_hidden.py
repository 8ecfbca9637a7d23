"""Hidden checks: the visible ones on cases that are drawn after the submission is loaded, and the speed of `conv2d`."""

import numpy as np
from . import test_1_numpy as by_hand
from . import test_2_filters as filters
from . import test_3_keras as layers
from . import test_4_costs as costs
from .cases import IMAGES, KERNELS, SLOWEST, TOLERANCE
from .mistakes import expect_maps

from autograder import Inputs, expect, repeat, task
from autograder.authoring import inputs

# With twenty programs on two cores: Keras 0.8 to 2.1 ms of the processor, right answers 0.7 to 10 times that, loops over pixels 85 to 370 times.


def windows(size, kernel, stride):
    """Return how many windows fit, by placing them."""
    return len(range(0, size - kernel + 1, stride))


def zeros(size, kernel, stride):
    """Return the zeros before and after, by adding them one by one, after the image first."""
    before = after = 0
    while windows(size + before + after, kernel, stride) < -(-size // stride):
        before, after = (before, after + 1) if after == before else (before + 1, after)
    return before, after


def convolved(images, kernels, bias, strides, pads, dilation):
    """Return the maps, computed place by place."""
    padded = np.pad(images.astype(np.float64), ((0, 0), *pads, (0, 0)))
    spans = [gap * (side - 1) + 1 for gap, side in zip(dilation, kernels.shape, strict=False)]
    sizes = [windows(padded.shape[axis + 1], spans[axis], strides[axis]) for axis in (0, 1)]
    maps = np.empty((len(images), *sizes, kernels.shape[-1]))
    for row, column in np.ndindex(*sizes):
        top, left = row * strides[0], column * strides[1]
        window = padded[:, top : top + spans[0] : dilation[0], left : left + spans[1] : dilation[1]]
        maps[:, row, column] = np.tensordot(window, kernels.astype(np.float64), 3)
    return maps if bias is None else maps + bias


def pads_of(case, strides=None):
    """Return the zeros of a case along both axes."""
    if case["padding"] == "valid":
        return [(0, 0), (0, 0)]
    sides = zip(
        case["images"].shape[1:3], case["kernels"].shape[:2], strides or case["strides"], case["dilation"], strict=True
    )
    return [zeros(size, gap * (kernel - 1) + 1, stride) for size, kernel, stride, gap in sides]


def answers_to(case, convolve=convolved):
    """Return the right maps of a case, and those that known mistakes give where they differ; None where they give no map."""
    right = convolve(case["images"], case["kernels"], case["bias"], case["strides"], pads_of(case), case["dilation"])
    found = mistaken_numbers(case, right, convolve) | mistaken_places(case, convolve)
    return {"right": right, "suspects": {mistake: maps for mistake, maps in found.items() if differ(maps, right)}}


def mistaken_numbers(case, right, convolve):
    """Return the maps that mistakes about kernels, channels, bias and batch give."""
    kernels, bias, channels = case["kernels"], case["bias"], case["kernels"].shape[2]
    first_only = kernels * (np.arange(channels) == 0).astype(np.float32)[:, None]

    def maps_of(kernels, bias=bias):
        return convolve(case["images"], kernels, bias, case["strides"], pads_of(case), case["dilation"])

    return {
        "kernel_flipped": maps_of(kernels[::-1, ::-1]),
        "kernel_upside_down": maps_of(kernels[::-1]),
        "kernel_mirrored": maps_of(kernels[:, ::-1]),
        "kernel_transposed": maps_of(kernels.swapaxes(0, 1)),
        "channels_averaged": maps_of(kernels / np.float32(channels)),
        "first_channel_only": maps_of(first_only),
        "first_image_for_all": np.broadcast_to(right[:1], right.shape),
        "bias_missing": maps_of(kernels, None),
        "bias_per_channel": right if bias is None else right + (channels - 1) * bias,
        "bias_of_first_filter": right if bias is None else right - bias + bias[0],
    }


def mistaken_places(case, convolve):
    """Return the maps that mistakes about strides, padding and dilation give."""
    (down, across), gaps, pads, ones = case["strides"], case["dilation"], pads_of(case), [1, 1]
    sides = zip(case["images"].shape[1:3], case["kernels"].shape[:2], gaps, strict=True)
    fits = all(size > gap * (kernel - 1) for size, kernel, gap in sides)

    def maps_of(pads, images=case["images"], strides=case["strides"], dilation=gaps):
        return convolve(images, case["kernels"], case["bias"], strides, pads, dilation)

    def strided(*strides):
        return maps_of(pads_of(case, strides), strides=strides)

    def dilated(dilation):
        return maps_of(pads_of(case | {"dilation": dilation}), dilation=dilation)

    found = {
        "strides_ignored": strided(1, 1),
        "strides_exchanged": strided(across, down),
        "more_zeros_before": maps_of([pair[::-1] for pair in pads]),
        "padding_of_strides_one": maps_of(pads_of(case, ones)),
        "not_padded": maps_of([(0, 0), (0, 0)]) if fits else None,
        "padded_with_edge": maps_of([(0, 0), (0, 0)], np.pad(case["images"], ((0, 0), *pads, (0, 0)), mode="edge")),
        "dilation_ignored": dilated(ones),
        "dilation_as_holes": dilated([gap + (gap > 1) for gap in gaps]),
        "dilation_unknown_to_padding": maps_of(pads_of(case | {"dilation": ones})),
    }
    if 1 not in (down, across):
        # Where one of both is 1, some of these are the same as no strides at all, and tell nothing.
        found |= {"strides_of_first": strided(down, down), "strides_of_second": strided(across, across)}
        found |= {"strides_down_only": strided(down, 1), "strides_across_only": strided(1, across)}
    return found


def differ(left, right):
    return left is None or left.shape != right.shape or not np.allclose(left, right, atol=1e-3)


def drawn(rng, padding, strides=(1, 1), dilation=(1, 1), with_bias=True):
    """Draw a case whose image is larger than its kernel, with nothing quadratic or symmetric in it."""
    shape = [int(side) for side in rng.integers(1, 5, 2)]
    channels, number = (int(count) for count in rng.permutation([1, 2, 3, 4])[:2])
    sizes = [int(rng.integers(7, 11)) + gap * (side - 1) for side, gap in zip(shape, dilation, strict=True)]
    kernels = rng.normal(size=(*shape, channels, number)) / np.sqrt(shape[0] * shape[1] * channels)
    return {
        "images": rng.normal(size=(int(rng.integers(1, 4)), *sizes, channels)).astype(np.float32),
        "kernels": kernels.astype(np.float32),
        "bias": rng.normal(size=number).astype(np.float32) if with_bias else None,
        "strides": list(strides),
        "padding": padding,
        "dilation": list(dilation),
    }


def as_inputs(cases):
    return Inputs(sent={"cases": cases}, withheld={"answers": [answers_to(case) for case in cases]})


def telling(rng, mistake, padding, strides):
    """Draw a case in which a known mistake gives something else; by chance alone, some mistakes would go unnoticed in one run of three."""
    while True:
        case = drawn(rng, padding, strides)
        if mistake in answers_to(case)["suspects"]:
            return case


@inputs("combinations")
def everything_at_once(rng):
    cases = [telling(rng, "padding_of_strides_one", "same", (2, 3))]
    for number in range(12):
        pair = tuple(int(size) for size in rng.permutation([1, 2, 3])[:2])
        spread = {"strides": pair} if number % 2 else {"dilation": pair}
        padding = "same" if number % 4 < 2 else "valid"
        cases.append(drawn(rng, padding, **spread, with_bias=bool(rng.integers(2))))
    return as_inputs(cases)


@inputs("padded")
def drawn_padding(rng):
    cases = [drawn(rng, "same", tuple(map(int, rng.permutation([1, 2, 3])[:2]))) for _ in range(6)]
    return as_inputs([telling(rng, "padding_of_strides_one", "same", (3, 2)), *cases])


@inputs("layers_with_weights")
def drawn_weights(rng):
    pair = tuple(int(size) for size in rng.permutation([1, 2, 3])[:2])
    drawn_cases = [drawn(rng, "same", strides=pair), drawn(rng, "valid", dilation=pair, with_bias=False)]
    return as_inputs(drawn_cases)


def drawn_rows(rng):
    return [[int(rng.integers(9, 60)), int(rng.integers(1, 9)), int(rng.integers(1, 6))] for _ in range(25)]


def valid_suspects(found):
    """Return what known mistakes give for rows of (size, kernel, stride) with "valid" padding."""
    return {
        "first_window_missing": [windows(*row) - 1 for row in found],
        "overhanging_counted": [-(-(size - kernel) // stride) + 1 for size, kernel, stride in found],
        "kernel_left_out": [windows(size, 1, stride) for size, _, stride in found],
        "strides_left_out": [windows(size, kernel, 1) for size, kernel, _ in found],
    }


def same_suspects(found):
    """Return the same with "same" padding."""
    return {
        "size_kept": [size for size, *_ in found],
        "rounded_down": [size // stride for size, _, stride in found],
    }


def padding_suspects(found):
    """Return the same for the zeros that are added."""
    right = [zeros(*row) for row in found]
    missing = [(-(-size // stride) - 1) * stride + kernel - size for size, kernel, stride in found]
    return {
        "more_zeros_before": [[after, before] for before, after in right],
        "as_many_on_both_sides": [[after, after] for _, after in right],
        "padding_of_strides_one": [list(zeros(size, kernel, 1)) for size, kernel, _ in found],
        "less_than_none": [[number // 2, number - number // 2] for number in missing],
    }


@inputs("valid_sizes")
def drawn_valid_sizes(rng):
    found = drawn_rows(rng)
    expected = [windows(*row) for row in found]
    sent = {"rows": [[*row, "valid"] for row in found]}
    return Inputs(sent=sent, withheld={"expected": expected, "suspects": valid_suspects(found)})


@inputs("paddings")
def drawn_paddings(rng):
    found = drawn_rows(rng)
    expected = [zeros(*row) for row in found]
    return Inputs(sent={"rows": found}, withheld={"expected": expected, "suspects": padding_suspects(found)})


@inputs("speed")
def many_windows(rng):
    images, kernels = (rng.normal(size=shape).astype(np.float32) for shape in (IMAGES, KERNELS))
    return Inputs(sent={"images": images, "kernels": kernels, "row": int(rng.integers(IMAGES[1] - KERNELS[0]))})


@inputs("all_maps")
def drawn_images(rng):
    images, kernel = rng.uniform(0, 1, (2, 12, 15, 3)), rng.normal(size=(3, 5)) / 4
    return Inputs(sent={"images": images.astype(np.float32), "kernel": kernel.astype(np.float32)})


def drawn_stack(rng):
    made = []
    for _ in range(int(rng.integers(2, 4))):
        spread = ["strides", "dilation"][int(rng.integers(2))]
        layer = {"filters": int(rng.integers(2, 40)), "kernel_size": int(rng.integers(1, 6))}
        made.append(layer | {spread: int(rng.integers(1, 4)), "padding": ["same", "valid"][int(rng.integers(2))]})
        made[-1]["use_bias"] = bool(rng.integers(2))
    size = [int(rng.integers(150, 250)), int(rng.integers(150, 250)), int(rng.integers(1, 5))]
    return {"input_shape": size, "layers": made, "batch": int(rng.integers(2, 33))}


def counted(case):
    """Return `(output shape, parameters, multiply-adds)` of each layer, and the numbers that each hands on, the images first."""
    shape, found, numbers = case["input_shape"], [], [int(np.prod(case["input_shape"]))]
    for layer in case["layers"]:
        stride, span = layer.get("strides", 1), layer.get("dilation", 1) * (layer["kernel_size"] - 1) + 1
        padded = [size + sum(zeros(size, span, stride)) * (layer["padding"] == "same") for size in shape[:2]]
        output = (*(windows(size, span, stride) for size in padded), layer["filters"])
        of_one_filter = layer["kernel_size"] ** 2 * shape[2]
        parameters = (of_one_filter + layer["use_bias"]) * layer["filters"]
        numbers.append(int(np.prod(output)))
        found.append((output, parameters, of_one_filter * numbers[-1]))
        shape = output
    return found, numbers


@inputs("stack_costs", "stack_memory")
def drawn_stacks(rng):
    cases = [drawn_stack(rng) for _ in range(20)]
    memory = []
    for case in cases:
        numbers = counted(case)[1]
        pairs = [left + right for left, right in zip(numbers, numbers[1:], strict=False)]
        memory.append((4 * case["batch"] * max(pairs), 4 * case["batch"] * sum(numbers)))
    return Inputs(sent={"cases": cases}, withheld={"costs": [counted(case)[0] for case in cases], "memory": memory})


@inputs("receptive_fields")
def drawn_fields(rng):
    cases = [drawn_stack(rng) for _ in range(8)]
    stacks = [case["layers"] for case in cases]
    kept = {"fields": [seen_by_one(stack) for stack in stacks], "suspects": field_suspects(stacks)}
    return Inputs(sent={"cases": cases}, withheld=kept)


def reach_of(layer):
    """Return how far apart the first and the last pixel under a kernel are."""
    return layer.get("dilation", 1) * (layer["kernel_size"] - 1)


def seen_by_one(stack, reach=reach_of):
    """Return how far apart the outermost pixels are that one number is made of, going back layer by layer."""
    first = last = 0
    for layer in reversed(stack):
        stride = layer.get("strides", 1)
        first, last = first * stride, last * stride + reach(layer)
    return last - first + 1


def field_suspects(stacks):
    """Return what known mistakes give for the receptive fields of stacks."""
    without_strides = [[layer | {"strides": 1} for layer in stack] for stack in stacks]
    without_dilation = [[layer | {"dilation": 1} for layer in stack] for stack in stacks]

    def seen_with(reach):
        return [seen_by_one(stack, reach) for stack in stacks]

    return {
        "field_without_strides": [seen_by_one(stack) for stack in without_strides],
        "field_without_dilation": [seen_by_one(stack) for stack in without_dilation],
        "field_of_whole_kernels": seen_with(lambda layer: layer.get("dilation", 1) * layer["kernel_size"]),
        "field_of_whole_spans": seen_with(lambda layer: reach_of(layer) + 1),
        "field_of_own_strides": seen_with(lambda layer: layer.get("strides", 1) * reach_of(layer)),
    }


test_drawn_sizes = repeat(
    by_hand.test_valid_windows_stay_inside,
    points=1,
    sentence='Sizes with "valid" padding are right for sizes, kernels and strides drawn for this run.',
)
test_drawn_paddings = repeat(
    by_hand.test_padding_is_what_keras_adds,
    points=1,
    sentence='"same" padding is right for sizes, kernels and strides drawn for this run.',
)
test_drawn_same_padding = repeat(
    by_hand.test_same_padding_equals_keras,
    points=1,
    sentence='Maps with "same" padding are right for images, kernels and strides drawn for this run.',
)


@task("conv2d", points=2)
def test_drawn_combinations(combinations, given):
    """Maps are right for every combination of bias, strides, padding and dilation drawn for this run."""
    expect_maps(combinations, given, "Everything at once.")


@task("conv2d", points=3)
def test_conv2d_is_fast(speed, given):
    """On images (1, 200, 300, 2) and kernels (3, 3, 2, 4), conv2d is right and takes at most 20 times as much of the processor as Keras."""
    row, images, kernels = (given.sent[name] for name in ("row", "images", "kernels"))
    expected = convolved(images[:, row : row + 3], kernels, None, (1, 1), [(0, 0), (0, 0)], (1, 1))[0, 0]
    expect(speed["row"], close_to=expected, help="One row of the maps.")
    ratio = speed["yours"] / speed["keras"]
    expect(ratio, at_most=SLOWEST, help="Seconds of the processor over Keras'. Where does Python loop over pixels?")


@task("hand_made", points=1)
def test_drawn_maps(all_maps, given):
    """All five filters, and a kernel drawn for this run, give the right maps of images drawn for this run."""
    brightness = given.sent["images"].astype(np.float64).mean(axis=-1, keepdims=True)
    line, sobel = np.eye(7)[[3]], np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    kernels = {"vertical": np.repeat(line, 7, axis=0), "blur": np.full((7, 7), 1 / 49), "sobel_x": sobel}
    kernels |= {"horizontal": kernels["vertical"].T, "sobel_y": sobel.T, "kernel": given.sent["kernel"]}
    for name, kernel in kernels.items():
        pads = [(side // 2, side // 2) for side in kernel.shape]
        expected = convolved(brightness, kernel[..., None, None], None, (1, 1), pads, (1, 1))[..., 0]
        expect(all_maps[name], close_to=expected, tolerance=TOLERANCE, help=f"The map of {name}.")


test_drawn_slopes = repeat(
    filters.test_sobel_filters_measure_slopes,
    points=1,
    sentence="Sobel maps and the strength of edges are right for slopes drawn for this run.",
)
test_drawn_layers = repeat(
    layers.test_set_weights_are_computed_with,
    points=1,
    sentence="A layer computes with the weights, strides and dilation drawn for this run.",
)
test_drawn_costs = repeat(
    costs.test_each_layer_is_counted,
    points=1,
    sentence="Each layer is counted right in stacks drawn for this run.",
)
test_drawn_memory = repeat(
    costs.test_memory_is_counted,
    points=1,
    sentence="Memory is counted right for stacks and batches drawn for this run.",
)
test_drawn_fields = repeat(
    costs.test_receptive_field_grows_with_depth,
    points=1,
    sentence="Receptive fields are right for stacks drawn for this run.",
)
