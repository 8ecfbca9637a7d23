"""The blocks in NumPy: what the checks compare a student's blocks with.

Each block is a class: its sizes, then what students get wrong (the defaults are the paper's). It knows the shapes of its
kernels and the widths of its normalisations, and computes its output from them. A test of the kit shows that these outputs
are those of `keras.applications` for the same weights.
"""

import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from .in_numpy import ACTIVATIONS, convolution, depthwise, pointwise, pooled


@dataclass(frozen=True)
class SeparableLayers:
    """A depthwise and a pointwise convolution, nothing else."""

    channels: int
    filters: int
    kernel_size: int = 3
    strides: int = 1
    strides_on: str = "depthwise"

    def kernels(self):
        return {
            "depthwise": (self.kernel_size, self.kernel_size, self.channels, 1),
            "pointwise": (1, 1, self.channels, self.filters),
        }

    def norms(self):
        return {}

    def __call__(self, x, kernels, norms):
        if self.strides_on == "pointwise":
            return pointwise(
                depthwise(x, kernels["depthwise"])[:, :: self.strides, :: self.strides], kernels["pointwise"]
            )
        return pointwise(depthwise(x, kernels["depthwise"], self.strides), kernels["pointwise"])


@dataclass(frozen=True)
class InvertedResidual:
    """MobileNetV2's block: Sandler et al. 2018 (arXiv:1801.04381), section 3.3."""

    channels: int
    filters: int
    strides: int = 1
    expansion: int = 6
    kernel_size: int = 3
    activation: str = "relu6"
    projection_activation: str | None = None
    activated_sum: bool = False
    shortcut: str = "identity"
    narrow: str = "channels"
    expands: str = "where wider"
    strides_on: str = "depthwise"

    @property
    def wide(self):
        return self.expansion * (self.channels if self.narrow == "channels" else self.filters)

    def kernels(self):
        shapes = {
            "expand": (1, 1, self.channels, self.wide),
            "depthwise": (self.kernel_size, self.kernel_size, self.wide, 1),
            "project": (1, 1, self.wide, self.filters),
            "shortcut": (1, 1, self.channels, self.filters),
        }
        if self.wide == self.channels and self.expands == "where wider":
            del shapes["expand"]
        if self.shortcut != "projected" or (self.strides == 1 and self.channels == self.filters):
            del shapes["shortcut"]
        return shapes

    def norms(self):
        return {name: self.wide if name in ("expand", "depthwise") else self.filters for name in self.kernels()}

    def gate(self, x, kernels):
        return x

    def __call__(self, x, kernels, norms):
        activation, outputs = ACTIVATIONS[self.activation], x
        early = self.strides if "expand" in kernels and self.strides_on == "expand" else 1
        if "expand" in kernels:
            outputs = activation(norms["expand"](pointwise(x[:, ::early, ::early], kernels["expand"])))
        outputs = depthwise(outputs, kernels["depthwise"], self.strides // early)
        outputs = self.gate(activation(norms["depthwise"](outputs)), kernels)
        outputs = ACTIVATIONS[self.projection_activation](norms["project"](pointwise(outputs, kernels["project"])))
        outputs = outputs + self.carried(x, kernels, norms)
        return ACTIVATIONS[self.activation if self.activated_sum else None](outputs)

    def carried(self, x, kernels, norms):
        """Return what the shortcut adds."""
        if "shortcut" in kernels:
            return norms["shortcut"](pointwise(x[:, :: self.strides, :: self.strides], kernels["shortcut"]))
        if self.channels != self.filters or self.shortcut == "none":
            return 0
        if self.strides == 1:
            return x
        return x[:, :: self.strides, :: self.strides] if self.shortcut == "strided" else 0


@dataclass(frozen=True)
class SqueezeAndExcitation:
    """A gate for each channel: Hu et al. 2017 (arXiv:1709.01507), section 3. Biases are zero."""

    channels: int
    squeezed: int
    activation: str | None = "relu"
    gate: str | None = "sigmoid"
    statistic: str = "mean"
    combine: str = "multiply"

    def kernels(self):
        return {"squeeze": (1, 1, self.channels, self.squeezed), "excite": (1, 1, self.squeezed, self.channels)}

    def norms(self):
        return {}

    def __call__(self, x, kernels, norms=None):
        reduce = np.max if self.statistic == "max" else np.mean
        squeezed = ACTIVATIONS[self.activation](pointwise(reduce(x, axis=(1, 2), keepdims=True), kernels["squeeze"]))
        factors = ACTIVATIONS[self.gate](pointwise(squeezed, kernels["excite"]))
        return x * factors if self.combine == "multiply" else x + factors


@dataclass(frozen=True)
class MBConv(InvertedResidual):
    """EfficientNet's block: an inverted residual with swish, a gate, and kernels of any size."""

    activation: str = "swish"
    squeeze_ratio: float = 0.25
    squeeze_of: str = "inputs"
    squeeze_activation: str = "swish"
    gate_stands: str = "before projection"

    @property
    def squeezing(self):
        narrow = self.channels if self.squeeze_of == "inputs" else self.wide
        width = self.wide if self.gate_stands == "before projection" else self.filters
        return SqueezeAndExcitation(width, max(1, int(narrow * self.squeeze_ratio)), self.squeeze_activation)

    def kernels(self):
        return super().kernels() | self.squeezing.kernels()

    def norms(self):
        return {name: width for name, width in super().norms().items() if name not in self.squeezing.kernels()}

    def gate(self, x, kernels):
        return self.squeezing(x, kernels) if self.gate_stands == "before projection" else x

    def __call__(self, x, kernels, norms):
        if self.gate_stands == "before projection":
            return super().__call__(x, kernels, norms)
        carried = self.carried(x, kernels, norms)
        return self.squeezing(super().__call__(x, kernels, norms) - carried, kernels) + carried


@dataclass(frozen=True)
class DenseBlock:
    """DenseNet's block: Huang et al. 2016 (arXiv:1608.06993), section 3."""

    channels: int
    layers: int
    growth_rate: int
    squeezed: int = 4
    order: str = "inputs first"
    normalized: str = "before"
    reads: str = "everything"
    returns: str = "everything"
    combined: str = "concatenated"

    def widths(self):
        """Return how many channels enter each layer."""
        if self.combined == "added":
            return [self.channels] * self.layers
        if self.reads == "last":
            return [self.channels, *[self.growth_rate] * (self.layers - 1)]
        return [self.channels + number * self.growth_rate for number in range(self.layers)]

    def kernels(self):
        shapes, inner = {}, self.squeezed * self.growth_rate
        for number, width in enumerate(self.widths()):
            shapes |= {f"squeeze {number}": (1, 1, width, inner)} if inner else {}
            found = self.channels if self.combined == "added" else self.growth_rate
            shapes |= {f"grow {number}": (3, 3, inner or width, found)}
        return shapes

    def norms(self):
        axis = 2 if self.normalized == "before" else 3
        return {name: shape[axis] for name, shape in self.kernels().items()}

    def __call__(self, x, kernels, norms):
        outputs = last = x
        for number in range(self.layers):
            last = last if self.reads == "last" else outputs
            for name in (f"squeeze {number}", f"grow {number}"):
                last = self.step(last, kernels[name], norms[name]) if name in kernels else last
            outputs = self.together(outputs, last)
        return outputs if self.returns == "everything" else outputs[..., self.channels :]

    def together(self, outputs, found):
        if self.combined == "added":
            return outputs + found
        return np.concatenate([outputs, found] if self.order == "inputs first" else [found, outputs], axis=-1)

    def step(self, x, kernel, norm):
        if self.normalized == "before":
            return convolution(np.maximum(norm(x), 0), kernel)
        return np.maximum(norm(convolution(x, kernel)), 0)


@dataclass(frozen=True)
class Transition:
    """What stands between two dense blocks: Huang et al. 2016 (arXiv:1608.06993), section 3."""

    channels: int
    compression: float = 0.5
    rounding: str = "down"
    normalized: str = "before"
    pooling: str = "mean"

    def kernels(self):
        wanted = self.compression * self.channels
        return {"compress": (1, 1, self.channels, math.ceil(wanted) if self.rounding == "up" else int(wanted))}

    def norms(self):
        return {name: shape[2 if self.normalized == "before" else 3] for name, shape in self.kernels().items()}

    def __call__(self, x, kernels, norms):
        if self.normalized == "before":
            outputs = pointwise(np.maximum(norms["compress"](x), 0), kernels["compress"])
        else:
            outputs = np.maximum(norms["compress"](pointwise(x, kernels["compress"])), 0)
        pool = {
            "mean": pooled,
            "max": partial(pooled, reduce=np.max),
            "none": lambda x: x,
            "stride": lambda x: x[:, ::2, ::2],
        }
        return pool[self.pooling](outputs)


BLOCKS = {
    "separable_layers": SeparableLayers,
    "inverted_residual": InvertedResidual,
    "squeeze_and_excitation": SqueezeAndExcitation,
    "mbconv": MBConv,
    "dense_block": DenseBlock,
    "transition": Transition,
}
