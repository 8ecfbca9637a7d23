"""Convolution and what it costs as in a textbook: windows placed one by one, zeros added one by one. Slow, and plain to see."""

import math

import numpy as np

ONES = (1, 1)


def windows(size, kernel, stride):
    """Return how many windows fit, by placing them."""
    return len(range(0, size - kernel + 1, stride))


def zeros(size, kernel, stride):
    """Return the zeros before and after, by adding them one by one, after the image first."""
    before = after = 0
    while windows(size + before + after, kernel, stride) < -(-size // stride):
        before, after = (before, after + 1) if after == before else (before + 1, after)
    return before, after


def span(kernel, dilation):
    """Return how many pixels a kernel reaches over."""
    return dilation * (kernel - 1) + 1


def convolved(images, kernels, bias=None, strides=ONES, pads=((0, 0), (0, 0)), dilation=ONES):
    """Return the maps, computed place by place."""
    padded = np.pad(images.astype(np.float64), ((0, 0), *pads, (0, 0)))
    spans = [span(*side) for side in zip(kernels.shape, dilation, strict=False)]
    sizes = [windows(padded.shape[axis + 1], spans[axis], strides[axis]) for axis in (0, 1)]
    maps = np.empty((len(images), *sizes, kernels.shape[-1]))
    for row, column in np.ndindex(*sizes):
        top, left = row * strides[0], column * strides[1]
        window = padded[:, top : top + spans[0] : dilation[0], left : left + spans[1] : dilation[1]]
        maps[:, row, column] = np.tensordot(window, kernels.astype(np.float64), 3)
    return maps if bias is None else maps + bias


def pads_of(case, **changes):
    """Return the zeros before and after, along both axes, of a case with changes of it."""
    case = case | changes
    if case["padding"] == "valid":
        return [(0, 0), (0, 0)]
    sides = zip(case["images"].shape[1:3], case["kernels"].shape[:2], case["strides"], case["dilation"], strict=True)
    return [zeros(size, span(kernel, gap), stride) for size, kernel, stride, gap in sides]


def maps_of(case, pads=None, **changes):
    """Return the maps of a case, with changes of it, and with the zeros that belong to it or with others."""
    case = case | changes
    pads = pads_of(case) if pads is None else pads
    return convolved(case["images"], case["kernels"], case["bias"], case["strides"], pads, case["dilation"])


def map_seen(images, kernel):
    """Return what one kernel with odd sides sees of the images' brightness."""
    brightness = images.astype(np.float64).mean(axis=-1, keepdims=True)
    pads = [(side // 2, side // 2) for side in kernel.shape]
    return convolved(brightness, kernel[..., None, None], pads=pads)[..., 0]


def output_shape(layer, incoming):
    """Return the shape `(height, width, filters)` that a layer of a stack makes of the one that comes in."""
    reach, stride = span(layer["kernel_size"], layer.get("dilation", 1)), layer.get("strides", 1)
    is_padded = layer.get("padding", "valid") == "same"
    padded = [size + sum(zeros(size, reach, stride)) * is_padded for size in incoming[:2]]
    return (*(windows(size, reach, stride) for size in padded), layer["filters"])


def shapes_in(case):
    """Return the shapes that a stack hands on: the image's, and each layer's output."""
    shapes = [tuple(case["input_shape"])]
    for layer in case["layers"]:
        shapes.append(output_shape(layer, shapes[-1]))
    return shapes


def costs_of(case):
    """Return what each layer of a stack costs."""
    shapes, found = shapes_in(case), []
    for layer, incoming, outgoing in zip(case["layers"], shapes, shapes[1:], strict=False):
        of_one_filter = layer["kernel_size"] ** 2 * incoming[2]
        parameters = (of_one_filter + layer.get("use_bias", True)) * layer["filters"]
        multiply_adds = of_one_filter * math.prod(outgoing)
        found.append({"output_shape": outgoing, "parameters": parameters, "multiply_adds": multiply_adds})
    return found


def memory_of(case):
    """Return the bytes that a stack's activations take."""
    numbers = [math.prod(shape) for shape in shapes_in(case)]
    pairs = [left + right for left, right in zip(numbers, numbers[1:], strict=False)]
    return {"predicting": 4 * case["batch"] * max(pairs), "training": 4 * case["batch"] * sum(numbers)}


def reach_of(layer):
    """Return how far apart the first and the last pixel under a kernel are."""
    return span(layer["kernel_size"], layer.get("dilation", 1)) - 1


def field_of(stack, reach=reach_of):
    """Return how far apart the outermost pixels are that one number is made of, going back layer by layer."""
    first = last = 0
    for layer in reversed(stack):
        stride = layer.get("strides", 1)
        first, last = first * stride, last * stride + reach(layer)
    return last - first + 1
