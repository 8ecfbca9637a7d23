"""Fails: test_saved_network_loads_again

The network is a subclass whose `__init__` takes layers and which has no `get_config`: it computes and trains, and is saved, but
does not load again (E, late). Tells: saving and loading.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class ResNet(keras.Model):
    def __init__(self, steps):
        super().__init__()
        self.steps = steps

    def call(self, images, training=None):
        for step in self.steps:
            images = step(images)
        return images


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
    if stem == "large":
        steps = [normalized_convolution(filters_per_stage[0], 7, 2), keras.layers.ReLU()]
        steps.append(keras.layers.MaxPooling2D(3, 2, padding="same"))
    elif stem == "small":
        steps = [normalized_convolution(filters_per_stage[0], 3), keras.layers.ReLU()]
    else:
        raise ValueError(f"No such stem. Received: {stem=}")
    for stage, (blocks, filters) in enumerate(zip(blocks_per_stage, filters_per_stage)):
        steps += [unit(filters, strides=2 if stage and not block else 1) for block in range(blocks)]
    steps.append(keras.layers.GlobalAveragePooling2D())
    steps.append(keras.layers.Dense(num_classes, activation="softmax"))
    model = ResNet(steps)
    model(keras.Input(input_shape))
    return model
