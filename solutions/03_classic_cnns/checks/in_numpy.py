"""The networks in NumPy, slow and obvious: what a student's networks are compared with.

All weights come from `drawn_weight`, which needs to know a kernel's shape only. Biases are zero.
"""

import numpy as np

from autograder import any_of

from .cases import logarithms
from .sizes import channels_of_module
from .weights import drawn_weight

# Groups of a convolution are parts of one kernel, or kernels of their own, which are drawn otherwise; both are right.
GROUPINGS = ({}, {"split": True})
ACTIVATIONS = {"relu": lambda x: np.maximum(x, 0), "tanh": np.tanh, "softplus": lambda x: np.logaddexp(x, 0)}


def relu(x):
    return np.maximum(x, 0)


def unchanged(x):
    return x


def windows(x, size, strides):
    """Return all `size x size` windows of `x (batch, height, width, channels)`: `(batch, rows, columns, channels, size, size)`."""
    found = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return found[:, ::strides, ::strides]


def padded(x, size, value):
    """Pad by half a kernel on each side: what "same" means at strides 1, and at strides 2 for odd sizes."""
    half = size // 2
    return np.pad(x, ((0, 0), (half, half), (half, half), (0, 0)), constant_values=value)


def convolution(x, seed, filters, size, strides=1, padding="same", groups=1, split=False):
    """Cross-correlate with a drawn kernel; each of `groups` groups of filters sees its own share of the channels.

    Args:
        split: whether each group has a kernel of its own (drawn alike) instead of a part of one.
    """
    if padding == "same":
        x = padded(x, size, 0)
    channels = x.shape[-1] // groups
    own = (size, size, channels, filters // groups)
    kernel = drawn_weight(seed, (size, size, channels, filters))
    kernels = [drawn_weight(seed, own)] * groups if split else np.split(kernel, groups, axis=-1)
    parts = [
        np.einsum("bhwcij,ijcf->bhwf", windows(part, size, strides), kernel, optimize=True)
        for part, kernel in zip(np.split(x, groups, axis=-1), kernels, strict=True)
    ]
    return np.concatenate(parts, axis=-1)


def max_pooling(x, size=3, strides=2, padding="valid"):
    """Take the largest value of each window; what is padded never wins."""
    if padding == "same":
        x = padded(x, size, -np.inf)
    return windows(x, size, strides).max(axis=(-2, -1))


def average_pooling(x, size=2, strides=2):
    return windows(x, size, strides).mean(axis=(-2, -1))


def response_normalization(x, size=5, k=2.0, alpha=1e-4, beta=0.75):
    """Divide each channel by what its neighbours and it give, as the paper's formula says."""
    channels, divisor = x.shape[-1], np.empty_like(x)
    for i in range(channels):
        first, last = max(0, i - size // 2), min(channels - 1, i + size // 2)
        divisor[..., i] = (k + alpha * (x[..., first : last + 1] ** 2).sum(axis=-1)) ** beta
    return x / divisor


def dense(x, seed, width):
    return x @ drawn_weight(seed, (x.shape[-1], width))


def softmax(scores):
    exponentials = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def dense_head(x, case, activation=relu):
    x = x.reshape(len(x), -1)
    for width in case["units"]:
        x = activation(dense(x, case["seed"], width))
    return softmax(dense(x, case["seed"], case["classes"]))


def log_probabilities(compute, images, case, kinds=({},)):
    """Return the logarithms of what `compute(images, case)` returns.

    Args:
        kinds: keywords of each kind in which the network comes, all of them right; of several any may be received.
    """
    outputs = [logarithms(compute(images, case, **kind)) for kind in kinds]
    return any_of(*outputs) if len(outputs) > 1 else outputs[0]


def lenet5(x, case, pool=average_pooling, behind_convolutions=None, behind_dense=None):
    """Return the probabilities of a LeNet.

    Args:
        pool, behind_convolutions, behind_dense: another pooling, and other functions than the activation: mistakes, computed in
            order to be recognised.
    """
    activation = ACTIVATIONS[case["activation"]]
    for filters in case["filters"]:
        x = convolution(x, case["seed"], filters, 5, padding="valid")
        x = pool((behind_convolutions or activation)(x))
    return dense_head(x, case, behind_dense or activation)


def alexnet(x, case, **changes):
    """Return the probabilities of an AlexNet; `changes` as in `alexnet_maps`."""
    return dense_head(alexnet_maps(x, case, **changes), case)


def alexnet_maps(x, case, split=False, pool=max_pooling, normalized_last=False):
    """Return what reaches the dense layers of an AlexNet.

    Args:
        split: whether the groups of a convolution are layers of their own.
        pool, normalized_last: another pooling, and normalisation behind it: mistakes, computed in order to be recognised.
    """
    for filters, size, strides, padding, groups, normalized, pooled in case["convolutions"]:
        x = relu(convolution(x, case["seed"], filters, size, strides, padding, groups, split))
        steps = [response_normalization] * normalized + [pool] * pooled
        for step in reversed(steps) if normalized_last else steps:
            x = step(x)
    return x


def vgg(x, case, **changes):
    """Return the probabilities of a VGG; `changes` as in `vgg_maps`."""
    return dense_head(vgg_maps(x, case, **changes), case)


def vgg_maps(x, case, between=relu, pool=max_pooling):
    """Return what reaches the dense layers of a VGG.

    Args:
        between, pool: what stands between the convolutions of a block, and another pooling: mistakes, computed in order to be recognised.
    """
    for convolutions, filters in case["blocks"]:
        for left in reversed(range(convolutions)):
            x = convolution(x, case["seed"], filters, 3)
            x = between(x) if left else relu(x)
        x = pool(x, 2)
    return x


def inception_branches(x, case, between=relu, pool=max_pooling):
    """Return the outputs of the four branches, in the order of the paper.

    Args:
        between, pool: what stands behind the reducing convolutions, and before the last 1x1; others are mistakes,
            computed in order to be recognised.
    """
    one, three_reduce, three, five_reduce, five, pool_projection = case["filters"]
    seed = case["seed"]
    branches = [
        convolution(x, seed, one, 1),
        convolution(between(convolution(x, seed, three_reduce, 1)), seed, three, 3),
        convolution(between(convolution(x, seed, five_reduce, 1)), seed, five, 5),
        convolution(pool(x, 3, 1, "same"), seed, pool_projection, 1),
    ]
    return [relu(branch) for branch in branches]


def googlenet(x, case, normalize=response_normalization, before_averages=unchanged):
    """Return the probabilities of a GoogLeNet whose modules only repeat channels.

    Args:
        normalize, before_averages: what the stem normalises with, and what stands behind the last stage: others are mistakes, computed
            in order to be recognised.
    """
    seed, (large, reduced, wide) = case["seed"], case["stem"]
    x = relu(convolution(x, seed, large, 7, 2))
    x = normalize(max_pooling(x, padding="same"))
    x = relu(convolution(x, seed, reduced, 1))
    x = normalize(relu(convolution(x, seed, wide, 3)))
    for modules in case["stages"]:
        x = max_pooling(x, padding="same")
        for filters in modules:
            x = repeated_channels(x, filters)
    return softmax(dense(before_averages(x).mean(axis=(1, 2)), seed, case["classes"]))


def repeated_channels(x, filters):
    """Return what the stand-in for a module computes: as many channels as a module would give, the incoming ones over and over."""
    channels = channels_of_module(filters)
    return np.tile(x, -(-channels // x.shape[-1]))[..., :channels]
