"""Fails: test_dropout_drops_its_share

The rate is a constant; the argument is ignored (B). Tells: no spread where 0.6 is asked for.
"""

import keras


def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    for layer in backbone.layers:
        layer.trainable = False
    inputs = keras.Input(backbone.input_shape[1:])
    images = preprocess_input(inputs) if preprocess_input else inputs
    pooled = keras.layers.GlobalAveragePooling2D(name="pooled")(backbone(images))
    dropped = keras.layers.Dropout(0.2, name="dropped")(pooled)
    outputs = keras.layers.Dense(num_classes, activation="softmax", name="head")(dropped)
    return keras.Model(inputs, outputs)
