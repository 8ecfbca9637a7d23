"""What must come out for the inputs of each probe."""

import numpy as np

from autograder import answers

from .textbook import convolved, costs_of, field_of, map_seen, maps_of, memory_of, output_shape, windows, zeros

CONV2D = (
    "single_kernel",
    "several_channels",
    "biased_batch",
    "strided",
    "padded",
    "dilated",
    "whole_numbers",
    "combinations",
)
LINE, SOBEL = np.eye(7)[[3]], np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
FILTERS = {
    "vertical": np.repeat(LINE, 7, axis=0),
    "horizontal": np.repeat(LINE, 7, axis=0).T,
    "blur": np.full((7, 7), 1 / 49),
    "sobel_x": SOBEL,
    "sobel_y": SOBEL.T,
}


@answers("valid_sizes")
def valid_sizes(given):
    return [windows(size, kernel, stride) for size, kernel, stride, _ in given.sent["rows"]]


@answers("same_sizes")
def same_sizes(given):
    return [-(-size // stride) for size, _, stride, _ in given.sent["rows"]]


@answers("paddings")
def paddings(given):
    return [zeros(*row) for row in given.sent["rows"]]


@answers("unknown_padding")
def errors(given):
    return ["ValueError"] * len(given.sent["paddings"])


@answers(*CONV2D)
def maps(given):
    return {"maps": [maps_of(case) for case in given.sent["cases"]]}


@answers("speed")
def one_row(given):
    kernels, row = given.sent["kernels"], given.sent["row"]
    return convolved(given.sent["images"][:, row : row + len(kernels)], kernels)[0, 0]


@answers("prepared_photos")
def middles(given):
    photos, height, width = (given.sent[name] for name in ("photos", "height", "width"))
    top, left = (photos.shape[1] - height) // 2, (photos.shape[2] - width) // 2
    return {"photos": photos[:, top : top + height, left : left + width] / 255, "dtype": "float32"}


@answers("line_maps")
def lines(given):
    """Seven pixels of a line lie under a filter along it, one under a filter across it, none where the line is beside its ones."""
    number, height, width, _ = given.sent["images"].shape
    brightness = brightness_of(given)
    return {
        "size": (number, height, width),
        "along": {
            "vertical": np.full(height - 6, 7 * brightness),
            "horizontal": np.full(width - 6, 7 * brightness),
        },
        "across": {"vertical": np.full(width, brightness), "horizontal": np.full(height, brightness)},
        "beside": {"vertical": np.zeros(height), "horizontal": np.zeros(width)},
    }


@answers("blur_map")
def blurred(given):
    dot = np.zeros((13, 13))
    dot[3:10, 3:10] = brightness_of(given) / 49
    return {"dot": dot, "grey": np.full((7, 7), brightness_of(given))}


def brightness_of(given):
    return float(given.withheld["colour"].astype(float).mean())


@answers("slope_maps")
def slopes(given):
    """The weights on either side of Sobel's middle sum up to 4, two pixels apart."""
    number, height, width, _ = given.sent["images"].shape
    right, down = given.withheld["right"], given.withheld["down"]
    found = {"sobel_x": 8 * right, "sobel_y": 8 * down, "edge_strength": 8 * np.hypot(right, down)}
    inside = (number, height - 2, width - 2)
    return {
        "size": (number, height, width),
        "slopes": {name: np.broadcast_to(slope[:, None, None], inside) for name, slope in found.items()},
    }


@answers("all_maps")
def maps_of_filters(given):
    kernels = FILTERS | {"kernel": given.sent["kernel"]}
    return {name: map_seen(given.sent["images"], kernel) for name, kernel in kernels.items()}


def new_layers_of(given):
    """Return the cases of new layers, with what `new_layer` fills in."""
    cases = given.sent.get("cases", [given.sent])
    return [{"filters": 32, "kernel_size": 7, "padding": "valid"} | case for case in cases]


def shape_of_batch(case):
    """Return the shape that a new layer makes of a batch of images."""
    batch, *incoming = case["input_shape"]
    return (batch, *output_shape(case, incoming))


@answers("default_layer", "new_layers")
def new_layers(given):
    found = []
    for case in new_layers_of(given):
        side, filters = case["kernel_size"], case["filters"]
        weights = [(side, side, case["input_shape"][-1], filters), (filters,)]
        found.append({"output_shape": shape_of_batch(case), "weights": weights})
    return found


def weights_of(case):
    """Return the weights that were set: kernels, and a bias if there is one."""
    return [array for array in (case["kernels"], case["bias"]) if array is not None]


@answers("layers_with_weights")
def layers_with_weights(given):
    return maps(given) | {"weights": [[array.shape for array in weights_of(case)] for case in given.sent["cases"]]}


@answers("layers_learning")
def learning_weights(given):
    return [len(weights_of(case)) for case in given.sent["cases"]]


@answers("stack_costs")
def costs(given):
    return [costs_of(case) for case in given.sent["cases"]]


@answers("stack_memory")
def memory(given):
    return [memory_of(case) for case in given.sent["cases"]]


@answers("receptive_fields")
def fields(given):
    return [field_of(case["layers"]) for case in given.sent["cases"]]
