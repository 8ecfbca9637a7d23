"""Fails: test_dropout_drops_its_share

The argument is taken for the share that is kept, as in TensorFlow 1 (B). Tells: the spread in training.
"""

import keras


def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    for layer in backbone.layers:
        layer.trainable = False
    inputs = keras.Input(backbone.input_shape[1:])
    images = preprocess_input(inputs) if preprocess_input else inputs
    pooled = keras.layers.GlobalAveragePooling2D(name="pooled")(backbone(images))
    dropped = keras.layers.Dropout(1 - dropout if dropout else 0.0, name="dropped")(pooled)
    outputs = keras.layers.Dense(num_classes, activation="softmax", name="head")(dropped)
    return keras.Model(inputs, outputs)
