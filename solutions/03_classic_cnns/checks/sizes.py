"""Sizes of maps and numbers of parameters, counted layer by layer from tables."""

import numpy as np


def smaller(size, kernel, strides=1, padding="valid"):
    """Return how many places are left of `size` behind a window."""
    return -(-size // strides) if padding == "same" else (size - kernel) // strides + 1


def sizes_of_lenet5(given):
    """Return (height, width, channels) behind each row of a table."""
    (height, width, _), sizes = given["input_shape"], []
    for filters in given["rows"]:
        height, width = (smaller(smaller(size, 5), 2, 2) for size in (height, width))
        sizes.append([height, width, filters])
    return sizes


def sizes_of_alexnet(given, read_padding=True, pooling_padding="valid"):
    """Return (height, width, channels) behind each row of a table.

    Args:
        read_padding, pooling_padding: whether rows decide of padding, else all are padded; and what the pooling does: other values are
            mistakes, computed in order to be recognised.
    """
    (height, width, _), sizes = given["input_shape"], []
    for filters, kernel, strides, padding, _, _, pooled in given["rows"]:
        padding = padding if read_padding else "same"
        height, width = (smaller(size, kernel, strides, padding) for size in (height, width))
        if pooled:
            height, width = (smaller(size, 3, 2, pooling_padding) for size in (height, width))
        sizes.append([height, width, filters])
    return sizes


def sizes_of_vgg(given):
    """Return (height, width, channels) behind each row of a table."""
    (height, width, _), sizes = given["input_shape"], []
    for _, filters in given["rows"]:
        height, width = height // 2, width // 2
        sizes.append([height, width, filters])
    return sizes


def values_of(sizes):
    """Return how many values maps of each size have, as the probes tell it: one number for the only last layer."""
    return [[int(np.prod(size))] for size in sizes]


def convolutions_of_module(case):
    """Return (kernel size, channels in, channels out) of the six convolutions of an Inception module, by name."""
    channels = case["input_shape"][-1]
    one, three_reduce, three, five_reduce, five, pool_projection = case["filters"]
    return {
        "one": (1, channels, one),
        "three_reduce": (1, channels, three_reduce),
        "three": (3, three_reduce, three),
        "five_reduce": (1, channels, five_reduce),
        "five": (5, five_reduce, five),
        "pool_projection": (1, channels, pool_projection),
    }


def parameters(convolutions, bias=True):
    """Return the number of weights, and of biases where there are any, of (kernel size, channels in, channels out)."""
    return sum(size**2 * channels * filters + filters * bias for size, channels, filters in convolutions)


def channels_of_module(filters):
    """Return how many channels leave an Inception module."""
    return filters[0] + filters[2] + filters[4] + filters[5]


def modules_asked(case, pooled=lambda stage: True):
    """Return what a GoogLeNet asks of its modules: filters and the maps that enter.

    Args:
        pooled: whether the maps are pooled before a stage, by its number from 0. They always are; other answers are mistakes, computed in
            order to be recognised.
    """
    rows, columns, _ = case["input_shape"]
    # Convolution and pooling of the stem.
    rows, columns, channels, asked = -(-rows // 4), -(-columns // 4), case["stem"][-1], []
    for stage, modules in enumerate(case["stages"]):
        if pooled(stage):
            rows, columns = -(-rows // 2), -(-columns // 2)
        for filters in modules:
            asked.append({"filters": filters, "maps": [rows, columns, channels]})
            channels = channels_of_module(filters)
    return asked
