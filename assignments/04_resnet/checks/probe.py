"""Runs next to the student's code, calls it, and returns facts. It gathers, never judges."""

import itertools
from typing import Any

import keras
import numpy as np

from autograder.authoring import draw_weights, keras_facts
from autograder.authoring.keras_movement import movement_of_each, values

Facts = Any


def residual_zeroed(student, given) -> Facts:
    """Outputs with every normalisation set to 0 * x - 0.5: what is left is the shortcut."""
    return _zeroed(student.ResidualUnit, given)


def residual_identity(student, given) -> Facts:
    """Outputs where input and output have one shape."""
    return _outputs(student.ResidualUnit, given)


def residual_wider(student, given) -> Facts:
    """Outputs where only the number of channels changes."""
    return _outputs(student.ResidualUnit, given)


def residual_strided(student, given) -> Facts:
    """Outputs where the image shrinks, with and without a change of channels, and the shapes that Keras was told."""
    return _outputs(student.ResidualUnit, given, wrap=keras_facts.model_of)


def residual_activated(student, given) -> Facts:
    """Outputs with other activations than ReLU."""
    return _outputs(student.ResidualUnit, given)


def residual_parameters(student, given) -> Facts:
    """Numbers of trainable parameters."""
    return _parameters(student.ResidualUnit, given)


def residual_learning(student, given) -> Facts:
    """Gradients, and the traces that training leaves in batch normalisation."""
    return _learning(student.ResidualUnit, given)


def residual_training_mode(student, given) -> Facts:
    """What differs between training and inference."""
    return _training_mode(student.ResidualUnit, given)


def residual_saved(student, given) -> Facts:
    """Outputs before saving and after loading."""
    return _saved(student, student.ResidualUnit, given)


def bottleneck_outputs(student, given) -> Facts:
    """Outputs with each kind of shortcut."""
    return _outputs(student.BottleneckUnit, given)


def bottleneck_activated(student, given) -> Facts:
    """Outputs with other activations than ReLU."""
    return _outputs(student.BottleneckUnit, given)


def bottleneck_parameters(student, given) -> Facts:
    """Numbers of trainable parameters."""
    return _parameters(student.BottleneckUnit, given)


def bottleneck_learning(student, given) -> Facts:
    """Gradients of every weight."""
    return _learning(student.BottleneckUnit, given)


def bottleneck_training_mode(student, given) -> Facts:
    """What differs between training and inference."""
    return _training_mode(student.BottleneckUnit, given)


def bottleneck_saved(student, given) -> Facts:
    """Outputs before saving and after loading."""
    return _saved(student, student.BottleneckUnit, given)


def published_networks(student, given) -> Facts:
    """The units that ResNet-34 and ResNet-50 ask for, and the trainable parameters around them."""
    facts = []
    for expansion in (1, 4):
        asked = []
        model = student.build_resnet((224, 224, 3), 1000, unit=_recording_unit(asked, expansion))
        facts.append({"asked": asked, "around_units": keras_facts.trainable_parameters(model)})
    return facts


def network_stages(student, given) -> Facts:
    """What the network asks of its units: filters, strides, and the size and channels of the images they get."""
    facts = []
    for case in given["cases"]:
        asked = []
        student.build_resnet(
            tuple(case["input_shape"]),
            3,
            case["blocks"],
            case["filters"],
            unit=_recording_unit(asked),
            stem=case["stem"],
        )
        facts.append(asked)
    return facts


def network_outputs(student, given) -> Facts:
    """Outputs of networks whose units have no weights, so that stem, stages and head can be computed by hand."""
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model = student.build_resnet(
            tuple(case["input_shape"]),
            case["classes"],
            case["blocks"],
            case["filters"],
            unit=_recording_unit([]),
            stem=case["stem"],
        )
        weights, output = _fill(model, case["seed"]), keras_facts.output(model, images)
        trained = [keras_facts.output(model, images, training=True) for _ in range(2)]
        facts.append({"weights": weights, "output": output, "trained": trained})
    return facts


def network_mismatch(student, given) -> Facts:
    """The error for stages that do not match, and for a stem that does not exist."""
    facts = []
    for case in given["cases"]:
        try:
            student.build_resnet((32, 32, 3), 3, case["blocks"], case["filters"], stem=case["stem"])
            facts.append({"error": "none", "sentence": ""})
        except Exception as error:  # noqa: BLE001 - whichever error it is, is the fact
            facts.append({"error": type(error).__name__, "sentence": str(error)[:300]})
    return facts


def network_learning(student, given) -> Facts:
    """Gradients of a small network made of the student's own units: residual ones in its first stage, then bottlenecks."""
    case = given["case"]
    kinds = itertools.chain([student.ResidualUnit] * case["blocks"][0], itertools.repeat(student.BottleneckUnit))

    def unit(*arguments, **options):
        return next(kinds)(*arguments, **options)

    model = student.build_resnet(
        tuple(case["input_shape"]), 3, case["blocks"], case["filters"], unit=unit, stem="small"
    )
    _fill(model, case["seed"])
    return {
        "parameters": keras_facts.trainable_parameters(model),
        "gradients": keras_facts.gradients(model, given["images"]),
    }


def network_saved(student, given) -> Facts:
    """Outputs of a whole network before saving and after loading."""
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model = student.build_resnet(
            tuple(case["input_shape"]), case["classes"], case["blocks"], case["filters"], stem=case["stem"]
        )
        _fill(model, case["seed"])
        copy = keras_facts.reloaded(model, student.layers_and_functions())
        facts.append({"before": keras_facts.output(model, images), "after": keras_facts.output(copy, images)})
    return facts


