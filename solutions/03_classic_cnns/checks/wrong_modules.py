"""What an Inception module gives by known mistakes, each by its sentence."""

from itertools import permutations

import numpy as np

from .in_numpy import inception_branches, max_pooling, padded, unchanged, windows

IN_ORDER = (0, 1, 2, 3)


def inception_mistakes(images, case):
    """Return what common mistakes make of a module's branches, each by its sentence."""
    branches = inception_branches(images, case)
    unpooled = inception_branches(images, case, pool=lambda maps, *_: maps)
    wrong = {
        f"The branches are stacked in another order: {order}, counted from 0.": [branches[index] for index in order]
        for order in permutations(IN_ORDER)
        if order != IN_ORDER
    }
    wrong |= {
        "ReLU is missing behind the reducing 1x1 convolutions.": inception_branches(images, case, between=unchanged),
        "The branch of the pooling does not pool.": unpooled,
        "The last branch pools behind its 1x1 convolution. The pooling comes first.": [
            *branches[:3],
            max_pooling(unpooled[3], 3, 1, "same"),
        ],
        "The pooling averages. In this module it takes the maximum.": inception_branches(
            images, case, pool=_averages_of_what_is_there
        ),
    }
    return {sentence: np.concatenate(found, -1) for sentence, found in wrong.items()}


def _averages_of_what_is_there(maps, size, strides, _):
    sums, counts = (
        windows(padded(values, size, 0), size, strides).sum(axis=(-2, -1)) for values in (maps, np.ones_like(maps))
    )
    return sums / counts
