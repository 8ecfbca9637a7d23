"""Fails: test_network_answers_with_probabilities, test_drawn_network

The stem's ReLU is bounded by 6, as mobile networks have it (B). Tells: bright images.
"""

import keras


def build_resnet(
    input_shape,
    num_classes,
    blocks_per_stage=(3, 4, 6, 3),
    filters_per_stage=(64, 128, 256, 512),
    unit=ResidualUnit,
    stem="large",
):
    if len(blocks_per_stage) != len(filters_per_stage):
        raise ValueError(f"Stages do not agree. Received: {blocks_per_stage=}, {filters_per_stage=}")
    if stem not in ("large", "small"):
        raise ValueError(f"No such stem. Received: {stem=}")
    inputs = keras.Input(input_shape)
    if stem == "large":
        outputs = normalized_convolution(filters_per_stage[0], 7, strides=2)(inputs)
        outputs = keras.layers.ReLU(6.0)(outputs)
        outputs = keras.layers.MaxPooling2D(3, strides=2, padding="same")(outputs)
    else:
        outputs = normalized_convolution(filters_per_stage[0], 3)(inputs)
        outputs = keras.layers.ReLU(6.0)(outputs)
    for stage, (blocks, filters) in enumerate(zip(blocks_per_stage, filters_per_stage)):
        for block in range(blocks):
            outputs = unit(filters, strides=2 if stage > 0 and block == 0 else 1)(outputs)
    outputs = keras.layers.GlobalAveragePooling2D()(outputs)
    outputs = keras.layers.Dense(num_classes, activation="softmax")(outputs)
    return keras.Model(inputs, outputs)