def trained_network(student, given) -> Facts:
    """Predictions on photos without labels, before and after the student's training; how much data was drawn for it."""
    shape, passes = given["train_images"].shape[1:], [0]
    model = student.build_resnet(tuple(shape), given["classes"], given["blocks"], given["filters"], stem="small")
    keras_facts.restart(model, given["seed"])
    before = values(model.weights)
    train_data = keras_facts.counted_batches(
        given["train_images"], given["train_labels"], given["batch"], given["seed"], passes, scale=255
    )
    valid_data = keras_facts.batches(given["valid_images"], given["valid_labels"], given["batch"], scale=255)
    history = student.train(model, train_data, valid_data, epochs=given["epochs"])
    told = getattr(history, "history", None)
    return {
        "losses": [float(loss) for loss in told.get("loss", [])] if isinstance(told, dict) else [],
        "probabilities": keras_facts.predictions(model, given["held_back_images"], scale=255),
        "moved": movement_of_each(before, values(model.weights)),
        "passes": passes[0] / len(given["train_images"]),
    }


def _recording_unit(asked, expansion=1):
    """Return a unit without weights: it strides, repeats channels, and writes down what it was asked for."""

    class RecordingUnit(keras.layers.Layer):
        def __init__(self, filters, strides=1, **options):
            super().__init__(name=options.get("name"))
            # A number of Python or NumPy, or a pair of them.
            self.filters, self.strides = int(filters), int(np.ravel(strides)[0])

        def build(self, input_shape):
            asked.append([self.filters, self.strides, *input_shape[1:]])

        def compute_output_shape(self, input_shape):
            # Told, Keras need not trace `call` to find it out, which takes most of a large network's time.
            rows, columns = (size and -(-size // self.strides) for size in input_shape[1:3])
            return (input_shape[0], rows, columns, expansion * self.filters)

        def call(self, images):
            channels = expansion * self.filters
            repeats = -(-channels // images.shape[-1])
            return keras.ops.tile(images[:, :: self.strides, :: self.strides], (1, 1, 1, repeats))[..., :channels]

    return RecordingUnit


def _fill(model, seed):
    """Set every weight to values drawn from `seed`; return names and shapes. A kernel is drawn as one whatever a student calls it."""
    described = [("kernel" if len(shape) > 1 else name, shape) for name, shape in keras_facts.described_weights(model)]
    for weight, value in zip(model.weights, draw_weights(seed, described), strict=True):
        weight.assign(value)
    return [{"name": name, "shape": shape} for name, shape in described]


def _unit(make, case, wrap=keras_facts.built):
    """Return one unit with all its weights; only what differs from the default is passed on."""
    activation = keras.activations.get(case["activation"]) if case["callable"] else case["activation"]
    options = {"strides": case["strides"]} | ({"activation": activation} if activation != "relu" else {})
    return wrap(make(case["filters"], **options), (case["height"], case["width"], case["channels"]))


def _outputs(make, given, wrap=keras_facts.built) -> Facts:
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        unit = _unit(make, case, wrap)
        weights, output = _fill(unit, case["seed"]), keras_facts.output(unit, images)
        announced = list(unit.output_shape) if wrap is keras_facts.model_of else [None, *output.shape[1:]]
        facts.append({"weights": weights, "output": output, "announced": announced})
    return facts


def _zeroed(make, given) -> Facts:
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model = _unit(make, case)
        _fill(model, case["seed"])
        keras_facts.set_named(model, {"gamma": 0.0, "beta": -0.5})
        facts.append(keras_facts.output(model, images))
    return facts


def _parameters(make, given) -> Facts:
    return [keras_facts.trainable_parameters(_unit(make, case)) for case in given["cases"]]


def _learning(make, given) -> Facts:
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model = _unit(make, case)
        _fill(model, case["seed"])
        facts.append(keras_facts.gradients(model, images))
    return facts


def _training_mode(make, given) -> Facts:
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model = _unit(make, case)
        _fill(model, case["seed"])
        together, alone = keras_facts.output(model, images)[:1], keras_facts.output(model, images[:1])
        means = [weight for weight in model.weights if weight.name == "moving_mean"]
        before = values(means)
        trained = keras_facts.output(model, images, training=True)
        moved = movement_of_each(before, values(means))
        keras_facts.set_named(model, {"moving_mean": 7.0, "moving_variance": 3.0})
        again = keras_facts.output(model, images, training=True)
        _settle(model, images)
        facts.append(
            {
                "together": together,
                "alone": alone,
                "moved": moved,
                "trained": trained,
                "trained_again": again,
                "settled": keras_facts.output(model, images),
            }
        )
    return facts


def _settle(model, images) -> None:
    """Set every moving average to what it tends to on these images: from 0 and from 1 it moves along one line, whatever the momentum."""
    averages, moved = [weight for weight in model.weights if weight.name.startswith("moving_")], []
    for start in (0.0, 1.0):
        keras_facts.set_named(model, {weight.name: start for weight in averages})
        keras_facts.output(model, images, training=True)
        moved.append(values(averages))
    for weight, low, high in zip(averages, *moved, strict=True):
        weight.assign(low / np.maximum(1 - (high - low), 1e-7))


def _saved(student, make, given) -> Facts:
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model = _unit(make, case, wrap=keras_facts.model_of)
        _fill(model, case["seed"])
        copy = keras_facts.reloaded(model, student.layers_and_functions())
        facts.append({"before": keras_facts.output(model, images), "after": keras_facts.output(copy, images)})
    return facts
