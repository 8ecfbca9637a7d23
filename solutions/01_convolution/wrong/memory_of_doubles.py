"""Fails: test_memory_is_counted, test_drawn_memory

Eight bytes for each number.
"""

import numpy as np


def activation_bytes(input_shape, layers, batch=1):
    shapes = [tuple(input_shape)] + [cost["output_shape"] for cost in layer_costs(input_shape, layers)]
    sizes = [8 * batch * int(np.prod(shape)) for shape in shapes]
    return {"predicting": max(map(sum, zip(sizes, sizes[1:]))), "training": sum(sizes)}
