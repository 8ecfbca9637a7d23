"""Fails: test_memory_is_counted, test_drawn_memory

The images themselves take no room.
"""

import numpy as np


def activation_bytes(input_shape, layers, batch=1):
    shapes = [tuple(input_shape)] + [cost["output_shape"] for cost in layer_costs(input_shape, layers)]
    shapes = shapes[1:]
    sizes = [4 * batch * int(np.prod(shape)) for shape in shapes]
    return {"predicting": max(map(sum, zip(sizes, sizes[1:]))), "training": sum(sizes)}
