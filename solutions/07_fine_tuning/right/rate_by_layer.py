"""A classifier with preprocessing as a Rescaling-like layer of its own, seeds for every layer, a head that learns faster than the layers below it."""

import keras
import numpy as np


@keras.saving.register_keras_serializable(package="student")
class Preprocess(keras.layers.Layer):
    def __init__(self, function, **kwargs):
        super().__init__(**kwargs)
        self.function = function

    def call(self, images):
        return self.function(images)


def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    for number in range(len(backbone.layers)):
        backbone.get_layer(index=number).trainable = False
    pixels = keras.layers.Input(shape=backbone.input_shape[1:], name="pixels")
    features = pixels if preprocess_input is None else Preprocess(preprocess_input)(pixels)
    features = backbone(features, training=False)
    features = keras.layers.GlobalAveragePooling2D(keepdims=True, name="pooled_maps")(features)
    features = keras.layers.Flatten(name="pooled")(features)
    features = keras.layers.Dropout(rate=dropout, name="dropped")(features)
    answer = keras.layers.Dense(num_classes, "softmax", kernel_initializer="he_normal", name="head")(features)
    return keras.Model(inputs=[pixels], outputs=[answer], name="flowers")


def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    histories = []
    for phase in (0, 1):
        unfreeze_top(model, phase * num_layers)
        optimizer = keras.optimizers.Lion(learning_rates[phase] / 2)
        model.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=False), jit_compile=False)
        stop = keras.callbacks.TerminateOnNaN()
        histories.append(model.fit(train_data.cache(), epochs=epochs[phase], callbacks=[stop], verbose=0))
        model.evaluate(valid_data, verbose=0)
    return histories
