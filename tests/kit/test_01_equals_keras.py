"""What the answers of convolution say, window by window and weight by weight, is what Keras makes of the same cases."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from autograder.assignment import load_assignment
from autograder.judge import question_of
from tests.support import ROOT

SIZES, NEW_LAYERS = ("valid_sizes", "same_sizes"), ("default_layer", "new_layers")
MAPS = (
    "single_kernel",
    "several_channels",
    "biased_batch",
    "strided",
    "padded",
    "dilated",
    "whole_numbers",
    "combinations",
)


@pytest.fixture(scope="module")
def assignment():
    return load_assignment(ROOT / "assignments" / "01_convolution", ROOT / "solutions")


def layer_of(case):
    """Return Keras' layer with the weights of a case."""
    rows, columns, channels, filters = case["kernels"].shape
    layer = keras.layers.Conv2D(
        filters,
        (rows, columns),
        case["strides"],
        case["padding"],
        dilation_rate=case["dilation"],
        use_bias=case["bias"] is not None,
    )
    layer.build((None, None, None, channels))
    layer.set_weights([array for array in (case["kernels"], case["bias"]) if array is not None])
    return layer


def maps(sent):
    return {"maps": [np.asarray(layer_of(case)(case["images"].astype(np.float32))) for case in sent["cases"]]}


def layers_with_weights(sent):
    return maps(sent) | {
        "weights": [[list(one.shape) for one in layer_of(case).get_weights()] for case in sent["cases"]]
    }


def learning_weights(sent):
    return [len(layer_of(case).trainable_weights) for case in sent["cases"]]


def sizes(sent):
    return [
        keras.layers.Conv1D(1, kernel, stride, padding).compute_output_shape((1, size, 1))[1]
        for size, kernel, stride, padding in sent["rows"]
    ]


def one_row(sent):
    return np.asarray(keras.ops.conv(sent["images"], sent["kernels"]))[0, sent["row"]]


def new_layers(sent):
    found = []
    for case in sent.get("cases", [sent]):
        options = {"filters": 32, "kernel_size": 7, "padding": "valid"} | case
        shape = options.pop("input_shape")
        layer = keras.layers.Conv2D(**options)
        layer.build(shape)
        weights = [list(one.shape) for one in layer.get_weights()]
        found.append({"output_shape": list(layer.compute_output_shape(shape)), "weights": weights})
    return found


def stack_of(case):
    """Return a stack as Keras' layers, and the shapes that go in and come out of each."""
    layers, shapes = [], [tuple(case["input_shape"])]
    for described in case["layers"]:
        options = {("dilation_rate" if key == "dilation" else key): value for key, value in described.items()}
        layers.append(keras.layers.Conv2D(**options))
        layers[-1].build((None, *shapes[-1]))
        shapes.append(layers[-1].compute_output_shape((None, *shapes[-1]))[1:])
    return layers, shapes


def costs(sent):
    found = []
    for case in sent["cases"]:
        layers, (_, *shapes) = stack_of(case)
        counts = [(layer.count_params(), int(layer.kernel.shape.num_elements())) for layer in layers]
        found.append(
            [
                {"output_shape": list(shape), "parameters": count, "multiply_adds": weights * shape[0] * shape[1]}
                for shape, (count, weights) in zip(shapes, counts, strict=True)
            ]
        )
    return found


BY_KERAS = dict.fromkeys(SIZES, sizes) | dict.fromkeys(MAPS, maps) | dict.fromkeys(NEW_LAYERS, new_layers)
BY_KERAS |= {"layers_with_weights": layers_with_weights, "layers_learning": learning_weights}
BY_KERAS |= {"speed": one_row, "stack_costs": costs}


def expect_alike(answer, right, name):
    if isinstance(right, dict):
        for key in right:
            expect_alike(answer[key], right[key], name)
    elif isinstance(right, list) and right and not isinstance(right[0], int):
        for one, other in zip(answer, right, strict=True):
            expect_alike(one, other, name)
    else:
        assert np.shape(answer) == np.shape(right), name
        np.testing.assert_allclose(answer, right, atol=1e-4, rtol=1e-5, err_msg=name)


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_convolution_equals_keras(assignment, seed):
    compared = 0
    for check in assignment.checks:
        if check.asks_for_answers and check.probe in BY_KERAS:
            question = question_of(assignment, check, seed, assignment.profile("cpu"))
            expect_alike(question.answers, BY_KERAS[check.probe](question.given.sent), f"{check.name}, seed {seed}")
            compared += 1
    assert compared == 14 + 6


@pytest.mark.parametrize("seed", [0, 1])
def test_zeros_are_those_of_keras(assignment, seed):
    rng = np.random.default_rng(0)
    for check in [check for check in assignment.checks if check.probe == "paddings"]:
        question = question_of(assignment, check, seed, assignment.profile("cpu"))
        for (size, kernel, stride), pads in zip(question.given.sent["rows"], question.answers, strict=True):
            images, kernels = rng.normal(size=(1, size, 1)), rng.normal(size=(kernel, 1, 1))
            same = np.asarray(keras.ops.conv(images, kernels, stride, "same"))
            padded = np.asarray(keras.ops.conv(np.pad(images, ((0, 0), pads, (0, 0))), kernels, stride, "valid"))
            assert same.shape == padded.shape
            np.testing.assert_allclose(same, padded, atol=1e-5)


def test_a_receptive_field_is_what_a_gradient_reaches(assignment):
    """The pixels of a long, narrow image on which one number in the middle of the last map depends."""
    check = next(check for check in assignment.checks if check.probe == "receptive_fields" and not check.hidden)
    question = question_of(assignment, check, 0, assignment.profile("cpu"))
    for case, field in zip(question.given.sent["cases"], question.answers, strict=True):
        stack = [
            keras.layers.Conv1D(
                1,
                layer["kernel_size"],
                layer.get("strides", 1),
                dilation_rate=layer.get("dilation", 1),
                kernel_initializer="ones",
            )
            for layer in case["layers"]
        ]
        image = tf.ones((1, 101, 1))
        with tf.GradientTape() as tape:
            tape.watch(image)
            maps = image
            for layer in stack:
                maps = layer(maps)
            number = maps[0, maps.shape[1] // 2, 0]
        reached = np.flatnonzero(tape.gradient(number, image).numpy())
        assert reached[-1] - reached[0] + 1 == field
