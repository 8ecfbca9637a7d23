"""Fails: test_defaults_are_the_papers

The defaults are TensorFlow's: k = 1, alpha = 1 and beta = 0.5. Tells: outputs of a layer without arguments.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class LocalResponseNormalization(keras.layers.Layer):
    def __init__(self, size=5, k=1.0, alpha=1.0, beta=0.5, **kwargs):
        super().__init__(**kwargs)
        self.size = size
        self.k = k
        self.alpha = alpha
        self.beta = beta

    def call(self, inputs):
        radius, channels = self.size // 2, inputs.shape[-1]
        squares = keras.ops.pad(keras.ops.square(inputs), [(0, 0), (0, 0), (0, 0), (radius, radius)])
        total = sum(squares[..., shift : shift + channels] for shift in range(self.size))
        return inputs / (self.k + self.alpha * total) ** self.beta

    def get_config(self):
        return super().get_config() | {"size": self.size, "k": self.k, "alpha": self.alpha, "beta": self.beta}
