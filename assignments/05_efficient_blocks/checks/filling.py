"""Gives a block's weights drawn values, the same in whatever form its layers keep them."""

from autograder import draw_weights


def fill(model, seed):
    """Set every weight to values drawn from `seed`; return names and shapes as of `Conv2D` and `DepthwiseConv2D`."""
    described = [_as_convolution(weight.name, [int(size) for size in weight.shape]) for weight in model.weights]
    for weight, drawn in zip(model.weights, draw_weights(seed, described), strict=True):
        weight.assign(drawn.reshape(weight.shape))
    return [{"name": name, "shape": shape} for name, shape in described]


def _as_convolution(name, shape):
    """Return name and shape that a weight has in a convolution, of as many numbers in the same order."""
    if len(shape) == 2:  # a dense layer is a 1x1 convolution
        return "kernel", [1, 1, *shape]
    if len(shape) != 4:
        return name, shape
    # A convolution with one group for each channel is a depthwise one.
    return "kernel", [*shape[:2], shape[3], 1] if shape[2] == 1 and shape[0] > 1 else shape
