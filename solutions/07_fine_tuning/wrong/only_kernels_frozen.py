"""Fails: test_only_the_head_is_trainable, test_dropout_drops_its_share, test_one_step_moves_the_head_alone

Only what is no batch normalisation is frozen, the reverse of what is meant (B). Tells: gamma, beta and averages move.
"""

import keras


def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    for layer in backbone.layers:
        layer.trainable = isinstance(layer, keras.layers.BatchNormalization)
    inputs = keras.Input(backbone.input_shape[1:])
    images = preprocess_input(inputs) if preprocess_input else inputs
    pooled = keras.layers.GlobalAveragePooling2D(name="pooled")(backbone(images))
    dropped = keras.layers.Dropout(dropout, name="dropped")(pooled)
    outputs = keras.layers.Dense(num_classes, activation="softmax", name="head")(dropped)
    return keras.Model(inputs, outputs)
