"""Fails: test_classifier_computes_what_it_should, test_dropout_drops_its_share, test_drawn_classifier; perhaps test_one_step_moves_the_head_alone

A softmax follows the softmax of the dense layer (A). Tells: no probability can be large.
"""

import keras


def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    for layer in backbone.layers:
        layer.trainable = False
    inputs = keras.Input(backbone.input_shape[1:])
    images = preprocess_input(inputs) if preprocess_input else inputs
    pooled = keras.layers.GlobalAveragePooling2D(name="pooled")(backbone(images))
    dropped = keras.layers.Dropout(dropout, name="dropped")(pooled)
    outputs = (
        lambda tensor: keras.layers.Softmax()(
            keras.layers.Dense(num_classes, activation="softmax", name="head")(tensor)
        )
    )(dropped)
    return keras.Model(inputs, outputs)
