"""What known mistakes give for the inputs of each probe, by the sentences that name them."""

import math

import numpy as np

from autograder import EachCase, Mistakes, mistakes

from .answers import (
    CONV2D,
    brightness_of,
    lines,
    middles,
    new_layers,
    new_layers_of,
    shape_of_batch,
    slopes,
    weights_of,
)
from .mistaken_costs import mistaken_costs, mistaken_fields, mistaken_memory
from .mistaken_maps import BEFORE, FOR_STRIDES_OF_ONE, MISTAKEN_MAPS, differ
from .textbook import costs_of, maps_of, memory_of, shapes_in, windows, zeros


def in_all_rows(rows, found):
    """Return mistakes of which each is told if it gives what was received in all rows."""
    return Mistakes({sentence: EachCase(mistaken(*row[:3]) for row in rows) for sentence, mistaken in found.items()})


@mistakes("valid_sizes")
def valid_sizes(given):
    found = {
        "There is one window too few everywhere: steps were counted, and the first window stands before any step.": (
            lambda size, kernel, stride: windows(size, kernel, stride) - 1
        ),
        "Windows that hang over the edge were counted, too.": (
            lambda size, kernel, stride: -(-(size - kernel) // stride) + 1
        ),
        "The kernel was left out: every place where a window can begin was counted, and some reach over the edge.": (
            lambda size, kernel, stride: windows(size, 1, stride)
        ),
        "The strides were left out: a window was counted at every pixel.": (
            lambda size, kernel, stride: windows(size, kernel, 1)
        ),
    }
    return in_all_rows(given.sent["rows"], found)


@mistakes("same_sizes")
def same_sizes(given):
    found = {
        'The size was kept. "same" keeps it for strides of 1 only.': lambda size, kernel, stride: size,
        "The size over the stride was rounded down, and the last window is missing.": (
            lambda size, kernel, stride: size // stride
        ),
    }
    return in_all_rows(given.sent["rows"], found)


@mistakes("paddings")
def paddings(given):
    def less_than_none(size, kernel, stride):
        missing = (-(-size // stride) - 1) * stride + kernel - size
        return missing // 2, missing - missing // 2

    found = {
        BEFORE: lambda *row: zeros(*row)[::-1],
        "Both sides got the same number of zeros, although an odd number is needed.": lambda *row: (
            (zeros(*row)[1],) * 2
        ),
        FOR_STRIDES_OF_ONE: lambda size, kernel, stride: zeros(size, kernel, 1),
        "A negative number of zeros was added, which would take pixels away.": less_than_none,
    }
    return in_all_rows(given.sent["rows"], found)


@mistakes("unknown_padding")
def no_errors(given):
    sentence = "No error was raised: a padding that does not exist passed for one that does."
    return Mistakes({sentence: ["none"] * len(given.sent["paddings"])})


@mistakes(*CONV2D)
def maps(given):
    cases = given.sent["cases"]
    right = [maps_of(case) for case in cases]
    found = {sentence: EachCase(map(mistaken, cases)) for sentence, mistaken in MISTAKEN_MAPS.items()}
    telling = {sentence: all_maps for sentence, all_maps in found.items() if any(map(differ, all_maps, right))}
    return {"maps": Mistakes(telling), "shapes": list(map(channels_apart, cases, right))}


def channels_apart(case, right):
    sentence = (
        "The channels were kept apart: there is a map for each channel of each filter. A filter sums over all channels."
    )
    return Mistakes({sentence: (*right.shape[:3], math.prod(case["kernels"].shape[2:]))})


@mistakes("prepared_photos")
def photos(given):
    taken, right = given.sent["photos"], middles(given)["photos"]
    number, height, width, channels = right.shape
    corner = taken[:, :height, :width]
    found = {
        "The upper left corner was cut out.": corner / 255,
        "The pixels stayed in 0..255.": 255 * right,
        "The upper left corner was cut out, and the pixels stayed in 0..255.": corner,
    }
    exchanged = {"Height and width were exchanged.": EachCase([(number, width, height, channels)])}
    doubled = {"The pixels take twice the memory. Bytes that are divided become float64.": "float64"}
    return {"photos": Mistakes(found), "shape": Mistakes(exchanged), "dtype": Mistakes(doubled)}


def not_padded(size):
    number, height, width = size
    return Mistakes({"The map is smaller than the photo: nothing was padded.": (number, height - 6, width - 6)})


@mistakes("line_maps")
def line_maps(given):
    right, colour = lines(given), given.withheld["colour"]
    exchanged = "The two filters were exchanged: the other one shows this line seven times as bright."
    return {
        "size": not_padded(right["size"]),
        "exchanged": {
            name: Mistakes({exchanged: EachCase([values / 7, values])}) for name, values in right["along"].items()
        },
        "along": {name: mistaken_line(values, colour) for name, values in right["along"].items()},
    }


def mistaken_line(right, colour):
    return Mistakes(
        {
            "The weights were divided by seven. Those of a line filter are ones.": right / 7,
            "The channels were summed.": len(colour) * right,
            "Only the first channel was looked at.": np.full(right.shape, 7 * colour[0]),
        }
    )


@mistakes("blur_map")
def blur_map(given):
    dot = np.zeros((13, 13))
    dot[3:10, 3:10] = brightness_of(given)
    return {"dot": Mistakes({"The weights sum up to 49, so that all becomes 49 times as bright.": dot})}


@mistakes("slope_maps")
def slope_maps(given):
    right, down, answer = given.withheld["right"], given.withheld["down"], slopes(given)
    found = {
        "sobel_x": mistaken_slope("sobel_x", right, down),
        "sobel_y": mistaken_slope("sobel_y", down, right),
        "edge_strength": {
            "The lengths of both slopes were added. The gradient's length is shorter.": 8 * (abs(right) + abs(down)),
            "Both slopes were added with their signs, so that some edges cancel out.": 8 * (right + down),
            "This is the square of the gradient's length.": 64 * (right**2 + down**2),
        },
    }
    return {
        "size": not_padded(answer["size"]),
        "slopes": {name: everywhere(found[name], shown.shape) for name, shown in answer["slopes"].items()},
    }


def mistaken_slope(name, along, across):
    prewitt = "All three lines of the kernel count alike, as in the Prewitt operator. Sobel's middle one counts more."
    return {
        f"{name} has the wrong sign: it is positive where brightness falls.": -8 * along,
        f"{name} measures the slope in the other direction: the two filters were exchanged.": 8 * across,
        prewitt: 6 * along,
        "The channels were summed.": 24 * along,
    }


def everywhere(found, shape):
    """Return mistakes that give one number for each image as maps of that number."""
    return Mistakes({sentence: np.broadcast_to(one[:, None, None], shape) for sentence, one in found.items()})


@mistakes("default_layer", "new_layers")
def new_layers_mistaken(given):
    return [
        {
            "output_shape": mistaken_shapes(case),
            "weights": Mistakes({"The layer has no bias.": right["weights"][:1]}),
            "lowest": Mistakes({"All that is negative was cut off, as ReLU does.": 0.0}),
        }
        for case, right in zip(new_layers_of(given), new_layers(given), strict=True)
    ]


def mistaken_shapes(case):
    exchanged = case | {"filters": case["kernel_size"], "kernel_size": case["filters"]}
    found = {"The number of filters and their size were exchanged.": shape_of_batch(exchanged)}
    if case["padding"] == "same":
        smaller = shape_of_batch(case | {"padding": "valid"})
        return Mistakes(found | {'The maps are smaller than the photos, though padding is "same".': smaller})
    larger = shape_of_batch(case | {"padding": "same"})
    return Mistakes(found | {'The maps are as large as the photos, though padding is "valid".': larger})


@mistakes("layers_with_weights")
def layers_with_weights(given):
    return maps(given) | {"weights": [mistaken_weights(case) for case in given.sent["cases"]]}


def mistaken_weights(case):
    shapes = [array.shape for array in weights_of(case)]
    if case["bias"] is None:
        return Mistakes({"The layer has a bias, though none was given.": [*shapes, shapes[0][-1:]]})
    return Mistakes({"The layer has no bias, though one was given.": shapes[:1]})


@mistakes("stack_costs")
def stack_costs(given):
    return [list(map(mistaken_costs, case["layers"], shapes_in(case), costs_of(case))) for case in given.sent["cases"]]


@mistakes("stack_memory")
def stack_memory(given):
    return [mistaken_memory(case, memory_of(case)) for case in given.sent["cases"]]


@mistakes("receptive_fields")
def receptive_fields(given):
    return mistaken_fields([case["layers"] for case in given.sent["cases"]])
