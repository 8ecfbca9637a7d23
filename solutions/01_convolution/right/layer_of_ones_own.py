"""Layers that are no `Conv2D`: a subclass with weights of its own, and a model around an initialised layer."""

import keras


class Convolution(keras.layers.Layer):
    def __init__(self, filters, size, padding):
        super().__init__()
        self.filters, self.size, self.padding = filters, size, padding

    def build(self, input_shape):
        self.w = self.add_weight(shape=(self.size, self.size, input_shape[-1], self.filters), name="w")
        self.b = self.add_weight(shape=(self.filters,), initializer="zeros", name="b")

    def call(self, inputs):
        return keras.ops.conv(inputs, self.w, padding=self.padding) + self.b


def new_layer(filters=32, kernel_size=7, padding="valid"):
    return Convolution(filters, kernel_size, padding)


def layer_with_weights(kernels, bias=None, strides=1, padding="valid", dilation=1):
    return keras.Sequential(
        [
            keras.Input((None, None, kernels.shape[2])),
            keras.layers.Conv2D(
                kernels.shape[-1],
                kernels.shape[:2],
                strides=strides,
                padding=padding,
                dilation_rate=dilation,
                use_bias=bias is not None,
                activation="linear",
                kernel_initializer=lambda shape, dtype=None: keras.ops.convert_to_tensor(kernels, dtype),
                bias_initializer=lambda shape, dtype=None: keras.ops.convert_to_tensor(bias, dtype),
            ),
        ]
    )
