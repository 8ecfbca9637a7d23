"""Fails: test_stages_ask_for_the_right_units, test_network_answers_with_probabilities, test_drawn_stages, test_drawn_network, test_images_shrink_from_stage_to_stage

A unit has strides 2 where its filters differ from the unit's before, as a well-known textbook has it. Right for
ResNet-34; with two stages of equal width the second does not shrink the image (W). Tells: the image size in each
stage, with two stages of equal width.
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
        raise ValueError(
            "blocks_per_stage and filters_per_stage must name the same number of stages. "
            f"Received: blocks_per_stage={blocks_per_stage}, filters_per_stage={filters_per_stage}"
        )
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

    previous_filters = filters_per_stage[0]
    for blocks, filters in zip(blocks_per_stage, filters_per_stage, strict=True):
        for _ in range(blocks):
            strides = 1 if filters == previous_filters else 2
            outputs = unit(filters, strides=strides)(outputs)
            previous_filters = filters

    outputs = keras.layers.GlobalAveragePooling2D()(outputs)
    outputs = keras.layers.Dense(num_classes, activation="softmax")(outputs)
    return keras.Model(inputs, outputs)
