"""Fails: test_normalization_equals_the_paper, test_defaults_are_the_papers, test_drawn_normalization

The mean of the squares in the window instead of their sum: what an average pooling over channels gives. Tells:
outputs of strong responses.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class LocalResponseNormalization(keras.layers.Layer):
    def __init__(self, size=5, k=2.0, alpha=1e-4, beta=0.75, **kwargs):
        super().__init__(**kwargs)
        self.size = size
        self.k = k
        self.alpha = alpha
        self.beta = beta

    def call(self, inputs):
        radius, channels = self.size // 2, inputs.shape[-1]
        squares = keras.ops.pad(keras.ops.square(inputs), [(0, 0), (0, 0), (0, 0), (radius, radius)])
        total = sum(squares[..., shift : shift + channels] for shift in range(self.size))
        ones = keras.ops.pad(keras.ops.ones_like(inputs), [(0, 0), (0, 0), (0, 0), (radius, radius)])
        reached = sum(ones[..., shift : shift + channels] for shift in range(self.size))
        return inputs / (self.k + self.alpha * total / reached) ** self.beta

    def get_config(self):
        return super().get_config() | {"size": self.size, "k": self.k, "alpha": self.alpha, "beta": self.beta}
