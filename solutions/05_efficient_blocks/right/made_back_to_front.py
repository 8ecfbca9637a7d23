"""A dense block is one layer that keeps its normalisations from the last to the first, its 1x1 convolutions as dense layers, its 3x3 ones in order."""

import keras


class Dense(keras.layers.Layer):
    def __init__(self, layers, growth_rate):
        super().__init__()
        self.norms = [keras.layers.BatchNormalization(momentum=0.9) for _ in range(2 * layers)]
        self.grow = [keras.layers.Conv2D(growth_rate, 3, padding="same", use_bias=False) for _ in range(layers)]
        self.squeeze = [keras.layers.Dense(4 * growth_rate, use_bias=False) for _ in range(layers)]

    def call(self, images):
        outputs, norms = images, iter(reversed(self.norms))
        for squeeze, grow in zip(self.squeeze, self.grow):
            found = squeeze(keras.ops.relu(next(norms)(outputs)))
            found = grow(keras.ops.relu(next(norms)(found)))
            outputs = keras.ops.concatenate([outputs, found], axis=-1)
        return outputs


def dense_block(inputs, layers, growth_rate):
    return Dense(layers, growth_rate)(inputs)
