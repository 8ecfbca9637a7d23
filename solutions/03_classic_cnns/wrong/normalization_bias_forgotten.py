"""Fails: test_normalization_equals_the_paper, test_defaults_are_the_papers, test_drawn_normalization

TensorFlow's function is used, but its `bias`, which is k, keeps TensorFlow's default of 1. Tells: outputs for every
other k.
"""

import keras
import tensorflow as tf


@keras.saving.register_keras_serializable(package="deep_vision")
class LocalResponseNormalization(keras.layers.Layer):
    def __init__(self, size=5, k=2.0, alpha=1e-4, beta=0.75, **kwargs):
        super().__init__(**kwargs)
        self.size = size
        self.k = k
        self.alpha = alpha
        self.beta = beta

    def call(self, inputs):
        return tf.nn.local_response_normalization(inputs, self.size // 2, alpha=self.alpha, beta=self.beta)

    def get_config(self):
        return super().get_config() | {"size": self.size, "k": self.k, "alpha": self.alpha, "beta": self.beta}
