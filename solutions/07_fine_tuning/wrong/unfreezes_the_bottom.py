"""Fails: test_one_step_moves_the_top_layers, test_earlier_flags_do_not_matter, test_drawn_top_layers, test_drawn_calls

The first layers are unfrozen, those nearest to the image (B). Tells: which kernels move.
"""

import keras


def freeze(model):
    unfreeze_top(model, 0)


def unfreeze_top(model, num_layers):
    for number, layer in enumerate(find_backbone(model).layers):
        layer.trainable = number < num_layers and not isinstance(layer, keras.layers.BatchNormalization)
