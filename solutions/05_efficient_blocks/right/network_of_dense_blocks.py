"""A small DenseNet on the budget, trained with stochastic gradient descent."""

import keras


def build_network(input_shape, num_classes):
    inputs = keras.Input(input_shape)
    outputs = keras.layers.Conv2D(16, 3, strides=2, padding="same", use_bias=False)(inputs)
    outputs = transition(dense_block(outputs, 2, 6), 0.75)
    outputs = dense_block(outputs, 4, 8)
    outputs = keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=0.9)(outputs))
    outputs = keras.layers.GlobalAveragePooling2D()(outputs)
    outputs = keras.layers.Dense(num_classes)(outputs)
    return keras.Model(inputs, keras.layers.Softmax()(outputs))


def train(model, train_data, valid_data, epochs):
    steps = int(train_data.cardinality()) * epochs
    rate = keras.optimizers.schedules.CosineDecay(0.01, steps - 30, warmup_target=0.1, warmup_steps=30)
    model.compile(keras.optimizers.SGD(rate, momentum=0.9, nesterov=True), "sparse_categorical_crossentropy")
    return model.fit(train_data, epochs=epochs, verbose=0)
