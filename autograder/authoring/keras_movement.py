"""What training moves: weights compared before and after, and noted each time that images pass. For probes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np
import tensorflow as tf


def values(weights: Iterable[keras.Variable]) -> list[np.ndarray]:
    """Return copies of the weights' values."""
    return [np.array(weight) for weight in weights]


def moved(names: Iterable[str], before: Sequence[np.ndarray], after: Sequence[np.ndarray]) -> list[str]:
    """Return the names of those weights whose values differ at all."""
    return [name for name, old, new in zip(names, before, after, strict=True) if not np.array_equal(old, new)]


def movement_of_each(before: Sequence[np.ndarray], after: Sequence[np.ndarray]) -> list[float]:
    """Return for each weight the largest movement of any number in it."""
    return [float(np.max(np.abs(new - old))) for old, new in zip(before, after, strict=True)]


def farthest(before: Sequence[np.ndarray], after: Sequence[np.ndarray]) -> float:
    """Return the largest movement of any single number; 0 where there is none."""
    return max(movement_of_each(before, after), default=0.0)


@dataclass(frozen=True)
class Passage:
    """A batch that passed a network: the brightness of each image, the mode, and the weights at that moment."""

    brightness: np.ndarray
    training: bool
    weights: Mapping[str, list[np.ndarray]]


@dataclass
class Notes:
    """What a `NotingLayer` writes down, and the groups of weights that it looks at."""

    followed: dict[str, list[keras.Variable]] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)

    def weights(self) -> dict[str, list[np.ndarray]]:
        """Return copies of the followed weights' values now, group by group."""
        return {group: values(weights) for group, weights in self.followed.items()}


class NotingLayer(keras.layers.Layer):
    """A layer that lets images through and notes each batch as a `Passage`, in `fit`, `predict` and plain calls alike.

    What is moved by a step was moved between two passages: a dataset could only tell when its images were fetched.
    """

    # XLA cannot run the Python code that takes the notes.
    supports_jit = False

    def __init__(self, notes: Notes, **options: Any) -> None:
        super().__init__(**options)
        # A plain object: Keras would take a list of weights for this layer's own.
        self._notes = notes

    def call(self, images: tf.Tensor, training: bool = False) -> tf.Tensor:
        def note(brightness: np.ndarray) -> np.float32:
            self._notes.passages.append(Passage(np.array(brightness), bool(training), self._notes.weights()))
            return np.float32(0)

        noted = tf.numpy_function(note, [tf.reduce_mean(images, axis=(1, 2, 3))], tf.float32)
        with tf.control_dependencies([noted]):
            return tf.identity(images)

    def compute_output_shape(self, input_shape: Sequence[int | None]) -> Sequence[int | None]:
        return input_shape


def movements(passages: Sequence[Passage], after: Mapping[str, list[np.ndarray]], group: str) -> list[float]:
    """Return how far a group of weights moved behind each passage, before the next; `after` are the last values."""
    states = [passage.weights[group] for passage in passages] + [after[group]]
    return [farthest(old, new) for old, new in zip(states, states[1:], strict=False)]
