"""Fails: test_classifier_computes_what_it_should, test_drawn_classifier; perhaps test_dropout_drops_its_share

Sigmoid instead of softmax: each class is judged on its own (A). Tells: rows that do not sum to 1.
"""

import keras


def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    for layer in backbone.layers:
        layer.trainable = False
    inputs = keras.Input(backbone.input_shape[1:])
    images = preprocess_input(inputs) if preprocess_input else inputs
    pooled = keras.layers.GlobalAveragePooling2D(name="pooled")(backbone(images))
    dropped = keras.layers.Dropout(dropout, name="dropped")(pooled)
    outputs = keras.layers.Dense(num_classes, activation="sigmoid", name="head")(dropped)
    return keras.Model(inputs, outputs)
