"""What the answers of resnet say, convolution by convolution, is what Keras' own layers make of the same cases and weights."""

import keras
import numpy as np
import pytest

from autograder.assignment import load_assignment
from autograder.authoring import draw_weights
from autograder.judge import question_of
from tests.support import ROOT

RESIDUAL = ("residual_identity", "residual_wider", "residual_strided", "residual_activated")
BOTTLENECK = ("bottleneck_outputs", "bottleneck_activated")
TOLERANCE = 2e-3


@pytest.fixture(scope="module")
def assignment():
    return load_assignment(ROOT / "assignments" / "04_resnet", ROOT / "solutions")


def normalized(images, filters, size, strides=1):
    """Return Keras' convolution and batch normalisation of images."""
    images = keras.layers.Conv2D(filters, size, strides, "same", use_bias=False)(images)
    return keras.layers.BatchNormalization()(images)


def unit_of(case, bottleneck):
    """Return Keras' own layers, put together as a unit, with the weights of a case."""
    filters, strides, act = case["filters"], case["strides"], keras.activations.get(case["activation"])
    inputs = keras.Input((case["height"], case["width"], case["channels"]))
    if bottleneck:
        main = act(normalized(inputs, filters, 1))
        main = normalized(act(normalized(main, filters, 3, strides)), 4 * filters, 1)
    else:
        main = normalized(act(normalized(inputs, filters, 3, strides)), filters, 3)
    alike = strides == 1 and case["channels"] == main.shape[-1]
    shortcut = inputs if alike else normalized(inputs, main.shape[-1], 1, strides)
    return with_weights(keras.Model(inputs, act(main + shortcut)), case["seed"])


def with_weights(model, seed):
    described = [(weight.name, tuple(weight.shape)) for weight in model.weights]
    for weight, value in zip(model.weights, draw_weights(seed, described), strict=True):
        weight.assign(value)
    return model


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("probe", [*RESIDUAL, *BOTTLENECK])
def test_units_are_those_of_keras(assignment, probe, seed):
    check = next(check for check in assignment.checks if check.probe == probe)
    question = question_of(assignment, check, seed, assignment.profile("cpu"))
    sent = question.given.sent
    for case, images, answer in zip(sent["cases"], sent["images"], question.answers, strict=True):
        received = np.asarray(unit_of(case, probe in BOTTLENECK)(images))
        assert list(received.shape) == answer["shape"]
        assert min(np.max(np.abs(received - one)) for one in answer["output"]) < TOLERANCE
