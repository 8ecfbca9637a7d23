"""Fails: test_earlier_flags_do_not_matter, test_no_layers_and_all_layers, test_drawn_calls

`layers[-0:]` is the whole list (B). Tells: unfreeze_top(model, 0), and a freeze that is made of it.
"""

import keras


def freeze(model):
    unfreeze_top(model, 0)


def unfreeze_top(model, num_layers):
    layers = find_backbone(model).layers
    for layer in layers:
        layer.trainable = False
    for layer in layers[-num_layers:]:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
