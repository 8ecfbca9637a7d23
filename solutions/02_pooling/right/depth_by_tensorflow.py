"""TensorFlow's own pooling, over an axis of channels that was made height; the size is checked when the layer is called."""

import keras
import tensorflow as tf


@keras.saving.register_keras_serializable(package="deep_vision", name="Depth")
class DepthMaxPool(keras.layers.Layer):
    def __init__(self, pool_size=2, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.pool_size = pool_size
        self.inner = keras.layers.Lambda(self.pooled)

    def pooled(self, inputs):
        groups = tf.split(inputs, inputs.shape[-1] // self.pool_size, axis=-1)
        return tf.concat([tf.reduce_max(group, axis=-1, keepdims=True) for group in groups], axis=-1)

    def call(self, inputs):
        if inputs.shape[-1] / self.pool_size != inputs.shape[-1] // self.pool_size:
            raise ValueError(f"{inputs.shape[-1]} channels")
        return self.pooled(inputs)

    def get_config(self):
        return dict(pool_size=self.pool_size, **super().get_config())
