"""Images and kernels of whole numbers and halves, to be followed with pencil and paper, and how maps are compared.

To print those of one check, run in the assignment's folder: python -m checks.cases single_kernel
"""

import argparse
import sys

import numpy as np

from autograder import Inputs, expect, giving_all

# Single-precision sums in another order differ by about 1e-6.
TOLERANCE = 1e-5


def known_cases(probe):
    """Return the inputs of a probe of `conv2d`, or of layers with weights: the same in every run."""
    return Inputs(sent={"cases": _all_cases(np.random.default_rng(14))[probe]})


def _all_cases(rng):
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


def expect_maps(facts, given, answers, mistakes, help):
    """Expect the maps of each case to be right, and the images to be as they were. A mistake is named if it gives all maps."""
    named = giving_all([fact["maps"] for fact in facts], mistakes["maps"].items(), tolerance=TOLERANCE)
    compared = zip(given.sent["cases"], facts, answers["maps"], mistakes["shapes"], strict=True)
    for case, fact, right, of_shape in compared:
        maps, help_line = fact["maps"], f"{help} {_described(case)}"
        help_of_shape = f"The shape of the maps. {help_line}"
        expect(maps.shape, equals=right.shape, mistakes=of_shape | named, help=help_of_shape)
        expect(maps, close_to=right, tolerance=TOLERANCE, mistakes=named, help=help_line)
        expect(fact["unchanged"], equals=True, help="The images that were handed in have been changed. Work on a copy.")


def _described(case):
    strides, dilation = tuple(case["strides"]), tuple(case["dilation"])
    shapes = f"Images {case['images'].shape}, kernels {case['kernels'].shape}"
    return f"({shapes}, strides {strides}, padding '{case['padding']}', dilation {dilation}.)"


def main():
    parser = argparse.ArgumentParser(description="Prints the images and kernels of a check.")
    parser.add_argument("check", choices=_all_cases(np.random.default_rng()))
    for case in known_cases(parser.parse_args().check).sent["cases"]:
        sys.stdout.write(f"\n{_described(case)}\n")
        # As one looks at them: each channel of each image, and each channel of each filter, is a table.
        for number, channel in np.ndindex(case["images"].shape[0], case["images"].shape[3]):
            sys.stdout.write(f"image {number}, channel {channel}\n{case['images'][number, :, :, channel]}\n")
        for channel, number in np.ndindex(case["kernels"].shape[2:]):
            sys.stdout.write(f"filter {number}, channel {channel}\n{case['kernels'][:, :, channel, number]}\n")
        sys.stdout.write(f"bias {case['bias']}\n")


if __name__ == "__main__":
    main()
