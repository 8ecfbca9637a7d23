"""Fails: test_stages_ask_for_the_right_units, test_images_shrink_from_stage_to_stage, test_network_answers_with_probabilities, test_every_weight_of_the_network_learns, test_drawn_stages, test_drawn_network, test_saved_network_loads_again

The loop runs over four stages, whatever was asked for. ResNet-34 is right; with more stages the last are missing (B),
with fewer it is an error (E). Tells: networks of two and of five stages.
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

    for stage in range(4):
        blocks, filters = blocks_per_stage[stage], filters_per_stage[stage]
        for block in range(blocks):
            strides = 2 if stage > 0 and block == 0 else 1
            outputs = unit(filters, strides=strides)(outputs)

    outputs = keras.layers.GlobalAveragePooling2D()(outputs)
    outputs = keras.layers.Dense(num_classes, activation="softmax")(outputs)
    return keras.Model(inputs, outputs)
