"""Records what Keras answers to the visible cases, and what known mistakes give: `python record_known_answers.py` in this folder.

All numbers are whole or halves, so that a student can follow them by hand. It also compares the visible tables of sizes with Keras.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np

HERE = Path(__file__).resolve().parent
PUBLIC = HERE.parents[1] / "assignments" / HERE.name
sys.path[:0] = [str(PUBLIC), str(HERE)]

import test_convolution_1_numpy as visible
import test_convolution_4_costs as costs
from test_convolution_hidden import answers_to, field_suspects, padding_suspects, same_suspects, valid_suspects


def main():
    compare_tables()
    rng = np.random.default_rng(14)
    known = {name: [recorded(case) for case in cases] for name, cases in drawn_cases(rng).items()}
    known["tables"] = {
        "valid_sizes": valid_suspects(visible.VALID_SIZES),
        "same_sizes": same_suspects(visible.SAME_SIZES),
        "paddings": padding_suspects(visible.PADDINGS),
        "receptive_fields": field_suspects([layers for layers, _ in costs.FIELDS]),
    }
    text = ",\n".join(f'"{name}": {json.dumps(cases)}' for name, cases in known.items())
    (PUBLIC / "known_answers.json").write_text(f"{{\n{text}\n}}\n")


def drawn_cases(rng):
    def case(images, kernels, bias=False, strides=(1, 1), padding="valid", dilation=(1, 1)):
        return {
            "images": rng.integers(-4, 10, images).astype(np.float32),
            "kernels": rng.integers(-3, 4, kernels).astype(np.float32),
            "bias": rng.integers(5, 40, kernels[-1]).astype(np.float32) if bias else None,
            "strides": list(strides),
            "padding": padding,
            "dilation": list(dilation),
        }

    bytes_as_pixels = case((1, 5, 6, 2), (2, 2, 2, 2))
    bytes_as_pixels["images"] = rng.integers(90, 256, (1, 5, 6, 2)).astype(np.uint8)
    bytes_as_pixels["kernels"] = rng.integers(1, 6, (2, 2, 2, 2)).astype(np.float32) / 2
    return {
        "single_kernel": [case((1, 4, 5, 1), (3, 3, 1, 1)), case((1, 5, 6, 1), (2, 3, 1, 1))],
        "several_channels": [case((1, 4, 5, 3), (2, 2, 3, 2)), case((1, 4, 4, 2), (3, 2, 2, 3))],
        "biased_batch": [case((2, 4, 5, 2), (2, 3, 2, 3), bias=True)],
        "strided": [
            case((1, 7, 8, 1), (3, 3, 1, 2), strides=(2, 2)),
            case((1, 8, 9, 2), (2, 3, 2, 1), strides=(3, 2), bias=True),
        ],
        "padded": [
            case((1, 5, 4, 1), (3, 3, 1, 2), padding="same"),
            case((1, 4, 5, 2), (2, 4, 2, 1), padding="same", bias=True),
            case((1, 6, 7, 1), (3, 3, 1, 1), padding="same", strides=(2, 2)),
            case((1, 8, 6, 1), (5, 2, 1, 1), padding="same", strides=(3, 2)),
            # Wider than the image is; and strides so long that pixels are left out.
            case((1, 3, 7, 1), (4, 1, 1, 1), padding="same", strides=(1, 3)),
        ],
        "dilated": [
            case((1, 7, 8, 1), (3, 3, 1, 1), dilation=(2, 2)),
            case((1, 8, 7, 2), (2, 3, 2, 1), dilation=(3, 2)),
            case((1, 6, 7, 1), (3, 2, 1, 2), dilation=(2, 3), padding="same"),
        ],
        "whole_numbers": [bytes_as_pixels],
        "layers_with_weights": [
            case((1, 5, 6, 2), (3, 2, 2, 3), bias=True, strides=(2, 1), padding="same"),
            case((2, 6, 5, 1), (2, 2, 1, 2), dilation=(2, 1)),
        ],
    }


def recorded(case):
    """Return a case with Keras' answer to it and those that known mistakes give, as plain lists."""
    answers = answers_to(case, by_keras)
    right = by_layer(case)
    if not np.array_equal(right, answers["right"]):
        raise ValueError("Zeros added by hand must give what Keras' own padding gives.")
    suspects = dict(answers["suspects"])
    if case["images"].dtype == np.uint8:
        suspects["wrapped_around"] = np.floor(right) % 256
    lists = {name: case[name].tolist() for name in ("images", "kernels")}
    return lists | {
        "dtype": case["images"].dtype.name,
        "bias": None if case["bias"] is None else case["bias"].tolist(),
        **{name: case[name] for name in ("strides", "padding", "dilation")},
        "right": right.tolist(),
        "suspects": {name: None if maps is None else np.round(maps, 5).tolist() for name, maps in suspects.items()},
    }


def by_layer(case):
    layer = keras.layers.Conv2D(
        case["kernels"].shape[-1],
        case["kernels"].shape[:2],
        case["strides"],
        case["padding"],
        dilation_rate=case["dilation"],
        use_bias=case["bias"] is not None,
    )
    images = case["images"].astype(np.float32)
    layer.build(images.shape)
    layer.set_weights([array for array in (case["kernels"], case["bias"]) if array is not None])
    return np.asarray(layer(images))


def by_keras(images, kernels, bias, strides, pads, dilation):
    padded = np.pad(images.astype(np.float32), ((0, 0), *pads, (0, 0)))
    maps = keras.ops.conv(padded, kernels, tuple(strides), "valid", dilation_rate=tuple(dilation))
    return np.asarray(maps) if bias is None else np.asarray(maps) + bias


def compare_tables():
    rng = np.random.default_rng(0)
    for table, padding in ((visible.VALID_SIZES, "valid"), (visible.SAME_SIZES, "same")):
        for (size, kernel, stride), expected in table.items():
            layer = keras.layers.Conv1D(1, kernel, stride, padding)
            if layer.compute_output_shape((1, size, 1))[1] != expected:
                raise ValueError(f"Keras has another size for {size=}, {kernel=}, {stride=}, {padding=}.")
    for (size, kernel, stride), pads in visible.PADDINGS.items():
        images, kernels = rng.normal(size=(1, size, 1)), rng.normal(size=(kernel, 1, 1))
        same = np.asarray(keras.ops.conv(images, kernels, stride, "same"))
        padded = np.asarray(keras.ops.conv(np.pad(images, ((0, 0), pads, (0, 0))), kernels, stride, "valid"))
        if same.shape != padded.shape or not np.allclose(same, padded, atol=1e-5):
            raise ValueError(f"Keras adds other zeros for {size=}, {kernel=}, {stride=}.")


if __name__ == "__main__":
    main()
