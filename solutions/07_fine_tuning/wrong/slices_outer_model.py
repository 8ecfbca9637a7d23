"""Fails: test_one_step_moves_the_top_layers, test_earlier_flags_do_not_matter, test_drawn_top_layers, test_drawn_calls; perhaps test_normalisations_stay_frozen, test_no_layers_and_all_layers

The classifier's layers are sliced instead of the backbone's: five in all, one of them the backbone (B). Tells: the backbone as a whole learns.
"""

import keras


def freeze(model):
    unfreeze_top(model, 0)


def unfreeze_top(model, num_layers):
    for layer in model.layers:
        layer.trainable = False
    for layer in model.layers[-num_layers:] if num_layers else [model.layers[-1]]:
        layer.trainable = True
