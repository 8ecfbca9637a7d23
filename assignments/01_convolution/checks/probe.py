"""Runs next to the student's code, calls it, and returns facts. It gathers, never judges."""

from typing import Any

import keras
import numpy as np

from autograder.authoring import keras_facts

from .speed import seconds_of_both

Facts = Any


# Sizes


def valid_sizes(student, given) -> Facts:
    """How many windows fit, without padding."""
    return _sizes(student, given)


def same_sizes(student, given) -> Facts:
    """How many windows fit, with padding."""
    return _sizes(student, given)


def paddings(student, given) -> Facts:
    """How many zeros are added before and after."""
    return [[_number(side) for side in student.same_padding(*row)] for row in given["rows"]]


def unknown_padding(student, given) -> Facts:
    """The errors for a padding that does not exist."""
    facts = []
    for padding in given["paddings"]:
        try:
            student.output_size(9, 3, 1, padding)
            facts.append("none")
        except Exception as error:  # noqa: BLE001 - whichever error it is, is the fact
            facts.append(type(error).__name__)
    return facts


def _sizes(student, given) -> Facts:
    return [_number(student.output_size(*row)) for row in given["rows"]]


def _number(value):
    """Return a NumPy number as Python's own; it stays a float where it was one."""
    return value.item() if isinstance(value, (np.generic, np.ndarray)) else value


# Convolution


def single_kernel(student, given) -> Facts:
    """Maps of one filter on images with one channel."""
    return _convolved(student, given)


def several_channels(student, given) -> Facts:
    """Maps of several filters on images with several channels."""
    return _convolved(student, given)


def biased_batch(student, given) -> Facts:
    """Maps of several images, with a bias."""
    return _convolved(student, given)


def strided(student, given) -> Facts:
    """Maps with strides, equal along both axes or not."""
    return _convolved(student, given)


def padded(student, given) -> Facts:
    """Maps with "same" padding."""
    return _convolved(student, given)


def dilated(student, given) -> Facts:
    """Maps of dilated kernels."""
    return _convolved(student, given)


def whole_numbers(student, given) -> Facts:
    """Maps of images whose pixels are whole numbers of one byte."""
    return _convolved(student, given)


def combinations(student, given) -> Facts:
    """Maps with everything at once."""
    return _convolved(student, given)


def speed(student, given) -> Facts:
    """Seconds of the processor that a convolution takes, and Keras for the same; one row of the maps."""
    images, kernels = given["images"], given["kernels"]
    seconds, maps = seconds_of_both(student.conv2d, images, kernels)
    return seconds | {"row": np.asarray(maps)[0, given["row"]]}


def _convolved(student, given) -> Facts:
    facts = []
    for case in given["cases"]:
        images = case["images"].copy()
        maps = np.asarray(
            student.conv2d(
                images,
                case["kernels"],
                bias=case["bias"],
                strides=_as_given(case["strides"]),
                padding=case["padding"],
                dilation=_as_given(case["dilation"]),
            )
        )
        facts.append({"maps": maps, "unchanged": bool(np.array_equal(images, case["images"]))})
    return facts


def _as_given(pair):
    """Return equal strides as one number, others as a pair."""
    return pair[0] if pair[0] == pair[1] else tuple(pair)


# Filters made by hand


def prepared_photos(student, given) -> Facts:
    """Photos after cropping and scaling."""
    photos = np.asarray(student.prepare_photos(given["photos"], given["height"], given["width"]))
    return {"photos": photos, "dtype": photos.dtype.name}


def line_maps(student, given) -> Facts:
    """What the two line filters see."""
    return _maps(student, given, ("vertical", "horizontal"))


def blur_map(student, given) -> Facts:
    """What the blur filter sees."""
    return _maps(student, given, ("blur",))


def slope_maps(student, given) -> Facts:
    """What the Sobel filters see, and the strength of edges."""
    strength = np.asarray(student.edge_strength(given["images"]))
    return _maps(student, given, ("sobel_x", "sobel_y")) | {"edge_strength": strength}


def all_maps(student, given) -> Facts:
    """What every filter sees, and a kernel that is none of the student's."""
    names = ("vertical", "horizontal", "blur", "sobel_x", "sobel_y")
    own = np.asarray(student.feature_map(given["images"], given["kernel"]))
    return _maps(student, given, names) | {"kernel": own}


def _maps(student, given, names) -> dict:
    kernels = student.hand_made_kernels()
    return {name: np.asarray(student.feature_map(given["images"], np.asarray(kernels[name]))) for name in names}


# Keras


def new_layers(student, given) -> Facts:
    """The shapes of a new layer's output and weights, and the smallest number that comes out."""
    facts = []
    for case in given["cases"]:
        layer = student.new_layer(case["filters"], case["kernel_size"], case["padding"])
        facts.append(_layer(layer, case["input_shape"]))
    return facts


def default_layer(student, given) -> Facts:
    """The same of a layer that is asked for without arguments."""
    return [_layer(student.new_layer(), given["input_shape"])]


def _layer(layer, input_shape) -> dict:
    images = np.random.default_rng(0).normal(size=input_shape).astype(np.float32)
    outputs = keras_facts.output(layer, images)
    lowest = float(outputs.min())
    return {"output_shape": list(outputs.shape), "weights": _sorted_shapes(layer), "lowest": lowest}


def layers_with_weights(student, given) -> Facts:
    """What layers compute whose weights were set, and the shapes of these."""
    facts = []
    for case in given["cases"]:
        layer = _with_weights(student, case)
        maps = keras_facts.output(layer, case["images"].astype(np.float32))
        facts.append({"maps": maps, "unchanged": True, "weights": _sorted_shapes(layer)})
    return facts


def layers_learning(student, given) -> Facts:
    """The gradients of weights that were set."""
    layers = [(_with_weights(student, case), case["images"].astype(np.float32)) for case in given["cases"]]
    return [keras_facts.gradients(layer, images) for layer, images in layers]


def _with_weights(student, case) -> keras.layers.Layer:
    layer = student.layer_with_weights(
        case["kernels"],
        case["bias"],
        strides=_as_given(case["strides"]),
        padding=case["padding"],
        dilation=_as_given(case["dilation"]),
    )
    return keras_facts.built(layer, case["images"].shape[1:])


def _sorted_shapes(layer) -> list:
    return sorted((shape for _, shape in keras_facts.described_weights(layer)), key=len, reverse=True)


# Costs


def stack_costs(student, given) -> Facts:
    """What each layer of a stack costs."""
    return [_costs(student.layer_costs(tuple(case["input_shape"]), case["layers"])) for case in given["cases"]]


def stack_memory(student, given) -> Facts:
    """The memory that stacks take."""
    facts = []
    for case in given["cases"]:
        found = student.activation_bytes(tuple(case["input_shape"]), case["layers"], case["batch"])
        facts.append({use: _number(found[use]) for use in ("predicting", "training")})
    return facts


def receptive_fields(student, given) -> Facts:
    """How far stacks see."""
    return [_number(student.receptive_field(case["layers"])) for case in given["cases"]]


def _costs(found) -> list:
    return [
        {
            "output_shape": [_number(size) for size in cost["output_shape"]],
            "parameters": _number(cost["parameters"]),
            "multiply_adds": _number(cost["multiply_adds"]),
        }
        for cost in found
    ]
