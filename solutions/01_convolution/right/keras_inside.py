"""Keras convolves for the student, who returns its tensor; brightness and edges are made of tensors, too."""

import keras
import numpy as np


def conv2d(images, kernels, bias=None, strides=1, padding="valid", dilation=1):
    if padding not in ("valid", "same"):
        raise ValueError(padding)
    maps = keras.ops.conv(
        keras.ops.cast(images, "float32"), keras.ops.cast(kernels, "float32"), strides, padding, dilation_rate=dilation
    )
    return maps if bias is None else keras.ops.add(maps, bias)


def prepare_photos(photos, height=70, width=120):
    cropped = keras.layers.CenterCrop(height, width)(photos)
    return np.asarray(keras.layers.Rescaling(1 / 255)(cropped))


def feature_map(images, kernel):
    return keras.ops.squeeze(conv2d(keras.ops.mean(images, axis=-1, keepdims=True), kernel[:, :, None, None], padding="same"), -1)


def edge_strength(images):
    across, down = (feature_map(images, hand_made_kernels()[name]) for name in ("sobel_x", "sobel_y"))
    return keras.ops.sqrt(across**2 + down**2)
