"""Hidden checks: the visible ones on cases that are drawn after the submission is loaded, and the speed of `conv2d`."""

import numpy as np

from autograder import Inputs, expect, repeat, task
from autograder.authoring import inputs

from . import test_1_numpy as by_hand
from . import test_2_filters as filters
from . import test_3_keras as layers
from . import test_4_costs as costs
from .cases import TOLERANCE, expect_maps
from .limits import IMAGES, KERNELS, SLOWEST
from .mistaken_maps import differ, padded_for_strides_of_one
from .textbook import maps_of

# With twenty programs on two cores: Keras 0.8 to 2.1 ms of the processor, right answers 0.7 to 10 times that, loops over pixels 85 to 370 times.


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


def telling(rng, strides):
    """Draw a case in which zeros for strides of 1 give something else; by chance alone, they would go unnoticed in one run of three."""
    while True:
        case = drawn(rng, "same", strides)
        if differ(padded_for_strides_of_one(case), maps_of(case)):
            return case


@inputs("combinations")
def everything_at_once(rng):
    cases = [telling(rng, (2, 3))]
    for number in range(12):
        pair = tuple(int(size) for size in rng.permutation([1, 2, 3])[:2])
        spread = {"strides": pair} if number % 2 else {"dilation": pair}
        padding = "same" if number % 4 < 2 else "valid"
        cases.append(drawn(rng, padding, **spread, with_bias=bool(rng.integers(2))))
    return Inputs(sent={"cases": cases})


@inputs("padded")
def drawn_padding(rng):
    cases = [drawn(rng, "same", tuple(map(int, rng.permutation([1, 2, 3])[:2]))) for _ in range(6)]
    return Inputs(sent={"cases": [telling(rng, (3, 2)), *cases]})


@inputs("layers_with_weights")
def drawn_weights(rng):
    pair = tuple(int(size) for size in rng.permutation([1, 2, 3])[:2])
    cases = [drawn(rng, "same", strides=pair), drawn(rng, "valid", dilation=pair, with_bias=False)]
    return Inputs(sent={"cases": cases})


def drawn_rows(rng):
    return [[int(rng.integers(9, 60)), int(rng.integers(1, 9)), int(rng.integers(1, 6))] for _ in range(25)]


@inputs("valid_sizes")
def drawn_valid_sizes(rng):
    return Inputs(sent={"rows": [[*row, "valid"] for row in drawn_rows(rng)]})


@inputs("paddings")
def drawn_paddings(rng):
    return Inputs(sent={"rows": drawn_rows(rng)})


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


@inputs("stack_costs", "stack_memory")
def drawn_stacks(rng):
    return Inputs(sent={"cases": [drawn_stack(rng) for _ in range(20)]})


@inputs("receptive_fields")
def drawn_fields(rng):
    return Inputs(sent={"cases": [drawn_stack(rng) for _ in range(8)]})


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
def test_drawn_combinations(combinations, given, answers, mistakes):
    """Maps are right for every combination of bias, strides, padding and dilation drawn for this run."""
    expect_maps(combinations, given, answers, mistakes, "Everything at once.")


@task("conv2d", points=3)
def test_conv2d_is_fast(speed, answers):
    """On images (1, 200, 300, 2) and kernels (3, 3, 2, 4), conv2d is right and takes at most 20 times as much of the processor as Keras."""
    expect(speed["row"], close_to=answers, help="One row of the maps.")
    ratio = speed["yours"] / speed["keras"]
    expect(ratio, at_most=SLOWEST, help="Seconds of the processor over Keras'. Where does Python loop over pixels?")


@task("hand_made", points=1)
def test_drawn_maps(all_maps, answers):
    """All five filters, and a kernel drawn for this run, give the right maps of images drawn for this run."""
    for name, right in answers.items():
        expect(all_maps[name], close_to=right, tolerance=TOLERANCE, help=f"The map of {name}.")


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
