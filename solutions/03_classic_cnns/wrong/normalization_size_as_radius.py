"""Fails: test_normalization_equals_the_paper, test_defaults_are_the_papers, test_drawn_normalization

The window is n channels wide on each side, as if n were TensorFlow's `depth_radius`. Tells: outputs in the middle
channels.
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
        radius, channels = self.size, inputs.shape[-1]
        squares = keras.ops.pad(keras.ops.square(inputs), [(0, 0), (0, 0), (0, 0), (radius, radius)])
        total = sum(squares[..., shift : shift + channels] for shift in range(2 * self.size + 1))
        return inputs / (self.k + self.alpha * total) ** self.beta

    def get_config(self):
        return super().get_config() | {"size": self.size, "k": self.k, "alpha": self.alpha, "beta": self.beta}
