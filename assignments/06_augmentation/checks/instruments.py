"""What the probe puts into the student's hands: photos that are numbered, layers that count and measure."""

import keras
import numpy as np
import tensorflow as tf


def numbered_photo(number, height, width):
    """Return a uint8 photo whose red and green say its number, up to 2,500, in a way that survives cropping and resizing."""
    return np.broadcast_to(np.array([number % 50 * 5, number // 50 * 5, 0], np.uint8), (height, width, 3)).copy()


def numbers_in(images) -> list[int]:
    """Return the numbers of photos `(photo, height, width, channel)` or of what has become of them; -1 where one cannot be read."""
    red, green = (images[..., channel].mean(axis=(1, 2), dtype=np.float64) / 5 for channel in (0, 1))
    numbers = np.rint(red) + 50 * np.rint(green)
    return np.where(np.isfinite(numbers), numbers, -1).astype(int).tolist()


def numbered_photos(labels, read) -> tf.data.Dataset:
    """Return photos of different shapes; `read` gets the number of each that is read."""

    def draw(number):
        read.append(int(number))
        return numbered_photo(int(number), 6 + int(number) % 3, 9), np.int64(labels[number])

    def load(number):
        image, label = tf.numpy_function(draw, [number], (tf.uint8, tf.int64))
        return tf.ensure_shape(image, (None, None, 3)), tf.ensure_shape(label, ())

    return tf.data.Dataset.range(len(labels)).map(load)


class Stamp(keras.layers.Layer):
    """Stands in for an augmentation: adds a random number from 50 to 100 to the blue of each photo, whether it comes alone or in a batch.

    Like Keras' own random layers, it augments when called plainly. It counts them.
    """

    def __init__(self):
        super().__init__()
        self.stamped, self.generator = 0, np.random.default_rng()

    def compute_output_shape(self, input_shape):
        return input_shape

    def call(self, images, training=True):
        if not training:
            return images
        images = tf.cast(images, tf.float32)
        # No random operation of TensorFlow's: under a global seed these draw the same in each epoch.
        shades = tf.numpy_function(self._draw, [tf.shape(images)[:-3]], tf.float32)
        return images + tf.ensure_shape(shades, [*images.shape[:-3], 1, 1, 1]) * tf.constant([0.0, 0.0, 1.0])

    def _draw(self, photos):
        shades = self.generator.uniform(50, 100, (*photos, 1, 1, 1)).astype(np.float32)
        self.stamped += shades.size
        return shades


def layers_in(layer) -> list:
    """Return a layer and all layers in it, however deep."""
    return [layer, *(inner for part in getattr(layer, "layers", ()) for inner in layers_in(part))]


def metered_network(given) -> keras.Model:
    """Return a network like the handout's, which begins with a meter of what it is trained on."""
    layers = keras.layers
    meter = Meter(given["masks"])
    parts = [keras.Input(given["train_images"].shape[1:]), meter, layers.Rescaling(1 / 127.5, offset=-1)]
    for filters in given["filters"]:
        parts += [
            layers.Conv2D(filters, 3, padding="same", use_bias=False),
            layers.BatchNormalization(momentum=0.9),
            layers.ReLU(),
            layers.MaxPooling2D(),
        ]
    parts += [layers.Flatten(), layers.Dense(given["classes"], activation="softmax")]
    network = keras.Sequential(parts)
    kernels = [part.kernel for part in parts if hasattr(part, "kernel")]
    meter.weigh = lambda: tf.add_n([tf.reduce_sum(tf.abs(tf.convert_to_tensor(kernel))) for kernel in kernels])
    return network


class Meter(keras.layers.Layer):
    """Passes photos on, and in training keeps account of them: how many there were, and how they look through some masks.

    It also weighs the network as it was when the first photos came.
    """

    def __init__(self, masks):
        super().__init__()
        # Negative and positive patterns: mirrored, moved or faded photos look different through them.
        self.masks = np.asarray(masks, np.float32)
        self.weigh = lambda: tf.constant(0.0)

    def build(self, input_shape):
        names = {"seen": (), "looks": (len(self.masks),), "start": ()}
        for name, shape in names.items():
            weight = self.add_weight(name=name, shape=shape, initializer="zeros", trainable=False)
            setattr(self, name, weight)

    def compute_output_shape(self, input_shape):
        return input_shape

    def call(self, photos, training=False):
        if training:
            self.start.assign(tf.where(self.seen > 0, self.start, self.weigh()))
            looks = tf.tensordot(photos / 255, self.masks, [[1, 2, 3], [1, 2, 3]])
            self.looks.assign_add(tf.reduce_sum(tf.square(looks), axis=0))
            self.seen.assign_add(tf.cast(tf.shape(photos)[0], tf.float32))
        return photos

    def read(self) -> dict:
        return {"seen": float(self.seen), "looks": np.asarray(self.looks), "start": float(self.start)}
