"""Networks trained on ImageNet: one that comes with this package, and those of `keras.applications`.

Keras is imported when a function needs it, not with this module.
"""

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from source_data._folder import DataUnavailable

if TYPE_CHECKING:
    import keras

_CLASS_NAMES_FILE = Path(__file__).with_name("imagenet_class_names.json")


class Family(NamedTuple):
    """Where `keras.applications` keeps a network's preprocessing, and the range that the network then works on."""

    module: str
    wants: str


# The only network whose weights are here already; it scales by itself.
EMBEDDED = "EfficientNetLite0"
APPLICATIONS = {
    "ResNet50": Family("resnet50", "BGR, ImageNet's mean colour subtracted"),
    "EfficientNetB0": Family("efficientnet", "0..255; it scales by itself"),
    "MobileNetV2": Family("mobilenet_v2", "-1..1"),
    "DenseNet121": Family("densenet", "each channel standardised by ImageNet's mean and deviation"),
}
BACKBONES = (EMBEDDED, *APPLICATIONS)


def load_backbone(
    name: str = EMBEDDED,
    input_shape: tuple[int, int, int] = (224, 224, 3),
    weights: str | None = "imagenet",
    include_top: bool = False,
    blocks: int | None = None,
) -> "keras.Model":
    """Return a network, by default without its classifier and with the weights that ImageNet taught it.

    Args:
        name: "EfficientNetLite0", whose weights come with this package, or "ResNet50", "EfficientNetB0", "MobileNetV2",
            "DenseNet121", whose weights Keras downloads once.
        input_shape: `(height, width, channel=3)`, height and width at least 32.
        weights: "imagenet", or None for random ones.
        include_top: whether global average pooling and the dense layer with softmax for ImageNet's 1000 classes are
            part of the network.
        blocks: how many of EfficientNetLite0's 16 blocks to keep, for small images and small budgets; None for all. Fewer
            than 16 go with `include_top=False`.

    Input shape: `(batch, height, width, channel=3)`, what `preprocessing(name)` makes of RGB images in 0..255
    Output shape: `(batch, ceil(height / 32), ceil(width / 32), channel)`, features (larger with fewer blocks); with
        `include_top` `(batch, class=1000)`, probabilities

    Returns:
        A functional `keras.Model`, not compiled; another one in each call.

    Raises:
        ValueError: a name, a shape, weights or a number of blocks that are not known.
        DataUnavailable: weights are damaged, or could not be downloaded; the sentence says what to do.

    Example:
        >>> load_backbone(input_shape=(96, 96, 3)).output_shape
        (None, 3, 3, 1280)
    """
    _require_known(name)
    _require_sound(name, input_shape, weights, include_top, blocks)
    if name != EMBEDDED:
        return _application(name, input_shape, weights, include_top)
    from source_data._efficientnet_lite0 import BLOCKS, build_network, set_imagenet_weights

    network = build_network(input_shape, include_top, blocks or BLOCKS)
    if weights == "imagenet":
        set_imagenet_weights(network)
    return network


def preprocessing(name: str = EMBEDDED) -> Callable[[Any], Any]:
    """Return the function that brings RGB images in 0..255 to the range that network `name` was trained on.

    Args:
        name: as in `load_backbone`.

    Returns:
        A function of images `(batch, height, width, channel=3)`, an array or a tensor. Where the network scales by itself it
        changes nothing. Those of Keras may change a NumPy array in place: hand them a copy, or a tensor.

    Raises:
        ValueError: the name is not known.
    """
    _require_known(name)
    if name == EMBEDDED:
        return _unchanged
    import keras

    return getattr(keras.applications, APPLICATIONS[name].module).preprocess_input


@functools.cache
def imagenet_class_names() -> tuple[str, ...]:
    """Return the 1000 class names of ImageNet (ILSVRC 2012), in the order of a network's outputs; no two are equal."""
    return tuple(json.loads(_CLASS_NAMES_FILE.read_text(encoding="utf-8")))


def _unchanged(images: Any) -> Any:
    return images


def _require_known(name: str) -> None:
    if name not in BACKBONES:
        raise ValueError(f"A backbone is one of {', '.join(BACKBONES)}. Received: name={name!r}. Pass one of these.")


def _require_sound(
    name: str, input_shape: tuple[int, int, int], weights: str | None, include_top: bool, blocks: int | None
) -> None:
    if len(input_shape) != 3 or input_shape[2] != 3 or min(input_shape[:2]) < 32:
        raise ValueError(
            "An input shape is (height, width, 3) with 32 pixels or more. "
            f"Received: input_shape={input_shape}. Pass for example (224, 224, 3)."
        )
    if weights not in ("imagenet", None):
        raise ValueError(f'Weights are "imagenet" or None. Received: weights={weights!r}. Pass one of these.')
    if blocks is not None and (name != EMBEDDED or not 1 <= blocks <= 16 or (include_top and blocks < 16)):
        raise ValueError(
            f"{EMBEDDED} without its top can be cut behind any of its 16 blocks. "
            f"Received: name={name!r}, include_top={include_top}, blocks={blocks}. Pass blocks=None or another network."
        )


def _application(name: str, input_shape: tuple[int, int, int], weights: str | None, include_top: bool) -> "keras.Model":
    import keras

    build = getattr(keras.applications, name)
    try:
        return build(include_top=include_top, weights=weights, input_shape=input_shape)
    # Keras raises a bare Exception for a failed download.
    except Exception as error:
        if weights is None or isinstance(error, (ValueError, TypeError)):
            raise
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise DataUnavailable(
            f"The ImageNet weights of {name} are downloaded once by Keras and kept in ~/.keras/models. Received: {reason}. "
            "Run this once with internet access, or copy that folder from a machine that has them; "
            f"{EMBEDDED} needs no download."
        ) from None
