"""Fails: test_receptive_field_grows_with_depth, test_drawn_fields

Each layer adds its whole kernel, not the kernel minus one.
"""


def receptive_field(layers):
    field, step = 1, 1
    for layer in layers:
        field += step * layer.get("dilation", 1) * layer["kernel_size"]
        step *= layer.get("strides", 1)
    return field
