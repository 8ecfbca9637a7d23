"""Depthwise convolutions as convolutions with one group for each channel, 1x1 convolutions as dense layers; the network is MobileNet's kind."""

import keras


def depthwise(x, size, strides):
    return keras.layers.Conv2D(x.shape[-1], size, strides, "same", groups=x.shape[-1], use_bias=False)(x)


def mixed(x, filters):
    return keras.layers.Dense(filters, use_bias=False)(x)


def separable_layers(inputs, filters, kernel_size=3, strides=1):
    return mixed(depthwise(inputs, kernel_size, strides), filters)


def inverted_residual(inputs, filters, strides=1, expansion=6):
    wide = normalized(mixed(inputs, expansion * inputs.shape[-1]), "relu6") if expansion != 1 else inputs
    outputs = normalized(mixed(normalized(depthwise(wide, 3, strides), "relu6"), filters))
    return outputs + inputs if outputs.shape == inputs.shape and strides == 1 else outputs


def mbconv(inputs, filters, kernel_size=3, strides=1, expansion=6, squeeze_ratio=0.25):
    wide = normalized(mixed(inputs, expansion * inputs.shape[-1]), "swish") if expansion != 1 else inputs
    outputs = normalized(depthwise(wide, kernel_size, strides), "swish")
    outputs = squeeze_and_excitation(outputs, int(inputs.shape[-1] * squeeze_ratio) or 1, keras.ops.silu)
    outputs = normalized(mixed(outputs, filters))
    return outputs + inputs if outputs.shape == inputs.shape and strides == 1 else outputs


def dense_block(inputs, layers, growth_rate):
    everything = [inputs]
    for _ in range(layers):
        x = everything[0] if len(everything) == 1 else keras.ops.concatenate(everything, axis=-1)
        x = mixed(normalized(x, "relu"), 4 * growth_rate)
        everything.append(keras.layers.Conv2D(growth_rate, 3, padding="same", use_bias=False)(normalized(x, "relu")))
    return keras.ops.concatenate(everything, axis=-1)


def build_network(input_shape, num_classes):
    layers = [keras.Input(input_shape), keras.layers.Conv2D(32, 3, 2, "same", use_bias=False)]
    for filters, strides in ((48, 1), (64, 2), (96, 1)):
        layers += [keras.layers.BatchNormalization(momentum=0.9), keras.layers.ReLU()]
        layers += [keras.layers.SeparableConv2D(filters, 3, strides, "same", use_bias=False)]
    layers += [keras.layers.BatchNormalization(momentum=0.9), keras.layers.ReLU()]
    layers += [keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(num_classes, activation="softmax")]
    return keras.Sequential(layers)
