"""Fails: test_earlier_flags_do_not_matter, test_drawn_calls

freeze sets the whole model's flag, head included (A); then nothing learns. Tells: the head stands still after freeze.
"""

import keras


def freeze(model):
    model.trainable = False


def unfreeze_top(model, num_layers):
    model.trainable = True
    layers = find_backbone(model).layers
    for number, layer in enumerate(layers):
        is_normalization = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = number >= len(layers) - num_layers and not is_normalization
