"""Fails: test_one_step_moves_the_top_layers, test_earlier_flags_do_not_matter, test_drawn_top_layers, test_drawn_calls

The three layers of the head are added to the number, so three more of the backbone learn (B). Tells: which kernels move.
"""

import keras


def freeze(model):
    unfreeze_top(model, 0)


def unfreeze_top(model, num_layers):
    layers = find_backbone(model).layers
    for number, layer in enumerate(layers):
        is_normalization = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = num_layers > 0 and number >= len(layers) - num_layers - 3 and not is_normalization
