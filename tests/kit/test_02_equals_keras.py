"""What pooling's answers say, window by window, is what Keras makes of the same cases."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from autograder.assignment import load_assignment
from autograder.judge import question_of
from tests.support import ROOT

LAYERS = {"max": keras.layers.MaxPooling2D, "average": keras.layers.AveragePooling2D}


@pytest.fixture(scope="module")
def assignment():
    return load_assignment(ROOT / "assignments" / "02_pooling", ROOT / "solutions")


def pooled(case, images):
    layer = LAYERS[case["kind"]](case["pool_size"], case["strides"], case["padding"])
    return layer(tf.constant(images, tf.float32)).numpy()


def gradient(case):
    images = tf.constant(case["images"], tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(images)
        layer = LAYERS["max"](case["pool_size"], case["strides"], case["padding"])
        loss = tf.reduce_sum(layer(images) * case["upstream"])
    return tape.gradient(loss, images).numpy()


def sensitivity(case):
    first, second = case["images"][:, :, : -case["right"]], case["images"][:, :, case["right"] :]
    change = pooled(case, first) - pooled(case, second)
    return np.abs(change).mean() / np.abs(first - second).mean()


def price(case):
    maps = pooled(case, case["images"])
    blown_up = keras.layers.UpSampling2D(case["pool_size"])(maps).numpy()
    return {"kept": maps.size / case["images"].size, "lost": np.abs(case["images"] - blown_up).mean()}


def parameters(case):
    *maps, classes = case
    inputs = keras.Input(maps)
    behind = {"flatten": keras.layers.Flatten(), "global_average": keras.layers.GlobalAveragePooling2D()}
    return {
        kind: keras.Model(inputs, keras.layers.Dense(classes)(layer(inputs))).count_params()
        for kind, layer in behind.items()
    }


def by_keras(probe, sent):
    """Return what Keras gives for a probe's inputs; nothing where Keras has no such thing."""
    if probe in ("map_means", "kept_axes"):
        layer = keras.layers.GlobalAveragePooling2D(keepdims=probe == "kept_axes")
        return [layer(images).numpy() for images in sent["images"]]
    others = {"heads": parameters, "pooled_sensitivity": sensitivity, "price_paid": price}
    if probe.endswith("gradient"):
        return [gradient(case) for case in sent["cases"]]
    if probe in others:
        return [others[probe](case) for case in sent["cases"]]
    return [pooled(case, case["images"]) for case in sent["cases"]]


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_pooling_equals_keras(assignment, seed):
    compared = 0
    for check in assignment.checks:
        if check.asks_for_answers and not check.probe.startswith("depth") and check.probe != "plain_sensitivity":
            question = question_of(assignment, check, seed, assignment.profile("cpu"))
            expected = by_keras(check.probe, question.given.sent)
            for answer, right in zip(question.answers, expected, strict=True):
                assert np.shape(answer) == np.shape(right)
                for one, other in zip(
                    *(value.values() if isinstance(value, dict) else [value] for value in (answer, right)), strict=True
                ):
                    np.testing.assert_allclose(one, other, atol=1e-5, err_msg=check.name)
            compared += 1
    assert compared == 16 + 7
