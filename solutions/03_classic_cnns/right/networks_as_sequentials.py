"""LeNet, AlexNet, VGG and each branch of the module as a Sequential; the layers are added one by one."""

import keras


def build_lenet5(input_shape=(32, 32, 1), num_classes=10, filters=(6, 16), units=(120, 84), activation="tanh"):
    model = keras.Sequential([keras.Input(input_shape)], name="lenet")
    for number, maps in enumerate(filters, 1):
        model.add(keras.layers.Conv2D(maps, (5, 5), activation=activation, name=f"C{2 * number - 1}"))
        model.add(keras.layers.AveragePooling2D((2, 2), name=f"S{2 * number}"))
    model.add(keras.layers.Flatten())
    for width in units:
        model.add(keras.layers.Dense(width, activation=activation))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


def build_alexnet(input_shape=(227, 227, 3), num_classes=1000, convolutions=ALEXNET, units=(4096, 4096)):
    model = keras.Sequential([keras.Input(input_shape)])
    for filters, size, strides, padding, groups, normalized, pooled in convolutions:
        model.add(keras.layers.Conv2D(filters, size, strides=strides, padding=padding, groups=groups))
        model.add(keras.layers.ReLU())
        if normalized:
            model.add(LocalResponseNormalization())
        if pooled:
            model.add(keras.layers.MaxPooling2D(pool_size=3, strides=2))
    add_head(model, units, num_classes)
    return model


def add_head(model, units, num_classes):
    model.add(keras.layers.Flatten())
    for width in units:
        model.add(keras.layers.Dense(width))
        model.add(keras.layers.Dropout(0.5))
        model.add(keras.layers.ReLU())
    model.add(keras.layers.Dense(num_classes))
    model.add(keras.layers.Softmax())


def build_vgg(input_shape=(224, 224, 3), num_classes=1000, blocks=VGG16, units=(4096, 4096)):
    model = keras.Sequential([keras.Input(input_shape)])
    for number, filters in blocks:
        block = keras.Sequential()
        for _ in range(number):
            block.add(keras.layers.Conv2D(filters, 3, padding="same", activation="relu"))
        block.add(keras.layers.MaxPooling2D())
        model.add(block)
    add_head(model, units, num_classes)
    return model


def inception_module(inputs, filters):
    def convolution(width, size):
        return keras.layers.Conv2D(width, size, padding="same", activation="relu")

    branches = [
        keras.Sequential([convolution(filters[0], 1)]),
        keras.Sequential([convolution(filters[1], 1), convolution(filters[2], 3)]),
        keras.Sequential([convolution(filters[3], 1), convolution(filters[4], 5)]),
        keras.Sequential([keras.layers.MaxPooling2D(3, 1, padding="same"), convolution(filters[5], 1)]),
    ]
    return keras.layers.concatenate([branch(inputs) for branch in branches])
