"""Small backbones and classifiers, described as plain data, computed by hand in NumPy."""

import numpy as np

from autograder.authoring import draw_weights

SLOPE, EPSILON = 0.2, 1e-3
_NORMALIZATION = ("gamma", "beta", "moving_mean", "moving_variance")


def described_weights(case):
    """Return [(`layer/weight`, shape)] of a backbone, in the order of its layers."""
    described, channels = [], case["input_shape"][2]
    for layer in case["layers"]:
        if layer["kind"] == "normalization":
            described += [(f"{layer['name']}/{name}", [channels]) for name in _NORMALIZATION]
        elif layer["kind"] != "activation":
            shape, channels = _kernel_shape(layer, channels)
            described.append((f"{layer['name']}/kernel", shape))
    return described


def _kernel_shape(layer, channels):
    if layer["kind"] == "depthwise":
        return [layer["size"], layer["size"], channels, 1], channels
    size = layer.get("size", 1)
    return [size, size, channels, layer["filters"]], layer["filters"]


def channels(case):
    """Return the number of channels that leave a backbone."""
    return [layer["filters"] for layer in case["layers"] if "filters" in layer][-1]


def learning_weights(case, num_layers):
    """Return the names of what learns in the last `num_layers` layers; normalisations stay as they are."""
    # The input layer and whatever else has no weights come first, so counting from the end needs no knowledge of them.
    top = [layer["name"] for layer in case["layers"]][max(0, len(case["layers"]) - num_layers) :]
    return [name for name, _ in described_weights(case) if name.partition("/")[0] in top and name.endswith("/kernel")]


def number_of_parameters(case, names):
    """Return how many numbers the named weights hold together."""
    return sum(int(np.prod(shape)) for name, shape in described_weights(case) if name in names)


def scaled(case, images):
    """Return images in the range that a case's preprocessing brings them to, if it has one."""
    return (images - case["offset"]) / case["scale"] if "scale" in case else images


def pooled(case, images):
    """Return a frozen backbone's features, averaged over height and width."""
    return features(case, scaled(case, images)).mean(axis=(1, 2))


def head_weights(case):
    """Return the head's (kernel, bias) as the probe sets them."""
    shapes = {2: (channels(case), case["classes"]), 1: (case["classes"],)}
    return [np.random.default_rng([case["head_seed"], rank]).normal(size=shape) for rank, shape in shapes.items()]


def answers_of_classifier(case, images):
    """Return the probabilities that a classifier gives images, its head's weights as the probe sets them."""
    kernel, bias = head_weights(case)
    return softmax(pooled(case, images) @ kernel + bias)


def parameters_of_head(case):
    """Return how many numbers the head's kernel and bias hold together."""
    return (channels(case) + 1) * case["classes"]


def features(case, images, still=True):
    """Return what a backbone computes: `(batch, height, width, channels)`; with the statistics of these images if it is not still."""
    described = described_weights(case)
    values = draw_weights(case["seed"], [(name.partition("/")[2], shape) for name, shape in described])
    weights = dict(zip([name for name, _ in described], values, strict=True))
    outputs = images.astype(np.float64)
    for layer in case["layers"]:
        own = {name: weights.get(f"{layer['name']}/{name}") for name in ("kernel", *_NORMALIZATION)}
        if layer["kind"] == "normalization":
            mean, variance = own["moving_mean"], own["moving_variance"]
            if not still:
                mean, variance = outputs.mean(axis=(0, 1, 2)), outputs.var(axis=(0, 1, 2))
            outputs = (outputs - mean) * own["gamma"] / np.sqrt(variance + EPSILON) + own["beta"]
        elif layer["kind"] == "activation":
            outputs = np.where(outputs > 0, outputs, SLOPE * outputs)
        else:
            outputs = _convolve(outputs, own["kernel"], layer.get("strides", 1), layer["kind"] == "depthwise")
    return outputs


def _convolve(images, kernel, strides, depthwise):
    """Convolve with padding "same"."""
    size = kernel.shape[0]
    rows, columns = (-(-side // strides) for side in images.shape[1:3])
    padding = [(0, 0), *(_same(side, size, strides) for side in images.shape[1:3]), (0, 0)]
    padded, total = np.pad(images, padding), 0
    for row in range(size):
        for column in range(size):
            window = padded[:, row : row + strides * rows : strides, column : column + strides * columns : strides]
            window = window[:, :rows, :columns]
            total = total + (window * kernel[row, column, :, 0] if depthwise else window @ kernel[row, column])
    return total


def _same(side, size, strides):
    missing = max((-(-side // strides) - 1) * strides + size - side, 0)
    return missing // 2, missing - missing // 2


def softmax(logits):
    """Return each row's softmax."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
