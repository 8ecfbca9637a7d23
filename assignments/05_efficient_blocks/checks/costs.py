"""Counts what a network costs. Run it in the assignment's folder:

python checks/costs.py efficient_blocks.py   # what your network costs, and what is allowed

Counted are the multiplications in the graph that TensorFlow runs, so that it does not matter how layers are written, named or nested.
"""

import importlib.util
import math
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import tensorflow as tf

# What hides its work from a graph, or does it another way than by multiplying the numbers of two tensors.
UNCOUNTABLE = (
    "While",
    "If",
    "Case",
    "PyFunc",
    "FFT",
    "Conv3D",
    "XlaCall",
    "StatelessWhile",
    "StatelessIf",
    "EagerPyFunc",
)


class Costs(NamedTuple):
    """What a network costs for one image.

    Attributes:
        parameters: numbers that it keeps: all weights, trained or not, and floats that are written into it as constants.
        multiply_adds: multiplications of convolutions and matrix products, each with its addition: what papers count.
        elementwise: multiplications element by element, as in batch normalisation and in gates.
        uncountable: kinds of operations whose work this module cannot count, such as loops.
    """

    parameters: int
    multiply_adds: int
    elementwise: int
    uncountable: list[str]


def costs(model, input_shape) -> Costs:
    """Count what a model costs.

    Args:
        model: a `keras.Model`, or any callable that turns a tensor into a tensor and knows its `weights`.
        input_shape: `(height, width, channels)` of one image.
    """
    operations = _traced(model, input_shape).graph.get_operations()
    weights = sum(math.prod(weight.shape) for weight in model.weights)
    return Costs(
        parameters=weights + sum(_constant_numbers(operation) for operation in operations),
        multiply_adds=sum(_multiply_adds(operation) for operation in operations),
        elementwise=sum(_size(operation.outputs[0]) for operation in operations if operation.type == "Mul"),
        uncountable=sorted({operation.type for operation in operations if operation.type.startswith(UNCOUNTABLE)}),
    )


def _traced(model, input_shape):
    """Return the function that computes one image, with every `tf.function` inside it unrolled."""
    eagerly = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        image = tf.TensorSpec((1, *input_shape), tf.float32)
        return tf.compat.v1.wrap_function(lambda images: model(images, training=False), [image])
    finally:
        tf.config.run_functions_eagerly(eagerly)


def _multiply_adds(operation) -> int:
    """Return the multiplications of a convolution or a matrix product; 0 for everything else."""
    if operation.type == "Conv2D":
        return _size(operation.outputs[0]) * math.prod(operation.inputs[1].shape[:3])
    if operation.type == "DepthwiseConv2dNative":
        return _size(operation.outputs[0]) * math.prod(operation.inputs[1].shape[:2])
    if operation.type == "Conv2DBackpropInput":
        return _size(operation.inputs[2]) * math.prod(operation.inputs[1].shape[:3])
    if operation.type == "MatMul":
        return _size(operation.outputs[0]) * operation.inputs[0].shape[0 if operation.get_attr("transpose_a") else 1]
    if operation.type.startswith("BatchMatMul"):
        return _size(operation.outputs[0]) * operation.inputs[0].shape[-2 if operation.get_attr("adj_x") else -1]
    if operation.type == "Einsum":
        return _einsum_multiply_adds(operation)
    return 0


def _einsum_multiply_adds(operation) -> int:
    """Return the product of all axes that an Einsum runs over; an ellipsis stands for the axes without a name."""
    terms = operation.get_attr("equation").decode().partition("->")[0].split(",")
    sizes = {}
    for term, tensor in zip(terms, operation.inputs, strict=True):
        front, _, back = term.partition("...")
        rest = len(tensor.shape) - len(front) - len(back)
        names = [*front, *(("...", axis - rest) for axis in range(rest)), *back]
        for name, size in zip(names, tensor.shape, strict=True):
            sizes[name] = max(sizes.get(name, 1), size)
    return math.prod(sizes.values())


def _constant_numbers(operation) -> int:
    """Return how many floats a constant holds; single ones, such as an epsilon, are none."""
    held = operation.outputs[0] if operation.type == "Const" else None
    return _size(held) if held is not None and held.dtype.is_floating and _size(held) > 1 else 0


def _size(tensor) -> int:
    return int(np.prod(tensor.shape.as_list(), dtype=np.int64))


if __name__ == "__main__":
    from budget import MULTIPLICATIONS, PARAMETERS

    path = Path(sys.argv[1])
    specification = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    found = costs(module.build_network((32, 32, 3), 5), (32, 32, 3))
    print(f"parameters       {found.parameters:>9,} of {PARAMETERS:,}")  # noqa: T201 - a command's answer
    print(f"multiplications  {found.multiply_adds + found.elementwise:>9,} of {MULTIPLICATIONS:,}")  # noqa: T201
    if found.uncountable:
        print(f"These operations cannot be counted: {', '.join(found.uncountable)}")  # noqa: T201
