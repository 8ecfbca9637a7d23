"""Weights that judge and probe both know: drawn from a seed and a shape, so that no order or name of layers matters."""

import math

import numpy as np


def drawn_weight(seed, shape):
    """Return one weight's values as float32.

    A vector is zero: a bias that is missing or superfluous changes no output and is found by counting. All else is normal and scaled by its
    fan-in, equal for equal fan-in and fan-out. So a dense layer and the convolution that does its work, fan-in unrolled,
    get the same numbers.

    Args:
        seed: int >= 0.
        shape: of the weight, output channels last.
    """
    if len(shape) < 2:
        return np.zeros(shape, np.float32)
    fan_in, fan_out = math.prod(shape[:-1]), shape[-1]
    values = np.random.default_rng([seed, fan_in, fan_out]).normal(size=shape)
    return (values / np.sqrt(fan_in)).astype(np.float32)


def showing_weight(shape):
    """Return one weight's values such that a network shows which of its last dense layers' inputs were dropped.

    A square matrix passes on what it gets, every other kernel averages: on images of one colour all values before the first
    dropout are equal, and each output is left alone or silenced.
    """
    if len(shape) < 2:
        return np.zeros(shape, np.float32)
    fan_in, fan_out = math.prod(shape[:-1]), shape[-1]
    if fan_in == fan_out:
        return np.eye(fan_in, dtype=np.float32).reshape(shape)
    return np.full(shape, 1 / fan_in, np.float32)
