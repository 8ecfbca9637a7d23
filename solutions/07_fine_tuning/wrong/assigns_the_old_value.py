"""Fails: test_earlier_flags_do_not_matter, test_drawn_calls

The backbone's flag is False all along, so setting it to False again freezes nothing that was unfrozen below it (B). Tells: freeze after unfreeze_top.
"""

import keras


def freeze(model):
    find_backbone(model).trainable = False


def unfreeze_top(model, num_layers):
    backbone = find_backbone(model)
    backbone.trainable = False
    for layer in backbone.layers[len(backbone.layers) - num_layers :]:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
