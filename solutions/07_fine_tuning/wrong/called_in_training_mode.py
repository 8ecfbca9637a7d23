"""Fails: test_classifier_computes_what_it_should, test_only_the_head_is_trainable, test_dropout_drops_its_share, test_one_step_moves_the_head_alone, test_drawn_classifier

Normalisations are left alone and the backbone is called with `training=True`: it computes with the statistics of each batch, at inference too (B). Tells: answers at inference.
"""

import keras


def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    for layer in backbone.layers:
        layer.trainable = isinstance(layer, keras.layers.BatchNormalization)
    inputs = keras.Input(backbone.input_shape[1:])
    images = preprocess_input(inputs) if preprocess_input else inputs
    pooled = keras.layers.GlobalAveragePooling2D(name="pooled")(backbone(images, training=True))
    dropped = keras.layers.Dropout(dropout, name="dropped")(pooled)
    outputs = keras.layers.Dense(num_classes, activation="softmax", name="head")(dropped)
    return keras.Model(inputs, outputs)
