"""Fails: test_training_moves_every_weight; perhaps test_training_reaches_the_accuracy

The network is a subclass whose `call` has no argument `training`. `fit` then cannot say that it trains, and every batch
normalisation inside keeps to its untouched averages (B): a unit may leave `training` out, since the call around it hands it
on, but the outermost call is where it begins. Tells: moving averages after training.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class ResNet(keras.Model):
    def __init__(self, layers, **kwargs):
        super().__init__(**kwargs)
        self.blocks = layers

    def call(self, images):
        for layer in self.blocks:
            images = layer(images)
        return images

    def get_config(self):
        return super().get_config() | {"layers": [keras.saving.serialize_keras_object(layer) for layer in self.blocks]}

    @classmethod
    def from_config(cls, config):
        layers = [keras.saving.deserialize_keras_object(layer) for layer in config.pop("layers")]
        return cls(layers, **config)


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
        layers = [normalized_convolution(filters_per_stage[0], 7, 2), keras.layers.ReLU()]
        layers.append(keras.layers.MaxPooling2D(3, 2, padding="same"))
    elif stem == "small":
        layers = [normalized_convolution(filters_per_stage[0], 3), keras.layers.ReLU()]
    else:
        raise ValueError(f"No such stem. Received: {stem=}")
    for stage, (blocks, filters) in enumerate(zip(blocks_per_stage, filters_per_stage)):
        layers += [unit(filters, strides=2 if stage and not block else 1) for block in range(blocks)]
    layers.append(keras.layers.GlobalAveragePooling2D())
    layers.append(keras.layers.Dense(num_classes, activation="softmax"))
    model = ResNet(layers)
    model(keras.Input(input_shape))
    return model
