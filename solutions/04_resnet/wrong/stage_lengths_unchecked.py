"""Fails: test_contradictions_are_refused

Nothing checks that both lists name the same number of stages; `zip` stops at the shorter. A typing mistake yields a
smaller network without a word (B). Tells: lists of different lengths raise no ValueError.
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
    if stem not in ("large", "small"):
        raise ValueError(f'stem must be "large" or "small". Received: stem={stem!r}')

    inputs = keras.Input(input_shape)
    if stem == "large":
        outputs = normalized_convolution(filters_per_stage[0], 7, strides=2)(inputs)
        outputs = keras.layers.ReLU()(outputs)
        outputs = keras.layers.MaxPooling2D(3, strides=2, padding="same")(outputs)
    else:
        outputs = normalized_convolution(filters_per_stage[0], 3)(inputs)
        outputs = keras.layers.ReLU()(outputs)

    for stage, (blocks, filters) in enumerate(zip(blocks_per_stage, filters_per_stage)):
        for block in range(blocks):
            strides = 2 if stage > 0 and block == 0 else 1
            outputs = unit(filters, strides=strides)(outputs)

    outputs = keras.layers.GlobalAveragePooling2D()(outputs)
    outputs = keras.layers.Dense(num_classes, activation="softmax")(outputs)
    return keras.Model(inputs, outputs)
