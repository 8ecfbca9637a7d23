"""Runs next to the student's code, calls it, and returns facts. It gathers, never judges."""

from typing import Any

import numpy as np

from autograder import keras_facts

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
    """Outputs where the image shrinks, with and without a change of channels."""
    return _outputs(student.ResidualUnit, given)


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


def _unit(make, case):
    """Return a model of one unit; only what differs from the default is passed on."""
    options = {"strides": case["strides"]} | ({"activation": case["activation"]} if case["activation"] != "relu" else {})
    return keras_facts.model_of(make(case["filters"], **options), (case["height"], case["width"], case["channels"]))


def _outputs(make, given) -> Facts:
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model = _unit(make, case)
        facts.append({"weights": keras_facts.fill(model, case["seed"]), "output": keras_facts.output(model, images)})
    return facts


def _zeroed(make, given) -> Facts:
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model = _unit(make, case)
        keras_facts.fill(model, case["seed"])
        keras_facts.set_named(model, {"gamma": 0.0, "beta": -0.5})
        facts.append(keras_facts.output(model, images))
    return facts


def _parameters(make, given) -> Facts:
    return [keras_facts.trainable_parameters(_unit(make, case)) for case in given["cases"]]


def _learning(make, given) -> Facts:
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model = _unit(make, case)
        keras_facts.fill(model, case["seed"])
        facts.append(keras_facts.gradients(model, images))
    return facts


def _training_mode(make, given) -> Facts:
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model = _unit(make, case)
        keras_facts.fill(model, case["seed"])
        together, alone = keras_facts.output(model, images), keras_facts.output(model, images[:1])
        means = [weight for weight in model.weights if weight.name == "moving_mean"]
        before = [np.array(mean) for mean in means]
        trained = keras_facts.output(model, images, training=True)
        moved = [float(np.max(np.abs(np.array(mean) - old))) for mean, old in zip(means, before, strict=True)]
        keras_facts.set_named(model, {"moving_mean": 7.0, "moving_variance": 3.0})
        again = keras_facts.output(model, images, training=True)
        facts.append({"together": together, "alone": alone, "moved": moved, "trained": trained, "trained_again": again})
    return facts


def _saved(student, make, given) -> Facts:
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model = _unit(make, case)
        keras_facts.fill(model, case["seed"])
        copy = keras_facts.reloaded(model, student.layers_and_functions())
        facts.append({"before": keras_facts.output(model, images), "after": keras_facts.output(copy, images)})
    return facts
