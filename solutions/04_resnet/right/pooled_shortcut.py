"""A strided shortcut averages before it projects, so that it looks at every pixel and not at one in four (ResNet-D)."""

import keras


def shortcut_branch(input_channels, output_channels, strides):
    if strides == 1 and input_channels == output_channels:
        return keras.layers.Identity()
    if strides == 1:
        return normalized_convolution(output_channels, 1)
    return keras.Sequential(
        [
            keras.layers.AveragePooling2D(strides, padding="same"),
            normalized_convolution(output_channels, 1),
        ]
    )


# As far as this student has come.
def train(model, train_data, valid_data, epochs=10):
    raise NotImplementedError("This part is yours: write it in place of this line.")
