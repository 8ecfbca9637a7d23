"""Fails: test_one_step_moves_the_top_layers, test_earlier_flags_do_not_matter, test_drawn_top_layers, test_drawn_calls

Only layers with weights are counted, so more learn than were asked for (B). Tells: which kernels move.
"""

import keras


def freeze(model):
    unfreeze_top(model, 0)


def unfreeze_top(model, num_layers):
    layers = [layer for layer in find_backbone(model).layers if layer.weights]
    for number, layer in enumerate(layers):
        is_normalization = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = number >= len(layers) - num_layers and not is_normalization
