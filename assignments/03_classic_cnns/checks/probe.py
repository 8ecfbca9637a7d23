"""Runs next to the student's code, calls it, and returns facts. It gathers, never judges."""

from typing import Any

import keras
import numpy as np

from autograder.authoring import keras_facts
from autograder.authoring.keras_movement import movement_of_each, values

from .weights import drawn_weight, showing_weight

Facts = Any

# No layer of the networks is as wide, so what has this many outputs is the last one.
MARKED_CLASSES = 7


def lenet5_size(student, given) -> Facts:
    """The number of parameters of the published network."""
    return keras_facts.trainable_parameters(_sketched(student.build_lenet5))


def lenet5_maps(student, given) -> Facts:
    """How many values reach the last layer where the table ends after its first row, its second, …"""
    return _shortened(student.build_lenet5, given)


def lenet5_outputs(student, given) -> Facts:
    """Outputs of networks with drawn tables and weights."""
    return _outputs(lambda case: _lenet5(student, case), given)


def normalization_outputs(student, given) -> Facts:
    """Outputs of the layer with drawn arguments."""
    return _normalized(student, given)


def normalization_defaults(student, given) -> Facts:
    """Outputs of the layer without arguments."""
    return _normalized(student, given)


def normalization_saved(student, given) -> Facts:
    """Outputs of the layer before saving and after loading."""
    (options,), (images,) = given["options"], given["images"]
    model = keras_facts.model_of(student.LocalResponseNormalization(**options), images.shape[1:])
    copy = keras_facts.reloaded(model, student.layers_and_functions())
    return {"before": keras_facts.output(model, images), "after": keras_facts.output(copy, images)}


def alexnet_size(student, given) -> Facts:
    """The number of parameters of the published network."""
    return keras_facts.trainable_parameters(_sketched(student.build_alexnet))


def alexnet_maps(student, given) -> Facts:
    """How many values reach the last layer where the table ends after its first row, its second, …"""
    return _shortened(student.build_alexnet, given)


def alexnet_outputs(student, given) -> Facts:
    """Outputs of networks with drawn tables and weights."""
    return _outputs(lambda case: _alexnet(student, case), given)


def alexnet_dropped(student, given) -> Facts:
    """Outputs in training, on images of one colour, with weights that pass on what was not dropped."""
    return _dropped(_alexnet(student, given["case"]), given)


def vgg_size(student, given) -> Facts:
    """The number of parameters of the published network."""
    return keras_facts.trainable_parameters(_sketched(student.build_vgg))


def vgg_maps(student, given) -> Facts:
    """How many values reach the last layer where the table ends after its first row, its second, …"""
    return _shortened(student.build_vgg, given)


def vgg_outputs(student, given) -> Facts:
    """Outputs of networks with drawn tables and weights."""
    return _outputs(lambda case: _vgg(student, case), given)


def vgg_dropped(student, given) -> Facts:
    """Outputs in training, on images of one colour, with weights that pass on what was not dropped."""
    return _dropped(_vgg(student, given["case"]), given)


def inception_size(student, given) -> Facts:
    """The numbers of parameters of published modules."""
    return [
        keras_facts.trainable_parameters(
            _sketched(lambda case=case: _inception(student, case["input_shape"], case["filters"]))
        )
        for case in given["cases"]
    ]


def inception_outputs(student, given) -> Facts:
    """Outputs of modules with drawn widths and weights."""
    return _outputs(lambda case: _inception(student, case["input_shape"], case["filters"]), given)


def googlenet_size(student, given) -> Facts:
    """The number of parameters of the published network, made of the student's own modules."""
    return keras_facts.trainable_parameters(_sketched(student.build_googlenet))


def googlenet_modules(student, given) -> Facts:
    """What the network asks of its modules, and the maps that enter each."""
    facts = []
    for case in given["cases"]:
        asked = []
        _sketched(lambda case=case, asked=asked: _googlenet(student, case, asked))
        facts.append(asked)
    return facts


def googlenet_outputs(student, given) -> Facts:
    """Outputs of networks whose modules have no weights, so that stem, stages and head can be computed by hand."""
    return _outputs(lambda case: _googlenet(student, case, []), given)


