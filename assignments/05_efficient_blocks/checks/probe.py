"""Runs next to the student's code, calls it, and returns facts. It gathers, never judges."""

from typing import Any

import numpy as np

from autograder.authoring import keras_facts
from autograder.authoring.keras_movement import movement_of_each, values

from .costs import costs
from .filling import fill

Facts = Any


def depthwise_plain(student, given) -> Facts:
    """Depthwise convolutions at strides 1."""
    return _depthwise(student, given)


def depthwise_padded(student, given) -> Facts:
    """Depthwise convolutions whose padding is uneven."""
    return _depthwise(student, given)


def depthwise_multiplied(student, given) -> Facts:
    """Depthwise convolutions with several kernels for each channel."""
    return _depthwise(student, given)


def separable_outputs(student, given) -> Facts:
    """Separable convolutions in NumPy."""
    return [
        np.asarray(student.separable_convolution(images, *kernels, strides=strides))
        for images, kernels, strides in zip(given["images"], given["kernels"], given["strides"], strict=True)
    ]


def separable_layers_outputs(student, given) -> Facts:
    """The same with Keras layers."""
    return _blocks(student, given)


def convolution_costs(student, given) -> Facts:
    """Parameters and multiply-adds as the student counts them."""
    counted = [student.convolution_costs(**case) for case in given["cases"]]
    return [{kind: [int(number) for number in case[kind]] for kind in ("full", "separable")} for case in counted]


def inverted_same(student, given) -> Facts:
    """Inverted residuals whose input and output have one shape, at inference and in training."""
    return _blocks(student, given, training=True)


def inverted_other(student, given) -> Facts:
    """Inverted residuals that change the shape, or have strides."""
    return _blocks(student, given)


def inverted_unexpanded(student, given) -> Facts:
    """Inverted residuals with an expansion of 1."""
    return _blocks(student, given)


def dense_blocks(student, given) -> Facts:
    """Dense blocks, at inference and in training."""
    return _blocks(student, given, training=True)


def transitions(student, given) -> Facts:
    """Transitions, with odd and even sizes, at inference and in training."""
    return _blocks(student, given, training=True)


def gates(student, given) -> Facts:
    """Squeeze-and-excitation alone."""
    return _blocks(student, given)


def mbconv_same(student, given) -> Facts:
    """MBConv whose input and output have one shape, at inference and in training."""
    return _blocks(student, given, training=True)


def mbconv_other(student, given) -> Facts:
    """MBConv with strides, other kernels, and without an expansion."""
    return _blocks(student, given)


def scaled_stages(student, given) -> Facts:
    """Repeats, filters and resolution after compound scaling."""
    facts = []
    for case in given["cases"]:
        stages, resolution = student.compound_scaling([tuple(stage) for stage in case["stages"]], **case["options"])
        facts.append({"stages": [[int(number) for number in stage] for stage in stages], "resolution": int(resolution)})
    return facts


def network_costs(student, given) -> Facts:
    """What the student's network costs, counted in the graph that TensorFlow runs."""
    model = student.build_network(tuple(given["input_shape"]), given["classes"])
    return costs(model, given["input_shape"])._asdict()


def network_outputs(student, given) -> Facts:
    """Outputs for images of another size and another number of classes."""
    model = student.build_network(given["images"].shape[1:], given["classes"])
    return keras_facts.output(model, given["images"])


def trained_network(student, given) -> Facts:
    """Predictions on flowers without labels after the student's training; how much data was drawn for it."""
    shape, passes = given["train_images"].shape[1:], [0]
    model = student.build_network(tuple(shape), given["classes"])
    keras_facts.restart(model, given["seed"])
    before = values(model.trainable_weights)
    train_data = keras_facts.counted_batches(
        given["train_images"], given["train_labels"], given["batch"], given["seed"], passes, scale=255
    )
    valid_data = keras_facts.batches(given["valid_images"], given["valid_labels"], given["batch"], scale=255)
    student.train(model, train_data, valid_data, epochs=given["epochs"])
    return {
        "probabilities": keras_facts.predictions(model, given["held_back_images"], scale=255),
        "moved": movement_of_each(before, values(model.trainable_weights)),
        "passes": passes[0] / len(given["train_images"]),
    }


def _depthwise(student, given) -> Facts:
    return [
        np.asarray(student.depthwise_convolution(images, kernels, strides=strides))
        for images, kernels, strides in zip(given["images"], given["kernels"], given["strides"], strict=True)
    ]


def _blocks(student, given, training=False) -> Facts:
    """Return what each block computes with drawn weights, and with `training` what a call in that mode moves."""
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        options = {name: value for name, value in case["options"].items() if name != "channels"}
        model = keras_facts.model_of(_call(student, case["block"], options), images.shape[1:])
        fact = {"weights": fill(model, case["seed"]), "output": keras_facts.output(model, images)}
        fact["parameters"] = keras_facts.trainable_parameters(model)
        facts.append(fact | (_moved(model, images) if training else {}))
    return facts


def _call(student, name, options):
    return lambda inputs: getattr(student, name)(inputs, **options)


def _moved(model, images) -> Facts:
    """Return how far a call in training mode moves each average, and one image's output without the others."""
    alone = keras_facts.output(model, images[:1])
    means = [weight for weight in model.weights if weight.name == "moving_mean"]
    before = values(means)
    keras_facts.output(model, images, training=True)
    return {"moved": movement_of_each(before, values(means)), "alone": alone}
