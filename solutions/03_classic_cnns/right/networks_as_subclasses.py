"""All four networks as subclasses of Model that call one layer after the other, and the module as a layer."""

import keras


class Chain(keras.Model):
    def __init__(self, input_shape, steps, **kwargs):
        super().__init__(**kwargs)
        self.steps = steps
        self(keras.Input(input_shape))

    def call(self, inputs, training=None):
        for step in self.steps:
            inputs = step(inputs, training=training) if isinstance(step, keras.layers.Dropout) else step(inputs)
        return inputs


def head(units, num_classes, activation="relu", rate=0.5):
    steps = [keras.layers.Flatten()]
    for width in units:
        steps += [keras.layers.Dense(width, activation=activation), keras.layers.Dropout(rate)]
    return [*steps, keras.layers.Dense(num_classes, activation="softmax")]


def build_lenet5(input_shape=(32, 32, 1), num_classes=10, filters=(6, 16), units=(120, 84), activation="tanh"):
    steps = []
    for maps in filters:
        steps += [keras.layers.Conv2D(maps, 5, activation=activation), keras.layers.AveragePooling2D(2)]
    return Chain(input_shape, steps + head(units, num_classes, activation, rate=0))


def build_alexnet(input_shape=(227, 227, 3), num_classes=1000, convolutions=ALEXNET, units=(4096, 4096)):
    steps = []
    for filters, size, strides, padding, groups, normalized, pooled in convolutions:
        steps.append(keras.layers.Conv2D(filters, size, strides, padding, groups=groups, activation="relu"))
        steps += [LocalResponseNormalization()] * normalized + [keras.layers.MaxPool2D(3, 2)] * pooled
    return Chain(input_shape, steps + head(units, num_classes))


def build_vgg(input_shape=(224, 224, 3), num_classes=1000, blocks=VGG16, units=(4096, 4096)):
    steps = []
    for number, filters in blocks:
        steps += [keras.layers.Conv2D(filters, 3, padding="same", activation="relu") for _ in range(number)]
        steps.append(keras.layers.MaxPool2D())
    return Chain(input_shape, steps + head(units, num_classes))


class Inception(keras.layers.Layer):
    def __init__(self, filters, **kwargs):
        super().__init__(**kwargs)
        widths, sizes = list(filters), (1, 1, 3, 1, 5, 1)
        self.convolutions = [
            keras.layers.Conv2D(width, size, padding="same", activation="relu")
            for width, size in zip(widths, sizes, strict=True)
        ]
        self.pool = keras.layers.MaxPool2D(3, 1, padding="same")

    def call(self, inputs):
        one, three_reduce, three, five_reduce, five, projection = self.convolutions
        branches = [
            one(inputs),
            three(three_reduce(inputs)),
            five(five_reduce(inputs)),
            projection(self.pool(inputs)),
        ]
        return keras.ops.concatenate(branches, axis=-1)


def inception_module(inputs, filters):
    return Inception(filters)(inputs)
