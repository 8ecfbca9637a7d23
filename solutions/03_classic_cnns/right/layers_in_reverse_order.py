"""All layers are made last to first and then joined: Keras lists their weights in another order. A training loop by hand."""

import keras
import tensorflow as tf


def joined(inputs, layers):
    for layer in reversed(layers):
        inputs = layer(inputs)
    return inputs


def head(units, num_classes):
    layers = [keras.layers.Dense(num_classes, activation=keras.ops.softmax)]
    for width in reversed(list(units)):
        layers += [keras.layers.Dropout(0.5), keras.layers.Dense(width, activation=keras.ops.relu)]
    return [*layers, keras.layers.Flatten()]


def build_vgg(input_shape=(224, 224, 3), num_classes=1000, blocks=VGG16, units=(4096, 4096)):
    layers = head(units, num_classes)
    for number, filters in reversed(list(blocks)):
        layers.append(keras.layers.MaxPooling2D(2, 2))
        layers += [keras.layers.Conv2D(filters, (3, 3), padding="same", activation="relu") for _ in range(number)]
    inputs = keras.Input(input_shape)
    return keras.Model(inputs, joined(inputs, layers), name="vgg")


def inception_module(inputs, filters):
    convolutions = {
        index: keras.layers.Conv2D(filters[index], size, padding="same", activation="relu")
        for index, size in ((5, 1), (4, 5), (3, 1), (2, 3), (1, 1), (0, 1))
    }
    pooled = convolutions[5](keras.layers.MaxPool2D(3, strides=1, padding="same")(inputs))
    five, three = convolutions[4](convolutions[3](inputs)), convolutions[2](convolutions[1](inputs))
    return keras.ops.concatenate([convolutions[0](inputs), three, five, pooled], axis=3)


def train(model, train_data, valid_data, epochs=5):
    optimizer, loss = keras.optimizers.Adam(1.5e-3), keras.losses.SparseCategoricalCrossentropy()
    history = keras.callbacks.History()
    history.set_model(model)
    history.on_train_begin()

    @tf.function
    def step(images, labels):
        with tf.GradientTape() as tape:
            value = loss(labels, model(images, training=True))
        optimizer.apply(tape.gradient(value, model.trainable_variables), model.trainable_variables)
        return value

    optimizer.build(model.trainable_variables)
    for epoch in range(epochs):
        losses = [float(step(images, labels)) for images, labels in train_data]
        history.on_epoch_end(epoch, {"loss": sum(losses) / len(losses)})
    return history
