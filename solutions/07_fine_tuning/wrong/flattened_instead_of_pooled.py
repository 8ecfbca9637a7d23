"""Fails: test_classifier_computes_what_it_should, test_only_the_head_is_trainable, test_drawn_classifier; perhaps test_dropout_drops_its_share

Flatten instead of global average pooling (B): many more parameters, and one image size only. Tells: shape of the kernel.
"""

import keras


def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    for layer in backbone.layers:
        layer.trainable = False
    inputs = keras.Input(backbone.input_shape[1:])
    images = preprocess_input(inputs) if preprocess_input else inputs
    pooled = keras.layers.Flatten(name="pooled")(backbone(images))
    dropped = keras.layers.Dropout(dropout, name="dropped")(pooled)
    outputs = keras.layers.Dense(num_classes, activation="softmax", name="head")(dropped)
    return keras.Model(inputs, outputs)
