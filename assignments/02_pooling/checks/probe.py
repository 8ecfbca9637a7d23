"""Runs next to the student's code, calls it, and returns facts. It gathers, never judges."""

import functools
from typing import Any

import numpy as np

from autograder.authoring import keras_facts

Facts = Any


# Pooling


def window_maxima(student, given) -> Facts:
    """What max pooling makes of images, in windows side by side."""
    return _pooled(student.max_pool, given)


def window_means(student, given) -> Facts:
    """What average pooling makes of images, in windows side by side."""
    return _pooled(student.average_pool, given)


def default_windows(student, given) -> Facts:
    """What both make of images with nothing said of strides, and nothing of windows of 2 x 2."""
    facts = []
    for case in given["cases"]:
        said = [] if case["pool_size"] == [2, 2] else [tuple(case["pool_size"])]
        facts.append(np.asarray(_pool(student, case["kind"])(case["images"], *said)))
    return facts


def oblong_windows(student, given) -> Facts:
    """What both make of images in windows that are not square, with strides of their own."""
    return _pooled(None, given, student)


def negative_edges(student, given) -> Facts:
    """What max pooling makes of negative images where windows hang over the edge."""
    return _pooled(student.max_pool, given)


def averaged_edges(student, given) -> Facts:
    """What average pooling makes of images where windows hang over the edge."""
    return _pooled(student.average_pool, given)


def whole_numbers(student, given) -> Facts:
    """What both make of images of whole numbers."""
    return _pooled(None, given, student)


def _pool(student, kind):
    return {"max": student.max_pool, "average": student.average_pool}[kind]


def _pooled(pool, given, student=None) -> Facts:
    facts = []
    for case in given["cases"]:
        chosen = pool or _pool(student, case["kind"])
        facts.append(np.asarray(chosen(case["images"].copy(), **_options(case))))
    return facts


def _options(case) -> dict:
    """Return window, strides and padding; equal sides as one number, others as a pair."""
    sides = {name: case[name] for name in ("pool_size", "strides")}
    plain = {name: pair and (pair[0] if pair[0] == pair[1] else tuple(pair)) for name, pair in sides.items()}
    return plain | {"padding": case["padding"]}


# Global pooling


def map_means(student, given) -> Facts:
    """The mean of each map."""
    return [np.asarray(student.global_average_pool(images)) for images in given["images"]]


def kept_axes(student, given) -> Facts:
    """The same with height and width kept."""
    return [np.asarray(student.global_average_pool(images, keepdims=True)) for images in given["images"]]


def heads(student, given) -> Facts:
    """Parameters of both kinds of head."""
    found = [student.head_parameters(*case) for case in given["cases"]]
    return [{kind: _number(counts[kind]) for kind in ("flatten", "global_average")} for counts in found]


def _number(value):
    """Return a NumPy number as Python's own."""
    return value.item() if isinstance(value, (np.generic, np.ndarray)) else value


# Pooling over channels


def depth_outputs(student, given) -> Facts:
    """Outputs of the layer, called plainly."""
    facts = []
    for size, images in zip(given["pool_sizes"], given["images"], strict=True):
        layer = student.DepthMaxPool(size)
        facts.append(np.asarray(layer(images)))
    return facts


def depth_in_model(student, given) -> Facts:
    """The shape that a model announces before it knows height and width, and its outputs for two sizes."""
    model = keras_facts.model_of(student.DepthMaxPool(pool_size=given["pool_size"]), (None, None, given["channels"]))
    outputs = [keras_facts.output(model, images) for images in given["images"]]
    return {"announced": list(model.output_shape), "outputs": outputs}


def depth_indivisible(student, given) -> Facts:
    """The errors for channels that make no whole groups."""
    facts = []
    for size, channels in given["cases"]:
        try:
            student.DepthMaxPool(size)(np.zeros((1, 4, 4, channels), np.float32))
            facts.append("none")
        except Exception as error:  # noqa: BLE001 - whichever error it is, is the fact
            facts.append(type(error).__name__)
    return facts


def depth_saved(student, given) -> Facts:
    """Outputs of a model before saving and after loading."""
    model = keras_facts.model_of(student.DepthMaxPool(given["pool_size"]), given["images"].shape[1:])
    copy = keras_facts.reloaded(model, student.layers_and_functions())
    return {"before": keras_facts.output(model, given["images"]), "after": keras_facts.output(copy, given["images"])}


# Invariance


def plain_sensitivity(student, given) -> Facts:
    """Sensitivities where nothing is pooled, and the shapes of the cut-outs that the function was asked about."""
    facts = []
    for case in given["cases"]:
        shapes = []

        def twice(images, shapes=shapes):
            shapes.append(list(images.shape))
            return 2 * images

        value = _number(student.shift_sensitivity(twice, case["images"], case["right"]))
        facts.append({"sensitivity": value, "shapes": shapes})
    return facts


def pooled_sensitivity(student, given) -> Facts:
    """Sensitivities of both kinds of pooling."""
    facts = []
    for case in given["cases"]:
        pool = functools.partial(_pool(student, case["kind"]), **_options(case))
        facts.append(_number(student.shift_sensitivity(pool, case["images"], case["right"])))
    return facts


def price_paid(student, given) -> Facts:
    """What is kept and what is lost."""
    facts = []
    for case in given["cases"]:
        pool = functools.partial(_pool(student, case["kind"]), **_options(case))
        found = student.price(pool, case["images"], case["pool_size"][0])
        facts.append({name: _number(found[name]) for name in ("kept", "lost")})
    return facts


# Gradient


def routed_gradient(student, given) -> Facts:
    """Gradients where windows lie side by side."""
    return _gradients(student, given)


def summed_gradient(student, given) -> Facts:
    """Gradients where windows overlap."""
    return _gradients(student, given)


def edge_gradient(student, given) -> Facts:
    """Gradients where windows hang over the edge."""
    return _gradients(student, given)


def _gradients(student, given) -> Facts:
    return [
        np.asarray(student.max_pool_gradient(case["images"].copy(), case["upstream"].copy(), **_options(case)))
        for case in given["cases"]
    ]
