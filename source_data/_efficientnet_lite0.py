"""EfficientNet-Lite0 for Keras: the network, and its ImageNet weights, which lie beside this file.

The network is EfficientNet-B0 (Tan and Le 2019, arXiv:1905.11946, table 1) without squeeze-and-excitation and with
ReLU6 instead of swish, as published with TensorFlow's `efficientnet/lite`. The weights' source: README.md here.
"""

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from source_data._folder import DataUnavailable

if TYPE_CHECKING:
    import keras

WEIGHTS_FILE = Path(__file__).with_name("efficientnet_lite0_f16.npz")
WEIGHTS_SHA256 = "f06396f463c798531b84f26365dc70638f3d3e386bd82f9cf86fc346ce2d9b65"
CLASSES = 1000
_STEM_FILTERS, _TOP_FILTERS = 32, 1280


class Stage(NamedTuple):
    """Blocks of one width: the first may shrink the image, the others add their input to their output."""

    blocks: int
    kernel_size: int
    strides: int
    expansion: int
    filters: int


STAGES = (
    Stage(blocks=1, kernel_size=3, strides=1, expansion=1, filters=16),
    Stage(blocks=2, kernel_size=3, strides=2, expansion=6, filters=24),
    Stage(blocks=2, kernel_size=5, strides=2, expansion=6, filters=40),
    Stage(blocks=3, kernel_size=3, strides=2, expansion=6, filters=80),
    Stage(blocks=3, kernel_size=5, strides=1, expansion=6, filters=112),
    Stage(blocks=4, kernel_size=5, strides=2, expansion=6, filters=192),
    Stage(blocks=1, kernel_size=3, strides=1, expansion=6, filters=320),
)
BLOCKS = sum(stage.blocks for stage in STAGES)


def build_network(input_shape: tuple[int, int, int], include_top: bool, blocks: int = BLOCKS) -> "keras.Model":
    """Return the network with random weights.

    Args:
        input_shape: `(height, width, channel=3)`.
        include_top: whether pooling and the dense layer with softmax for ImageNet's classes are part of it.
        blocks: 1 .. `BLOCKS`; with fewer than all the network ends behind that block.
    """
    import keras
    from keras import layers

    inputs = keras.Input(input_shape, name="image")
    outputs = layers.Rescaling(1 / 128, offset=-127 / 128, name="rescale")(inputs)
    outputs = _normalized(layers.Conv2D(_STEM_FILTERS, 3, strides=2, **_SAME, name="stem_conv"), "stem")(outputs)
    outputs = layers.ReLU(6, name="stem_relu6")(outputs)
    planned = [(stage, stage.strides if block == 0 else 1) for stage in STAGES for block in range(stage.blocks)]
    for number, (stage, strides) in enumerate(planned[:blocks]):
        outputs = _inverted_residual(outputs, stage, strides, f"block{number:02d}")
    if blocks < BLOCKS:
        return keras.Model(inputs, outputs, name="efficientnet_lite0")
    outputs = _normalized(layers.Conv2D(_TOP_FILTERS, 1, **_SAME, name="head_conv"), "head")(outputs)
    outputs = layers.ReLU(6, name="head_relu6")(outputs)
    if include_top:
        outputs = layers.GlobalAveragePooling2D(name="pool")(outputs)
        outputs = layers.Dropout(0.2, name="dropout")(outputs)
        outputs = layers.Dense(CLASSES, activation="softmax", name="predictions")(outputs)
    return keras.Model(inputs, outputs, name="efficientnet_lite0")


def set_imagenet_weights(network: "keras.Model") -> None:
    """Set every weight to its value after training on ImageNet.

    Raises:
        DataUnavailable: the file is missing or damaged.
    """
    with np.load(io.BytesIO(_checked_weights(WEIGHTS_FILE)), allow_pickle=False) as values:
        for layer in network.layers:
            for weight in layer.weights:
                weight.assign(values[f"{layer.name}/{weight.name}"].astype(np.float32))


def _checked_weights(file: Path) -> bytes:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DataUnavailable(
            f"The weights of EfficientNet-Lite0 come with this package, as {file.name}. Received: {error}. "
            "Install the package again."
        ) from None
    found = hashlib.sha256(content).hexdigest()
    if found != WEIGHTS_SHA256:
        raise DataUnavailable(
            f"The weights of EfficientNet-Lite0 have the SHA-256 checksum {WEIGHTS_SHA256}. Received: {found} for {file}. "
            "The file is damaged: install the package again."
        )
    return content


_SAME: dict[str, Any] = {"padding": "same", "use_bias": False}


def _normalized(convolution: Any, name: str) -> Any:
    """Return a function that applies a convolution and its batch normalisation."""
    from keras import layers

    normalization = layers.BatchNormalization(epsilon=1e-3, momentum=0.99, name=f"{name}_bn")
    return lambda images: normalization(convolution(images))


def _inverted_residual(inputs: Any, stage: Stage, strides: int, name: str) -> Any:
    """Widen the channels, convolve each on its own, narrow them again, and add the input where shapes agree."""
    from keras import layers

    outputs, channels = inputs, inputs.shape[-1]
    if stage.expansion != 1:
        widen = layers.Conv2D(channels * stage.expansion, 1, **_SAME, name=f"{name}_expand_conv")
        outputs = _normalized(widen, f"{name}_expand")(outputs)
        outputs = layers.ReLU(6, name=f"{name}_expand_relu6")(outputs)
    depthwise = layers.DepthwiseConv2D(stage.kernel_size, strides=strides, **_SAME, name=f"{name}_dw_conv")
    outputs = _normalized(depthwise, f"{name}_dw")(outputs)
    outputs = layers.ReLU(6, name=f"{name}_dw_relu6")(outputs)
    outputs = _normalized(layers.Conv2D(stage.filters, 1, **_SAME, name=f"{name}_project_conv"), f"{name}_project")(
        outputs
    )
    if strides == 1 and channels == stage.filters:
        outputs = layers.Add(name=f"{name}_add")([outputs, inputs])
    return outputs
