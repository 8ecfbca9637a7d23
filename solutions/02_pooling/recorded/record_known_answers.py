"""Records what Keras answers to the visible cases, and what known mistakes give: `python record_known_answers.py` in this folder.

All numbers are whole, so that a student can follow them by hand.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

HERE = Path(__file__).resolve().parent
PUBLIC = HERE.parents[1] / "assignments" / HERE.name
sys.path[:0] = [str(PUBLIC), str(HERE)]

from test_pooling_hidden import answers_to, gradients_to, lost_by, sensitivity_of

LAYERS = {"max": keras.layers.MaxPooling2D, "average": keras.layers.AveragePooling2D}


def main():
    rng = np.random.default_rng(14)
    known = {name: [recorded(case, name) for case in cases] for name, cases in drawn_cases(rng).items()}
    text = ",\n".join(f'"{name}": {json.dumps(cases)}' for name, cases in known.items())
    (PUBLIC / "known_answers.json").write_text(f"{{\n{text}\n}}\n")


def drawn_cases(rng):
    def case(kind, shape, pool_size=(2, 2), strides=None, padding="valid", low=-60, high=40, dtype=np.float32):
        pixels = rng.permutation(np.arange(low, high))[: np.prod(shape)].reshape(shape)
        described = {"images": pixels.astype(dtype), "kind": kind, "pool_size": list(pool_size)}
        return described | {"strides": strides and list(strides), "padding": padding}

    def gradient(*arguments, **options):
        made = case("max", *arguments, **options)
        return made | {"upstream": rng.integers(1, 9, answers_to(made)["right"].shape).astype(np.float32)}

    same = {"padding": "same", "low": -90, "high": -1}
    return {
        "window_maxima": [case("max", (2, 4, 6, 1)), case("max", (1, 6, 3, 2), (3, 3))],
        "window_means": [case("average", (2, 4, 6, 1)), case("average", (1, 6, 3, 2), (3, 3))],
        # Sizes that leave a rest.
        "default_windows": [case(kind, (1, 7, 7, 1), side) for kind in LAYERS for side in ((2, 2), (3, 3))],
        "oblong_windows": [
            case(kind, (1, 7, 8, 1), window, strides)
            for kind in LAYERS
            for window, strides in (((2, 3), (2, 3)), ((3, 2), (1, 2)), ((2, 2), (3, 4)))
        ],
        "negative_edges": [case("max", (1, 6, 7, 1), *pairs, **same) for pairs in EDGES],
        "averaged_edges": [case("average", (1, 6, 7, 1), *pairs, **same) for pairs in EDGES],
        "whole_numbers": [
            case(kind, (1, 5, 4, 1), (2, 2), None, padding, -90, -1, np.int32)
            for kind in LAYERS
            for padding in ("valid", "same")
        ],
        "pooled_sensitivity": [
            case(kind, (1, 6, 9, 1), (side, side)) | {"right": right}
            for kind in LAYERS
            for side, right in ((2, 1), (3, 2))
        ],
        "price_paid": [case(kind, (1, 6, 6, 1), (side, side)) for kind in LAYERS for side in (2, 3)],
        "routed_gradient": [gradient((2, 4, 6, 1)), gradient((1, 6, 3, 2), (3, 3))],
        "summed_gradient": [gradient((1, 5, 6, 1), (3, 3), (1, 1)), gradient((1, 6, 5, 2), (3, 2), (2, 1))],
        "edge_gradient": [gradient((1, 6, 7, 1), *pairs, **same) for pairs in EDGES],
    }


EDGES = (((2, 2), None), ((3, 3), (2, 2)), ((4, 3), (1, 2)))


def recorded(case, name):
    """Return a case with Keras' answer to it and those that known mistakes give, as plain lists."""
    if name.endswith("gradient"):
        answers, right = gradients_to(case), gradient_by_keras(case)
    elif name == "pooled_sensitivity":
        answers, right = sensitivity_of(case), sensitivity_by_keras(case)
    elif name == "price_paid":
        answers, right = lost_by(case), lost_by_keras(case)
    else:
        answers, right = answers_to(case), by_keras(case, case["images"])
    if not np.allclose(right, answers["right"], atol=1e-5):
        raise ValueError("What is pooled window by window must be what Keras pools.")
    suspects = {name: np.round(maps, 5).tolist() for name, maps in answers["suspects"].items()}
    lists = {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in case.items()}
    return {
        "case": lists,
        "dtype": case["images"].dtype.name,
        "right": np.asarray(right, np.float64).round(6).tolist(),
        "suspects": suspects,
    }


def by_keras(case, images):
    layer = LAYERS[case["kind"]](case["pool_size"], case["strides"], case["padding"])
    return layer(tf.constant(images, tf.float32)).numpy()


def gradient_by_keras(case):
    images = tf.constant(case["images"], tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(images)
        layer = LAYERS["max"](case["pool_size"], case["strides"], case["padding"])
        loss = tf.reduce_sum(layer(images) * case["upstream"])
    return tape.gradient(loss, images).numpy()


def sensitivity_by_keras(case):
    first, second = case["images"][:, :, : -case["right"]], case["images"][:, :, case["right"] :]
    change = by_keras(case, first) - by_keras(case, second)
    return np.abs(change).mean() / np.abs(first - second).mean()


def lost_by_keras(case):
    blown_up = keras.layers.UpSampling2D(case["pool_size"])(by_keras(case, case["images"])).numpy()
    return np.abs(case["images"] - blown_up).mean()


if __name__ == "__main__":
    main()
