"""Fails: test_saved_normalization_loads_again

`get_config` leaves k, alpha and beta out. Tells: the loaded layer computes something else.
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
        return inputs / (self.k + self.alpha * total) ** self.beta

    def get_config(self):
        return super().get_config() | {"size": self.size}
