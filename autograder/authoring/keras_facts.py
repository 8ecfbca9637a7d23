"""Facts of Keras models and layers, for probes. The one place that reads Keras attributes, and public ones only."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from autograder.authoring.weights import draw_weights


def built(layer: Callable[..., Any], input_shape: Sequence[int]) -> keras.layers.Layer:
    """Return whatever turns a tensor into a tensor as a layer that has all its weights.

    A Keras layer is called once and returned itself, which is three times as fast as a model around it. A plain function may create layers when it is called, so
    it is called once only, within a model.

    Args:
        input_shape: `(height, width, channels)`.
    """
    if not isinstance(layer, keras.layers.Layer):
        return model_of(layer, input_shape)
    layer(np.zeros((1, *input_shape), np.float32))
    return layer


def model_of(layer: Callable[..., Any], input_shape: Sequence[int]) -> keras.Model:
    """Return a functional model around whatever turns a tensor into a tensor: a layer, a model, a closure.

    Args:
        input_shape: `(height, width, channels)`.
    """
    inputs = keras.Input(tuple(input_shape))
    return keras.Model(inputs, layer(inputs))


def described_weights(model: keras.layers.Layer) -> list[tuple[str, list[int]]]:
    """Return name (`kernel`, `gamma`, …) and shape of every weight, in Keras' order."""
    return [(weight.name, [int(size) for size in weight.shape]) for weight in model.weights]


def fill(model: keras.layers.Layer, seed: int) -> list[dict[str, Any]]:
    """Set every weight to values drawn from `seed`; return names and shapes, which is all the judge needs."""
    described = described_weights(model)
    for weight, value in zip(model.weights, draw_weights(seed, described), strict=True):
        weight.assign(value)
    return [{"name": name, "shape": shape} for name, shape in described]


def restart(model: keras.layers.Layer, seed: int) -> None:
    """Set weights to a start drawn from `seed`, so that no solution trains from a luckier start than another's.

    Kernels of convolutions start as in He et al. 2015 (arXiv:1502.01852, section 2.2), those of dense layers as in Glorot and
    Bengio 2010, normalisations as Keras starts them. What is none of these keeps its own start.
    """
    kernels = {
        4: keras.initializers.HeNormal(keras.random.SeedGenerator(seed)),
        2: keras.initializers.GlorotUniform(keras.random.SeedGenerator(seed)),
    }
    for weight in model.weights:
        if start := kernels.get(len(weight.shape)):
            weight.assign(start(weight.shape))
    set_named(model, {"gamma": 1.0, "moving_variance": 1.0, "beta": 0.0, "moving_mean": 0.0, "bias": 0.0})


def set_named(model: keras.layers.Layer, values: Mapping[str, float]) -> None:
    """Set every weight that has one of the names to one value throughout."""
    for weight in model.weights:
        if weight.name in values:
            weight.assign(np.full(weight.shape, values[weight.name], np.float32))


def trainable_parameters(model: keras.layers.Layer) -> int:
    """Return the number of trainable parameters."""
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


def output(model: keras.layers.Layer, images: np.ndarray, training: bool = False) -> np.ndarray:
    """Return the model's output as an array."""
    return np.asarray(model(images, training=training))


def predictions(model: keras.layers.Layer, images: np.ndarray, scale: float = 1.0, batch: int = 256) -> np.ndarray:
    """Return the model's output for many images, computed a few at a time.

    Args:
        images: any number type `(image, height, width, channels)`; the model gets them as float32, divided by `scale`.
    """
    starts = range(0, len(images), batch)
    return np.concatenate([output(model, images[start : start + batch].astype(np.float32) / scale) for start in starts])


def gradients(model: keras.layers.Layer, images: np.ndarray, direction_seed: int = 0) -> list[dict[str, Any]]:
    """Return for every trainable weight the largest gradient of a random projection of the output; 0 where none arrives."""
    with tf.GradientTape() as tape:
        outputs = model(images, training=True)
        direction = np.random.default_rng(direction_seed).normal(size=outputs.shape).astype(np.float32)
        loss = tf.reduce_sum(outputs * direction)
    found = tape.gradient(loss, [weight.value for weight in model.trainable_weights])
    return [
        {"weight": weight.path, "largest": 0.0 if gradient is None else float(tf.reduce_max(tf.abs(gradient)))}
        for weight, gradient in zip(model.trainable_weights, found, strict=True)
    ]


def reloaded(model: keras.Model, custom_objects: Mapping[str, Any]) -> keras.Model:
    """Return the model after it was saved to a `.keras` file and loaded from there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        model.save(path)
        return keras.saving.load_model(path, custom_objects=dict(custom_objects))


def batches(images: np.ndarray, labels: np.ndarray, batch: int, scale: float = 1.0) -> tf.data.Dataset:
    """Return a dataset of (float32 images divided by `scale`, integer labels), in order, the last partial batch included."""
    dataset = tf.data.Dataset.from_tensor_slices((images, labels)).batch(batch)
    return dataset.map(_divided_by(scale)).prefetch(tf.data.AUTOTUNE)


def counted_batches(
    images: np.ndarray, labels: np.ndarray, batch: int, seed: int, drawn: list[int], scale: float = 1.0
) -> tf.data.Dataset:
    """Return such a dataset, shuffled anew in each pass; `drawn[0]` counts the images that were taken from it."""

    def count(batch_images: tf.Tensor, batch_labels: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        drawn[0] += len(batch_labels)
        return batch_images, batch_labels

    def counted(batch_images: tf.Tensor, batch_labels: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        seen_images, seen_labels = tf.numpy_function(
            count, (batch_images, batch_labels), (batch_images.dtype, batch_labels.dtype)
        )
        seen_images.set_shape(batch_images.shape)
        seen_labels.set_shape(batch_labels.shape)
        return _divided_by(scale)(seen_images, seen_labels)

    shuffled = tf.data.Dataset.from_tensor_slices((images, labels)).shuffle(len(images), seed=seed)
    return shuffled.batch(batch).map(counted).prefetch(1)


def _divided_by(scale: float) -> Callable[[tf.Tensor, tf.Tensor], tuple[tf.Tensor, tf.Tensor]]:
    return lambda images, labels: (tf.cast(images, tf.float32) / scale, labels)
