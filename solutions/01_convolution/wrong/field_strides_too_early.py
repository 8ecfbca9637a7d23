"""Fails: test_receptive_field_grows_with_depth, test_drawn_fields

A layer's own strides spread its own kernel.
"""


def receptive_field(layers):
    field, step = 1, 1
    for layer in layers:
        step *= layer.get("strides", 1)
        field += step * layer.get("dilation", 1) * (layer["kernel_size"] - 1)
    return field
