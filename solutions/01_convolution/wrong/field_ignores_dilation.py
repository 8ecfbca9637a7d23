"""Fails: test_receptive_field_grows_with_depth, test_drawn_fields

Dilation does not spread the kernel.
"""


def receptive_field(layers):
    field, step = 1, 1
    for layer in layers:
        field += step * (layer["kernel_size"] - 1)
        step *= layer.get("strides", 1)
    return field