def googlenet_dropped(student, given) -> Facts:
    """Outputs in training, on images of one colour, with weights that pass on what was not dropped."""
    return _dropped(_googlenet(student, given["case"], []), given)


def trained_network(student, given) -> Facts:
    """Predictions on flowers without labels after the student's training, what it moved, and how much data was drawn for it."""
    shape, drawn = given["train_images"].shape[1:], [0]
    model = student.build_lenet5(shape, given["classes"], given["filters"], given["units"], activation="relu")
    keras_facts.restart(model, given["seed"])
    before = values(model.weights)
    train_data = keras_facts.counted_batches(
        given["train_images"], given["train_labels"], given["batch"], given["seed"], drawn, scale=255
    )
    valid_data = keras_facts.batches(given["valid_images"], given["valid_labels"], given["batch"], scale=255)
    student.train(model, train_data, valid_data, epochs=given["epochs"])
    return {
        "probabilities": keras_facts.predictions(model, given["held_back_images"], scale=255),
        "moved": movement_of_each(before, values(model.weights)),
        "passes": drawn[0] / len(given["train_images"]),
    }


def _lenet5(student, case):
    return student.build_lenet5(
        tuple(case["input_shape"]), case["classes"], case["filters"], case["units"], activation=case["activation"]
    )


def _alexnet(student, case):
    return student.build_alexnet(tuple(case["input_shape"]), case["classes"], case["convolutions"], case["units"])


def _vgg(student, case):
    return student.build_vgg(tuple(case["input_shape"]), case["classes"], case["blocks"], case["units"])


def _inception(student, input_shape, filters):
    return keras_facts.model_of(lambda inputs: student.inception_module(inputs, filters), input_shape)


def _googlenet(student, case, asked):
    return student.build_googlenet(
        tuple(case["input_shape"]), case["classes"], case["stages"], case["stem"], module=_recording_module(asked)
    )


def _recording_module(asked):
    """Return a module without weights: it repeats channels, and writes down what it was asked for."""

    def module(inputs, filters):
        one, _, three, _, five, pool_projection = filters
        asked.append({"filters": [int(width) for width in filters], "maps": list(inputs.shape[1:])})
        channels = one + three + five + pool_projection
        repeats = -(-channels // inputs.shape[-1])
        return keras.ops.tile(inputs, (1, 1, 1, repeats))[..., :channels]

    return module


def _sketched(make):
    """Return a model whose weights have shapes but no values: those of VGG-16 would fill half a gigabyte."""
    with keras.StatelessScope(initialize_variables=False):
        return make()


def _shortened(build, given) -> Facts:
    """Return for each shortened table how many values its last layer takes: what height, width and channels came to."""
    facts = []
    for count in range(1, len(given["rows"]) + 1):
        rows = given["rows"][:count]
        model = _sketched(lambda rows=rows: build(tuple(given["input_shape"]), MARKED_CLASSES, rows, ()))
        shapes = [shape for _, shape in keras_facts.described_weights(model)]
        facts.append([int(np.prod(shape[:-1])) for shape in shapes if len(shape) > 1 and shape[-1] == MARKED_CLASSES])
    return facts


def _set_all(model, value_of):
    for weight in model.weights:
        weight.assign(value_of(tuple(weight.shape)))


def _outputs(make, given) -> Facts:
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model = make(case)
        _set_all(model, lambda shape, seed=case["seed"]: drawn_weight(seed, shape))
        shapes = [shape for _, shape in keras_facts.described_weights(model)]
        output, again = (keras_facts.output(model, images) for _ in range(2))
        facts.append({"shapes": shapes, "output": output, "again": again})
    return facts


def _dropped(model, given) -> Facts:
    _set_all(model, showing_weight)
    return keras_facts.output(model, given["images"], training=True)


def _normalized(student, given) -> Facts:
    return [
        keras_facts.output(keras_facts.built(student.LocalResponseNormalization(**options), images.shape[1:]), images)
        for options, images in zip(given["options"], given["images"], strict=True)
    ]
