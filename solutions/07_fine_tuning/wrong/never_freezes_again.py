"""Fails: test_earlier_flags_do_not_matter, test_drawn_calls

unfreeze_top only adds to what learns already (B). Tells: a smaller number after a larger one.
"""

import keras


def freeze(model):
    for layer in find_backbone(model).layers:
        layer.trainable = False


def unfreeze_top(model, num_layers):
    layers = find_backbone(model).layers
    for layer in layers[len(layers) - num_layers :]:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
