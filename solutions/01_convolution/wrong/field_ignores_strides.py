"""Fails: test_receptive_field_grows_with_depth, test_drawn_fields

Kernels are summed up as if every layer saw the pixels of the image.
"""


def receptive_field(layers):
    field, step = 1, 1
    for layer in layers:
        field += step * layer.get("dilation", 1) * (layer["kernel_size"] - 1)
    return field
