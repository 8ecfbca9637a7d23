"""What the probe puts into the student's hands: small backbones drawn for the run, which say what becomes of them."""

from typing import Any, NamedTuple

import keras
import numpy as np

from autograder.authoring import keras_facts
from autograder.authoring.keras_movement import Notes, NotingLayer


class Made(NamedTuple):
    """A backbone that the student's code asked for: with which weights, what they were, and what passed it."""

    weights: str
    named: dict[str, keras.Variable]
    notes: Notes
    before: list[np.ndarray]


def maker_of_backbones(case, made):
    """Return the function that makes backbones, and writes down what it made."""

    def make_backbone(weights):
        notes = Notes()
        backbone = drawn_backbone(case, notes)
        if weights is not None:
            keras_facts.fill(backbone, case["seed"])
        named = named_weights(backbone, case)
        notes.followed = {"backbone": list(named.values())}
        made.append(Made(str(weights), named, notes, notes.weights()["backbone"]))
        return backbone

    return make_backbone


def drawn_backbone(case, notes=None) -> keras.Model:
    inputs = keras.Input(tuple(case["input_shape"]))
    outputs = inputs if notes is None else NotingLayer(notes)(inputs)
    for layer in case["layers"]:
        outputs = _layer(layer)(outputs)
    return keras.Model(inputs, outputs)


def _layer(described) -> keras.layers.Layer:
    kind, name = described["kind"], described["name"]
    if kind == "normalization":
        return keras.layers.BatchNormalization(momentum=0.9, name=name)
    if kind == "activation":
        return keras.layers.LeakyReLU(negative_slope=0.2, name=name)
    options = {"strides": described.get("strides", 1), "padding": "same", "use_bias": False, "name": name}
    if kind == "depthwise":
        return keras.layers.DepthwiseConv2D(described["size"], **options)
    return keras.layers.Conv2D(described["filters"], described.get("size", 1), **options)


def named_weights(backbone, case) -> dict[str, keras.Variable]:
    """Return a backbone's weights by `layer/weight`."""
    names = [layer["name"] for layer in case["layers"]]
    return {f"{name}/{weight.name}": weight for name in names for weight in backbone.get_layer(name).weights}


def drawn_preprocessing(case):
    """Return a preprocessing function with numbers drawn for this run; arrays and tensors pass it alike."""

    def preprocess_input(images):
        return (keras.ops.cast(images, "float32") - case["offset"]) / case["scale"]

    return preprocess_input


def classifying_network(case) -> keras.Model:
    """Return a network that averages each quarter of an image and has one dense layer: quick to compute by hand."""
    size = case["size"]
    inputs = keras.Input((size, size, 3))
    quarters = keras.layers.Flatten()(keras.layers.AveragePooling2D(size // 2)(inputs))
    outputs = keras.layers.Dense(len(case["class_names"]), activation="softmax")(keras.layers.Dropout(0.5)(quarters))
    network = keras.Model(inputs, outputs)
    keras_facts.fill(network, case["seed"])
    return network
