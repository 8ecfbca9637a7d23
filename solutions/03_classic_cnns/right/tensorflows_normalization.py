"""TensorFlow's own function, told the radius of the window, and k as its bias."""

import keras
import tensorflow as tf


@keras.saving.register_keras_serializable(package="deep_vision")
class LocalResponseNormalization(keras.layers.Layer):
    def __init__(self, size=5, k=2.0, alpha=1e-4, beta=0.75, **kwargs):
        super().__init__(**kwargs)
        self.options = {"size": size, "k": k, "alpha": alpha, "beta": beta}

    def call(self, inputs):
        size, k, alpha, beta = self.options.values()
        return tf.nn.local_response_normalization(inputs, size // 2, bias=k, alpha=alpha, beta=beta)

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self):
        return super().get_config() | self.options


def train(model, train_data, valid_data, epochs=5):
    callbacks = [
        keras.callbacks.ReduceLROnPlateau(patience=1, factor=0.5),
        keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True),
    ]
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(train_data, validation_data=valid_data, epochs=epochs, callbacks=callbacks, verbose=0)
