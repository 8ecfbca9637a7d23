"""Keras pools for the student, and TensorFlow derives; results are tensors."""

import keras
import tensorflow as tf


def max_pool(images, pool_size=2, strides=None, padding="valid"):
    return keras.layers.MaxPooling2D(pool_size, strides, padding)(tf.cast(images, "float32"))


def average_pool(images, pool_size=2, strides=None, padding="valid"):
    return keras.ops.average_pool(tf.cast(images, "float32"), pool_size, strides, padding)


def global_average_pool(images, keepdims=False):
    return keras.layers.GlobalAveragePooling2D(keepdims=keepdims)(images)


def max_pool_gradient(images, upstream, pool_size=2, strides=None, padding="valid"):
    images = tf.Variable(images)
    with tf.GradientTape() as tape:
        pooled = max_pool(images, pool_size, strides, padding)
    return tape.gradient(pooled, images, output_gradients=tf.constant(upstream))
