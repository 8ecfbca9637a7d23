"""Costs are read off a Keras model; the receptive field is counted backwards from one number."""

import keras
import numpy as np


def layer_costs(input_shape, layers):
    costs, shape = [], (1, *input_shape)
    for described in layers:
        layer = keras.layers.Conv2D(
            described["filters"],
            described["kernel_size"],
            strides=described.get("strides", 1),
            padding=described.get("padding", "valid"),
            dilation_rate=described.get("dilation", 1),
            use_bias=described.get("use_bias", True),
        )
        layer.build(shape)
        shape = layer.compute_output_shape(shape)
        multiply_adds = np.prod(layer.kernel.shape) * shape[1] * shape[2]
        costs.append({"output_shape": list(shape[1:]), "parameters": layer.count_params(), "multiply_adds": multiply_adds})
    return costs


def activation_bytes(input_shape, layers, batch=1):
    held = np.array([np.prod(input_shape)] + [np.prod(cost["output_shape"]) for cost in layer_costs(input_shape, layers)])
    held = held * batch * np.dtype("float32").itemsize
    return {"training": held.sum(), "predicting": (held[1:] + held[:-1]).max(), "layers": len(layers)}


def receptive_field(layers):
    pixels = 1
    for layer in layers[::-1]:
        pixels = (pixels - 1) * layer.get("strides", 1) + layer.get("dilation", 1) * (layer["kernel_size"] - 1) + 1
    return pixels
