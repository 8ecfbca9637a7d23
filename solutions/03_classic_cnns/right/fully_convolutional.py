"""Dense layers as convolutions as large as the maps, and 1x1 convolutions behind them: the same sums in another shape."""

import keras


def dense_head(outputs, units, num_classes):
    for width in (*units, None):
        layer = keras.layers.Conv2D(width or num_classes, outputs.shape[1:3], activation="relu" if width else None)
        outputs = layer(outputs)
        if width:
            outputs = keras.layers.Dropout(0.5)(outputs)
    return keras.layers.Softmax()(keras.layers.Reshape((num_classes,))(outputs))


def build_lenet5(input_shape=(32, 32, 1), num_classes=10, filters=(6, 16), units=(120, 84), activation="tanh"):
    inputs = outputs = keras.Input(input_shape)
    for maps in filters:
        outputs = keras.layers.AveragePooling2D(2)(keras.layers.Conv2D(maps, 5, activation=activation)(outputs))
    for width in units:
        outputs = keras.layers.Conv2D(width, outputs.shape[1:3], activation=activation)(outputs)
    outputs = keras.layers.Conv2D(num_classes, outputs.shape[1:3], activation="softmax")(outputs)
    return keras.Model(inputs, keras.layers.Flatten()(outputs))


def train(model, train_data, valid_data, epochs=5):
    model.compile(keras.optimizers.Adam(1e-3), keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=0)
