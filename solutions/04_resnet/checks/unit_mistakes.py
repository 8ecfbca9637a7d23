"""What known mistakes make of a unit's output, kernels, normalisations and parameters."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from autograder import EachCase, Mistakes, any_of

from .output_mistakes import RELU, output_mistakes
from .textbook import (
    EXPANSION,
    MAIN_BRANCH,
    UNITS,
    Case,
    Shapes,
    distinct,
    drawn_weights,
    kernel_shapes,
    output_shape,
    parameters,
)


def silenced_mistakes(images: np.ndarray) -> Mistakes:
    """Return for each sentence what its mistake gives where all normalisations give -0.5."""
    return Mistakes(
        {
            "This is relu(x), as where the main branch ends in an activation, or without normalisation.": RELU(images),
            "This is x itself, as where the activation stands before the sum and not after it.": images,
            "This is x - 0.5: the sum is not activated.": images - 0.5,
            "Nothing of x is left, as where no shortcut is added, or it leads through a normalisation: "
            "that of a needless projection, or that of the first convolution.": np.zeros_like(images),
            "This is relu(2x - 0.5): the shortcut was added twice.": RELU(2 * images - 0.5),
            "This is relu(x - 1): -0.5 was added twice, as where each convolution has a shortcut of its own.": RELU(
                images - 1
            ),
        }
    )


def bias_mistakes(unit: str, cases: list[Case]) -> Mistakes:
    """Return for each sentence the numbers of parameters that its biases give."""
    length = MAIN_BRANCH[unit]
    kinds = {
        "each convolution": slice(None),
        "each convolution of the main branch": slice(length),
        "the shortcut's convolution": slice(length, None),
    }
    return Mistakes(
        {
            f"The surplus is as large as that of a bias in {who}.": [_with_biases(unit, case, which) for case in cases]
            for who, which in kinds.items()
        }
    )


def _with_biases(unit: str, case: Case, which: slice) -> int:
    return parameters(unit, case) + sum(shape[-1] for shape in kernel_shapes(unit, case)[which])


def unit_mistakes(unit: str, case: Case, images: np.ndarray) -> dict[str, Mistakes]:
    """Return mistakes by the fact about a unit in which they show: of `normalizations` what the unit outputs where one is missing."""
    rounded_down = [None, *(case[side] // case["strides"] for side in ("height", "width"))]
    return {
        "kernels": kernel_mistakes(unit, case),
        "shape": shape_mistakes(unit, case, len(images)),
        "normalizations": normalization_mistakes(unit, case, images),
        "output": output_mistakes(unit, case, images),
        "announced": Mistakes(
            {"The announced shape is rounded down.": [*rounded_down, EXPANSION[unit] * case["filters"]]}
        ),
    }


def shape_mistakes(unit: str, case: Case, batch: int) -> Mistakes:
    """Return for each sentence the shape that its mistake gives the unit's output."""
    unshrunk, twice = {**case, "strides": 1}, {**case, "strides": case["strides"] ** 2}
    return Mistakes(
        {
            "The unit returns one number for all images.": (),
            "The images kept their size, as where `strides` is not used.": output_shape(unit, unshrunk, batch),
            "The images shrank twice, as where two convolutions take the strides.": output_shape(unit, twice, batch),
        }
    )


def normalization_mistakes(unit: str, case: Case, images: np.ndarray) -> Mistakes:
    """Return for each sentence what comes out where a normalisation is missing in that place."""
    shapes, length = kernel_shapes(unit, case), MAIN_BRANCH[unit]

    def made(places: range, stand_ins: Callable[[list[Any], int], list[Any]]) -> EachCase:
        found = (
            output
            for place in places
            for kernels, norms in drawn_weights(unit, case, without=place)
            for other in stand_ins(norms, shapes[place][-1])
            for output in UNITS[unit](images, case, kernels, [*norms[:place], other, *norms[place:]])
        )
        return EachCase([any_of(*distinct(found))])

    main, projection = range(length), range(length, len(shapes))
    return Mistakes(
        {
            "Two convolutions share one normalisation.": cache(partial(made, range(len(shapes)), _another)),
            "The shortcut's convolution has no normalisation.": cache(partial(made, projection, _none)),
            "A convolution of the main branch has no normalisation.": cache(partial(made, main, _none)),
        }
    )


def _another(norms: list[Any], width: int) -> list[Any]:
    return [norm for norm in norms if norm.gamma.shape == (width,)]


def _none(norms: list[Any], width: int) -> list[Any]:
    return [lambda x: x]


def kernel_mistakes(unit: str, case: Case) -> Mistakes:
    """Return for each sentence the shapes of the kernels, sorted, that its mistake gives."""
    channels, filters = case["channels"], case["filters"]
    shapes = kernel_shapes(unit, case)
    special = _residual_kernels if unit == "residual" else _bottleneck_kernels
    length, width = MAIN_BRANCH[unit], EXPANSION[unit] * filters
    main, rest = shapes[:length], shapes[length:]
    known = {
        "The unit owns no kernel, as where layers are made in `call`.": [[]],
        "The shortcut has a convolution, though the input has the output's shape.": [
            [*main, (1, 1, channels, width)],
        ],
        "The shortcut has no convolution, though the input has not the output's shape.": [main],
        "The shortcut's kernel is 3x3.": [[*main, (3, 3, channels, width)]],
    } | special(main, rest, channels, filters)
    return Mistakes({sentence: any_of(*map(sorted, each)) for sentence, each in known.items()})


def _residual_kernels(main: Shapes, rest: Shapes, channels: int, filters: int) -> dict[str, list[Shapes]]:
    small = [(1, 1, *shape[2:]) for shape in main]
    return {
        "One of the two convolutions has a 1x1 kernel.": [[small[0], main[1], *rest], [main[0], small[1], *rest]],
        "Both convolutions have 1x1 kernels.": [[*small, *rest]],
        "There is one 3x3 kernel, not two, as where one convolution is called twice.": [
            [main[0], *rest],
            [main[1], *rest],
        ],
    }


def _bottleneck_kernels(main: Shapes, rest: Shapes, channels: int, filters: int) -> dict[str, list[Shapes]]:
    wide = 4 * filters
    first, second, _ = main
    narrow = [first, second, (1, 1, filters, filters)]
    return {
        "The 3x3 convolution already has 4 * filters channels: nothing is left to widen.": [
            [first, (3, 3, filters, wide), (1, 1, wide, wide), *rest],
            [(1, 1, channels, wide), (3, 3, wide, wide), (1, 1, wide, wide), *rest],
        ],
        "No convolution has 4 * filters channels: nothing is widened.": [narrow, [*narrow, (1, 1, channels, filters)]],
    }
