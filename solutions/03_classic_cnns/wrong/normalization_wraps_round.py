"""Fails: test_normalization_equals_the_paper, test_defaults_are_the_papers, test_drawn_normalization

The first channel's window takes in the last channels. Tells: outputs at the first and last channels.
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
        radius, squares = self.size // 2, keras.ops.square(inputs)
        total = sum(keras.ops.roll(squares, shift, axis=-1) for shift in range(-radius, radius + 1))
        return inputs / (self.k + self.alpha * total) ** self.beta

    def get_config(self):
        return super().get_config() | {"size": self.size, "k": self.k, "alpha": self.alpha, "beta": self.beta}
