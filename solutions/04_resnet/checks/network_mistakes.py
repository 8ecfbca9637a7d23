"""What known mistakes make of a whole network's units, sizes and outputs."""

from collections.abc import Callable
from functools import partial

import numpy as np

from autograder import Mistakes

from .network_textbook import scores, sizes_entering, softmax
from .textbook import Case


def stage_mistakes(case: Case) -> Mistakes:
    """Return for each sentence the (filters, strides) of the units that its mistake asks for."""
    blocks, filters = case["blocks"], case["filters"]
    last = len(blocks) - 1
    right = _asked(blocks, filters)
    fewer, more = [count - 1 for count in blocks], [count + 1 for count in blocks]
    known = {
        "The network never called `unit`.": [],
        "From the second stage on every unit has strides 2.": _asked(blocks, filters, lambda stage, block: stage > 0),
        "The first stage begins with strides 2, too.": _asked(blocks, filters, lambda stage, block: block == 0),
        "No unit has strides 2.": _asked(blocks, filters, lambda stage, block: False),
        "A stage as wide as the one before it does not begin with strides 2.": _asked(
            blocks, filters, lambda stage, block: block == 0 < stage and filters[stage] != filters[stage - 1]
        ),
        "The last stage does not begin with strides 2.": _asked(
            blocks, filters, lambda stage, block: block == 0 < stage < last
        ),
        "Each stage has one unit too few.": _asked(fewer, filters),
        "Each stage but the first has one unit too few.": _asked([blocks[0], *fewer[1:]], filters),
        "Each stage has one unit too many.": _asked(more, filters),
        "Each stage but the first has one unit too many.": _asked([blocks[0], *more[1:]], filters),
        "The numbers of units are taken from back to front.": _asked(blocks[::-1], filters),
        "The filters are taken from back to front.": _asked(blocks, filters[::-1]),
        "There is no stage behind the fourth.": _asked(blocks[:4], filters),
        "The last stage is missing.": _asked(blocks[:-1], filters),
    }
    # With one unit in each stage, say, some mistakes make no difference.
    return Mistakes({sentence: units for sentence, units in known.items() if units != right})


def _begins_stage(stage: int, block: int) -> bool:
    return block == 0 < stage


def _asked(
    blocks: list[int], filters: list[int], strided: Callable[[int, int], bool] = _begins_stage
) -> list[list[int]]:
    return [
        [width, 2 if strided(stage, block) else 1]
        for stage, (count, width) in enumerate(zip(blocks, filters, strict=False))
        for block in range(count)
    ]


def size_mistakes(case: Case) -> Mistakes:
    """Return for each sentence the sizes that enter the units where the mistake is made."""
    sizes = sizes_entering(case)
    other = {"small": "large", "large": "small"}[case["stem"]]
    halved = "The large stem halves the images once, as where its strides or its max pooling are missing."
    return Mistakes(
        {
            "The network is built for images of 224 pixels.": sizes_entering({**case, "input_shape": [224, 224, 3]}),
            "The stem has 64 filters, whatever the first stage has.": [[*sizes[0][:2], 64], *sizes[1:]],
            f"The sizes are those behind stem='{other}'.": sizes_entering({**case, "stem": other}),
            halved: sizes_entering(case, 2),
        }
    )


def probability_mistakes(images: np.ndarray, case: Case, seen: Callable[[np.ndarray], np.ndarray]) -> Mistakes:
    """Return for each sentence what `seen` makes of the output that its mistake gives."""
    enter = partial(scores, images, case)
    known = {
        "These are the dense layer's scores: no softmax follows.": enter,
        "These are sigmoids of the dense layer's scores: each row of a softmax sums to 1.": lambda: (
            0.5 + np.tanh(enter() / 2) / 2
        ),
        "The outputs went through softmax twice.": lambda: softmax(softmax(enter())),
        "The stem's activation has an upper bound of 6.": lambda: softmax(enter(brightest=6)),
    }
    return Mistakes({sentence: lambda output=output: seen(output()) for sentence, output in known.items()})
