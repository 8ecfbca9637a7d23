# %% [markdown]
# # An augmentation pipeline of your own
#
# A network that has seen four hundred photos knows four hundred photos. Mirror one, move it a little, look at it a little closer:
# to you it is the same flower, to the network it is a new one. Data augmentation draws such a change for each photo
# anew in each epoch, so that the network never sees the same pixels twice, and must learn what stays: the flower.
#
# Hardly anything in this chapter goes wrong so quietly. An augmentation that runs once instead of in each epoch, or also when
# the network is tested, raises no error; a cache on the wrong side of it makes training faster, and worse. So
# this assignment asks you to look at what comes out of each part. The handout, `README.md`, says what is fixed and what is up to you.

# %% imports
import random

import keras
import tensorflow as tf
import tensorflow_datasets as tfds

# %% [markdown]
# ## 1. Three splits
#
# TensorFlow Datasets keeps `tf_flowers` as one split, `train`, of 3,670 photos. Three disjoint parts must be cut from it: one to
# train on, one to make choices by (*valid*), one to be looked at once, at the end (*test*). Two ways of cutting go wrong in
# silence:
#
# - **Shuffling before cutting.** `photos.shuffle(1000).take(100)` and `.skip(100)` shuffle anew each time they are read: a photo
#   that was skipped in one epoch is taken in the next, and trained on. Its own `seed` does not help.
# - **Drawing two parts from two calls** that shuffle the *files*, for the same reason.
#
# TensorFlow Datasets cuts by itself: a split's name may carry a slice, such as `train[10%:25%]`.


# %% splits
def load_splits(name="tf_flowers", data_dir=None):
    """Load a dataset's only split, `train`, in three parts that share no photo.

    Args:
        name: name of a dataset in TensorFlow Datasets with photos and labels, such as "tf_flowers".
        data_dir: folder in which TensorFlow Datasets keeps its data; None for its own.

    Returns:
        `(test, valid, train, class_names)`: three `tf.data.Dataset`s of `(image, label)`, neither shuffled nor batched: the first
        10 % of the photos, the next 15 %, and the rest. `image` is uint8 of shape `(height, width, channels)` in 0..255, `label` an
        int from 0 to `len(class_names) - 1`. `class_names` is a list of str, in the order of the labels.

    Reference: TensorFlow Datasets, "Splits and slicing".
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 2. From a photo to a square
#
# A batch is one tensor, so its photos must have one shape; photos come in all shapes. Resizing a wide photo to a square directly makes
# every flower narrow, and each by another factor. Cut the largest central square out first, then resize that: what
# is lost at the sides is mostly meadow.
#
# The pixels stay in 0..255, now as float32. Which range a network wants, the network itself should know (`small_network` below
# begins with a `Rescaling` layer): a range that is changed in two places is changed twice sooner or later.


# %% preprocess
def preprocess(image, label, size):
    """Bring one photo to a square of `size` pixels without distorting it. Made for `Dataset.map`.

    The largest central square is cut out and resized. A grey photo becomes one with three equal channels.

    Args:
        image: uint8 tensor `(height, width, channels)` in 0..255. Height and width may differ from photo to photo and may
            be unknown before the data flow; `channels` is 1 or 3 and is known.
        label: int tensor `()`.
        size: int > 0, pixels.

    Returns:
        `(image, label)`: image float32 of shape `(size, size, 3)` in 0..255; the label as it was.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 3. The augmentation
#
# Which changes leave the label alone? That depends on the photos, not on the library. A mirrored tulip is a tulip. A tulip upside down is
# something that no photographer brings home, so a network need not know it; neither is a tulip of which only a leaf is left.
#
# ![One flower of each kind, unchanged in the first row, augmented anew in each of the others.](pictures/augmentation_grid.png)
#
# Keras' random layers draw for each photo of a batch on its own, do nothing when called with `training=False`, and
# take a `seed`. Know their exceptions:
#
# - They also augment when called *plainly*, `layer(photos)`. Say which you mean: `training=True` or `training=False`.
# - `RandomFlip()` flips upside down as well, unless told otherwise.
# - `RandomRotation(0.1)` means 10 % of a full circle: 36 degrees to either side.
# - `RandomCrop` takes one window for the whole batch, and at inference returns another size.
# - `RandomContrast` and `RandomBrightness` clip to `value_range`: it must be the range of your photos.
#
# Where the layers take a seed, give each its own, or they all draw the same numbers, and whatever is turned left is also mirrored.


