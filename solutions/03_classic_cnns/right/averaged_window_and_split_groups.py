"""The window's sum is n times an average pooling over channels of padded squares; groups are convolutions of their own, on slices."""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class LocalResponseNormalization(keras.layers.Layer):
    def __init__(self, size=5, k=2.0, alpha=1e-4, beta=0.75, **kwargs):
        super().__init__(**kwargs)
        self.size, self.k, self.alpha, self.beta = size, k, alpha, beta

    def call(self, inputs):
        height, width, channels = inputs.shape[1:]
        half = self.size // 2
        rows = keras.ops.reshape(keras.ops.square(inputs), (-1, channels, 1))
        rows = keras.ops.pad(rows, ((0, 0), (half, half), (0, 0)))
        sums = self.size * keras.ops.average_pool(rows, self.size, strides=1)
        divisor = keras.ops.power(self.k + self.alpha * sums, self.beta)
        return inputs / keras.ops.reshape(divisor, (-1, height, width, channels))

    def get_config(self):
        return super().get_config() | {name: getattr(self, name) for name in ("size", "k", "alpha", "beta")}


def grouped(inputs, filters, size, strides, padding, groups):
    share = inputs.shape[-1] // groups
    halves = [
        keras.layers.Conv2D(filters // groups, size, strides, padding)(
            inputs[..., number * share : (number + 1) * share]
        )
        for number in range(groups)
    ]
    return keras.layers.ReLU()(halves[0] if groups == 1 else keras.layers.Concatenate()(halves))


def build_alexnet(input_shape=(227, 227, 3), num_classes=1000, convolutions=ALEXNET, units=(4096, 4096)):
    inputs = outputs = keras.Input(input_shape)
    for *convolution, normalized, pooled in convolutions:
        outputs = grouped(outputs, *convolution)
        outputs = LocalResponseNormalization()(outputs) if normalized else outputs
        outputs = keras.layers.MaxPooling2D(3, 2)(outputs) if pooled else outputs
    return keras.Model(inputs, dense_head(outputs, units, num_classes))
