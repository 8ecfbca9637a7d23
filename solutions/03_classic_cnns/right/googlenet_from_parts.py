"""GoogLeNet as a model of models: stem, stages and head are made on their own; averages by `mean`, softmax apart."""

import keras


class GoogLeNet(keras.Model):
    def __init__(self, input_shape, num_classes, stages, stem, module):
        inputs = keras.Input(input_shape)
        outputs = stem_of(input_shape, stem)(inputs)
        for modules in stages[:-1]:
            outputs = keras.layers.MaxPooling2D(3, 2, padding="same")(stage(outputs, modules, module))
        outputs = stage(outputs, stages[-1], module)
        averages = keras.layers.Dropout(0.4)(keras.ops.mean(outputs, axis=(1, 2)))
        super().__init__(inputs, keras.layers.Softmax()(keras.layers.Dense(num_classes)(averages)))


def stage(outputs, modules, module):
    for row in modules:
        outputs = module(outputs, row)
    return outputs


def stem_of(input_shape, filters):
    pooling = {"pool_size": 3, "strides": 2, "padding": "same"}
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.ZeroPadding2D(3),
            keras.layers.Conv2D(filters[0], 7, strides=2, activation="relu"),
            keras.layers.MaxPooling2D(**pooling),
            LocalResponseNormalization(),
            keras.layers.Conv2D(filters[1], 1, activation="relu"),
            keras.layers.Conv2D(filters[2], 3, padding="same", activation="relu"),
            LocalResponseNormalization(),
            keras.layers.MaxPooling2D(**pooling),
        ]
    )


def build_googlenet(
    input_shape=(224, 224, 3), num_classes=1000, stages=GOOGLENET, stem=(64, 64, 192), module=inception_module
):
    return GoogLeNet(input_shape, num_classes, stages, stem, module)


def train(model, train_data, valid_data, epochs=5):
    flip = keras.layers.RandomFlip("horizontal")
    flipped = train_data.map(lambda images, labels: (flip(images, training=True), labels))
    rate = keras.optimizers.schedules.CosineDecay(2e-3, epochs * int(train_data.cardinality()))
    model.compile(keras.optimizers.AdamW(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(flipped, validation_data=valid_data, epochs=epochs, verbose=0)
