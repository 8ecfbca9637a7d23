"""Neighbourhood as a matrix of ones near the diagonal: the window's sums are one product. Padding by hand, SGD with momentum."""

import keras
import numpy as np


@keras.saving.register_keras_serializable(package="deep_vision")
class LocalResponseNormalization(keras.layers.Layer):
    def __init__(self, size=5, k=2.0, alpha=1e-4, beta=0.75, **kwargs):
        super().__init__(**kwargs)
        self.size, self.k, self.alpha, self.beta = size, k, alpha, beta

    def build(self, input_shape):
        number = np.arange(input_shape[-1])
        near = np.abs(number[:, None] - number) <= self.size // 2
        self.near = near.astype("float32")

    def call(self, inputs):
        sums = keras.ops.matmul(keras.ops.square(inputs), self.near)
        return inputs * keras.ops.exp(-self.beta * keras.ops.log(self.k + self.alpha * sums))

    def get_config(self):
        options = {"size": self.size, "k": self.k, "alpha": self.alpha, "beta": self.beta}
        return {**super().get_config(), **options}


def rectified_convolution(inputs, filters, kernel_size, strides=1):
    padded = keras.layers.ZeroPadding2D(kernel_size // 2)(inputs) if kernel_size > 1 else inputs
    return keras.layers.ReLU()(keras.layers.Conv2D(filters, kernel_size, strides)(padded))


def train(model, train_data, valid_data, epochs=5):
    rate = keras.optimizers.schedules.CosineDecay(2e-2, decay_steps=epochs * int(train_data.cardinality()))
    optimizer = keras.optimizers.SGD(rate, momentum=0.9, nesterov=True, clipnorm=5.0)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=0)
