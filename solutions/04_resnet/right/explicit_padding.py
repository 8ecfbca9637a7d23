"""Explicit zero padding with "valid" instead of "same", everywhere, and batch normalisation's epsilon at 1e-5.

At even sizes and strides 2 the values differ from those of "same", which pads only on the right and at the bottom there.
"""

import keras


def normalized_convolution(filters, kernel_size, strides=1):
    return keras.Sequential(
        [
            keras.layers.ZeroPadding2D((kernel_size - 1) // 2),
            keras.layers.Conv2D(filters, kernel_size, strides, padding="valid", use_bias=False),
            keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
        ]
    )


def build_resnet(
    input_shape,
    num_classes,
    blocks_per_stage=(3, 4, 6, 3),
    filters_per_stage=(64, 128, 256, 512),
    unit=ResidualUnit,
    stem="large",
):
    if len(blocks_per_stage) != len(filters_per_stage):
        raise ValueError(f"Give one filter count per stage. Received: {blocks_per_stage=}, {filters_per_stage=}")
    if stem not in ("large", "small"):
        raise ValueError(f"Choose the large or the small stem. Received: {stem=}")
    inputs = keras.Input(input_shape)
    large = stem == "large"
    tensor = normalized_convolution(filters_per_stage[0], 7 if large else 3, 2 if large else 1)(inputs)
    tensor = keras.layers.ReLU()(tensor)
    if large:
        tensor = keras.layers.ZeroPadding2D(1)(tensor)
        tensor = keras.layers.MaxPooling2D(3, 2)(tensor)
    for stage, filters in enumerate(filters_per_stage):
        tensor = unit(filters, strides=1 if stage == 0 else 2)(tensor)
        for _ in range(blocks_per_stage[stage] - 1):
            tensor = unit(filters)(tensor)
    tensor = keras.layers.GlobalAveragePooling2D()(tensor)
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(tensor))


# As far as this student has come.
def train(model, train_data, valid_data, epochs=10):
    raise NotImplementedError("This part is yours: write it in place of this line.")
