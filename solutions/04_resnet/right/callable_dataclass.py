"""A unit is a plain dataclass with `__call__`, no layer; all its layers are made at once, the projection even if it is never called."""

import dataclasses

import keras


@dataclasses.dataclass
class ResidualUnit:
    filters: int
    strides: int = 1
    activation: object = "relu"
    name: str | None = None

    def __post_init__(self):
        self.first = keras.layers.Conv2D(self.filters, 3, (self.strides, self.strides), "same", use_bias=False)
        self.second = keras.layers.Conv2D(self.filters, 3, padding="same", use_bias=False)
        self.projection = keras.layers.Conv2D(self.filters, 1, self.strides, use_bias=False)
        self.norms = [keras.layers.BatchNormalization(momentum=0.9) for _ in range(3)]

    def __call__(self, tensor):
        activate = keras.activations.get(self.activation)
        residual = activate(self.norms[0](self.first(tensor)))
        residual = self.norms[1](self.second(residual))
        if self.strides != 1 or tensor.shape[-1] != self.filters:
            tensor = self.norms[2](self.projection(tensor))
        return activate(keras.layers.add([tensor, residual]))


# As far as this student has come.
def train(model, train_data, valid_data, epochs=10):
    raise NotImplementedError("This part is yours: write it in place of this line.")
