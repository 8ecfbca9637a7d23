"""Fails: test_normalization_equals_the_paper, test_drawn_normalization

The paper's constants are written into `call`; what `__init__` is told is kept and never read. Tells: outputs with
other arguments.
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
        radius, channels = 5 // 2, inputs.shape[-1]
        squares = keras.ops.pad(keras.ops.square(inputs), [(0, 0), (0, 0), (0, 0), (radius, radius)])
        total = sum(squares[..., shift : shift + channels] for shift in range(5))
        return inputs / (2 + 1e-4 * total) ** 0.75

    def get_config(self):
        return super().get_config() | {"size": self.size, "k": self.k, "alpha": self.alpha, "beta": self.beta}