# %% augmentation
def build_augmentation(seed=None):
    """Return a layer that changes photos at random, and never their label.

    In training, each photo of a batch gets a change of its own, another one in each call: mirrored left to right half of the time, and
    turned, moved, zoomed or cropped a little. At inference photos pass unchanged. The handout states the bounds.

    Args:
        seed: int; layers built with the same seed draw the same changes in the same order. None: never the same twice.

    Returns:
        A `keras.Model` or `keras.layers.Layer`, called as `augmentation(photos, training=True)`.

    Input shape: `(batch, height, width, channels=3)`, float32 in 0..255
    Output shape: the same, in 0..255
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 4. The pipeline
#
# `tf.data` does what it is told in the order it is told. Each step has one right place:
#
# | step | why there |
# | --- | --- |
# | `map(preprocess)` | it gives the same in each epoch, so it needs doing once |
# | `cache()` | right behind the last step that gives the same in each epoch, right before the first that draws |
# | `shuffle(all of them)` | behind the cache, or the first epoch's order is kept as well; before the batches, or the same photos always meet |
# | `batch()` | |
# | `map(augmentation)` | behind the cache, or the first epoch's pixels are kept, and augmentation only happens once. Parallel calls would draw in an order that no seed fixes |
# | `prefetch()` | last: while the network trains on one batch, the next is made ready (TensorFlow 2.21 adds it where it is missing) |
#
# For validation and test: the same `preprocess`, the same batches, and nothing random at all. The last batch may be smaller than the
# others, and stays.


# %% pipeline
def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    """Return photos in batches, ready for `fit`, `evaluate` or `predict`.

    For training, every epoch has each photo once, in a new order drawn from all photos, augmented anew. Otherwise photos keep their
    order and are never augmented. Either way all photos come, the last batch holding what is left. Photos are read and preprocessed once, in
    the first epoch, and kept in memory.

    Args:
        photos: `tf.data.Dataset` of `(image, label)` as `load_splits` returns it; `photos.cardinality()` is known.
        size: int > 0, height and width of the photos in pixels.
        batch_size: int > 0, number of photos in a batch.
        augmentation: a layer such as `build_augmentation` returns, or None. Used where `training` is True.
        training: bool.
        seed: int, from which the order is drawn, or None.

    Returns:
        `tf.data.Dataset` of `(images, labels)`: images float32 `(batch, size, size, 3)` in 0..255, labels int `(batch,)`.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 5. Does it pay?
#
# Train the same network twice, once on the photos as they are, once augmented, and compare. A comparison is worth something if the two
# runs differ in one thing only: **the same start** (the same weights, from the same seed), **the same photos**, **the same number of
# epochs**, the same learning rate. Otherwise you will not know what you have measured.
#
# The photos come from two gardens with the sun on opposite sides (the handout tells). Look at both histories when you are done. Without
# augmentation, training looks splendid: the network has learnt the sun. With it, training looks *worse*, and validation is better by far.
#
# `small_network` is for you to try things out with. The checks bring a network like it.

# %% small network
def small_network(size, num_classes):
    """Return a small convolutional network with fresh weights, not compiled.

    Input shape: `(batch, size, size, channels=3)`, float32 in 0..255
    Output shape: `(batch, num_classes)`, probabilities
    """
    layers = [keras.Input((size, size, 3)), keras.layers.Rescaling(1 / 127.5, offset=-1)]
    for filters in (12, 24, 48):
        layers += [
            keras.layers.Conv2D(filters, 3, padding="same", use_bias=False),
            keras.layers.BatchNormalization(momentum=0.9),
            keras.layers.ReLU(),
            keras.layers.MaxPooling2D(),
        ]
    layers += [keras.layers.Flatten(), keras.layers.Dense(num_classes, activation="softmax")]
    return keras.Sequential(layers)


# %% comparison
def compare(build_network, train_photos, valid_photos, size, batch_size, epochs, seed):
    """Train the same network without and with augmentation.

    Both runs start from the same weights and train for exactly `epochs` epochs on all of `train_photos`.

    Args:
        build_network: called without arguments, returns a network such as `small_network` does: with fresh weights, not compiled.
            Call it once for each run, each time after `keras.utils.set_random_seed(seed)`.
        train_photos, valid_photos: `tf.data.Dataset`s of `(image, label)` as `load_splits` returns them.
        size: int > 0, height and width of the photos that the network takes, in pixels.
        batch_size: int > 0.
        epochs: int > 0, for each run.
        seed: int.

    Returns:
        A dict with the keys "plain" and "augmented", each with a pair `(network, history)`: the trained network, and what `fit` returned
        for it, with accuracy and validation accuracy of each epoch.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")
