"""Runs next to the student's code, calls it, and returns facts. It gathers, never judges."""

import functools
import tempfile
from typing import Any

import keras
import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds

from source_data.own_dataset import store_dataset

Facts = Any


# Splits


def split_photos(student, given) -> Facts:
    """Which photos lie in which split, by the number written in their pixels, in two passes; how they are stored; the classes' names."""
    with tempfile.TemporaryDirectory() as folder:
        images = [numbered_photo(number, 4 + number % 3, 5) for number in range(len(given["labels"]))]
        # In several files, as large datasets are: what shuffles files shows.
        store_dataset(folder, given["name"], images, given["labels"], given["class_names"], given["files"])
        stored = _numbers_and_labels(tfds.load(given["name"], split="train", as_supervised=True, data_dir=folder))
        test, valid, train, class_names = student.load_splits(given["name"], data_dir=folder)
        splits = {"test": test, "valid": valid, "train": train}
        passes = {split: [_numbers_and_labels(photos) for _ in range(2)] for split, photos in splits.items()}
    return {
        "stored": stored["numbers"],
        "passes": passes,
        "class_names": [str(class_name) for class_name in class_names],
    }


def _numbers_and_labels(photos) -> dict:
    numbers, labels = [], []
    for image, label in photos.as_numpy_iterator():
        numbers += numbers_in(image[None])
        labels.append(int(label))
    return {"numbers": numbers, "labels": labels}


# Photos whose number stands in their pixels


def numbered_photo(number, height, width):
    """Return a uint8 photo whose red and green say its number, up to 2,500, in a way that survives cropping and resizing."""
    return np.broadcast_to(np.array([number % 50 * 5, number // 50 * 5, 0], np.uint8), (height, width, 3)).copy()


def numbers_in(images) -> list[int]:
    """Return the numbers of photos `(photo, height, width, channel)` or of what has become of them; -1 where one cannot be read."""
    red, green = (images[..., channel].mean(axis=(1, 2), dtype=np.float64) / 5 for channel in (0, 1))
    numbers = np.rint(red) + 50 * np.rint(green)
    return np.where(np.isfinite(numbers), numbers, -1).astype(int).tolist()


# Preprocessing


def ordinary_photos(student, given) -> Facts:
    """What becomes of colour photos."""
    return _preprocessed(student, given)


def grey_photos(student, given) -> Facts:
    """What becomes of photos with one channel."""
    return _preprocessed(student, given)


def oblong_photos(student, given) -> Facts:
    """What becomes of photos many times longer than wide."""
    return _preprocessed(student, given)


def _preprocessed(student, given) -> Facts:
    facts = []
    for photo, label in zip(given["photos"], given["labels"], strict=True):
        spec = (tf.TensorSpec((None, None, photo.shape[-1]), tf.uint8), tf.TensorSpec((), tf.int64))
        source = tf.data.Dataset.from_generator(
            lambda photo=photo, label=label: [(photo, label)], output_signature=spec
        )
        # Not in a function of this file: AutoGraph compiles branches on tensors in the student's file only.
        mapped = source.map(functools.partial(student.preprocess, size=given["size"]))
        image, label_after = next(mapped.as_numpy_iterator())
        facts.append({"image": image, "dtype": image.dtype.name, "label": int(label_after)})
    return facts


# Augmentation


def resting_augmentation(student, given) -> Facts:
    """What the layer makes of photos at inference."""
    layer = student.build_augmentation(seed=given["seed"])
    return [np.asarray(layer(photos, training=False)) for photos in given["photos"]]


def random_augmentation(student, given) -> Facts:
    """What the layer makes of many copies of one photo, in two calls."""
    layer = student.build_augmentation(seed=given["seed"])
    copies = np.repeat(given["photo"][None], given["copies"], axis=0)
    return [np.asarray(layer(copies, training=True)) for _ in range(2)]


def augmented_range(student, given) -> Facts:
    """The smallest and largest value that come from photos with black and white in them."""
    layer = student.build_augmentation(seed=given["seed"])
    outputs = np.asarray(layer(given["photos"], training=True))
    return {"lowest": float(outputs.min()), "highest": float(outputs.max())}


def augmented_geometry(student, given) -> Facts:
    """What the layer makes of many copies of a slope and of a disc."""
    layer = student.build_augmentation(seed=given["seed"])
    facts = {}
    for name in ("slope", "disc"):
        copies = np.repeat(given[name][None], given["copies"], axis=0)
        # One channel tells all about geometry, and photos are grey.
        facts[name] = np.asarray(layer(copies, training=True)).mean(axis=-1)
    return facts


def seeded_augmentation(student, given) -> Facts:
    """What layers make of the same photos, built with a seed, with the same again, and with another."""
    facts = []
    for seed in given["seeds"]:
        layer = student.build_augmentation(seed=seed)
        facts.append([np.asarray(layer(given["photos"], training=True)) for _ in range(2)])
    return facts


# Pipeline


def training_epochs(student, given) -> Facts:
    """Three epochs for training: which photos, in which order, how augmented; how often each was read."""
    return _epochs(student, given, training=True)


def larger_training_epochs(student, given) -> Facts:
    """The same of more photos."""
    return _epochs(student, given, training=True)


def evaluation_epochs(student, given) -> Facts:
    """Two epochs for evaluation, with an augmentation that must not be used."""
    return _epochs(student, given, training=False)


def pipeline_work(student, given) -> Facts:
    """How many photos a pipeline reads, augments and hands over in several epochs."""
    read, stamp = [], Stamp()
    photos = _numbered_photos(given["labels"], read)
    pipeline = student.make_pipeline(
        photos, given["size"], given["batch"], augmentation=stamp, training=True, seed=given["seed"]
    )
    epochs = [_epoch(pipeline, 2 * len(given["labels"])) for _ in range(given["epochs"])]
    return {
        "read": len(read),
        "augmented": stamp.stamped,
        "handed_over": sum(len(epoch["numbers"]) for epoch in epochs),
    }


def _epochs(student, given, training) -> Facts:
    read, stamp = [], Stamp()
    photos = _numbered_photos(given["labels"], read)
    pipeline = student.make_pipeline(
        photos, given["size"], given["batch"], augmentation=stamp, training=training, seed=given["seed"]
    )
    epochs = []
    for _ in range(given["epochs"]):
        before = len(read)
        epochs.append(_epoch(pipeline, 2 * len(given["labels"])) | {"read": len(read) - before})
    return epochs


def _numbered_photos(labels, read) -> tf.data.Dataset:
    """Return photos of different shapes; `read` gets the number of each that is read."""

    def draw(number):
        read.append(int(number))
        return numbered_photo(int(number), 6 + int(number) % 3, 9), np.int64(labels[number])

    def load(number):
        image, label = tf.numpy_function(draw, [number], (tf.uint8, tf.int64))
        return tf.ensure_shape(image, (None, None, 3)), tf.ensure_shape(label, ())

    return tf.data.Dataset.range(len(labels)).map(load)


def _epoch(pipeline, most) -> dict:
    """Take one epoch, or `most` photos of one that does not end."""
    sizes, numbers, labels, stamps, shapes = [], [], [], [], set()
    for images, batch_labels in pipeline:
        images = np.asarray(images)
        shapes.add((*images.shape[1:], images.dtype.name))
        sizes.append(len(images))
        numbers += numbers_in(images)
        labels += np.asarray(batch_labels).ravel().tolist()
        stamps += images[..., 2].mean(axis=(1, 2)).tolist()
        if sum(sizes) > most:
            break
    return {
        "sizes": sizes,
        "numbers": numbers,
        "labels": labels,
        "stamps": np.array(stamps),
        "kinds": sorted(map(list, shapes)),
    }


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


# Comparison


def compared_runs(student, given) -> Facts:
    """What each run has seen, from where it started, what it reports, and what its network says about photos without labels."""
    results = student.compare(
        lambda: _metered_network(given),
        tf.data.Dataset.from_tensor_slices((given["train_images"], given["train_labels"])),
        tf.data.Dataset.from_tensor_slices((given["valid_images"], given["valid_labels"])),
        size=given["train_images"].shape[1],
        batch_size=given["batch"],
        epochs=given["epochs"],
        seed=given["seed"],
    )
    return {run: _run_facts(*results[run], given) for run in ("plain", "augmented")}


def _run_facts(network, history, given) -> dict:
    meters = [layer for layer in _layers_in(network) if isinstance(layer, Meter)]
    told = getattr(history, "history", history)
    return {
        "meters": [meter.read() for meter in meters],
        "reported": {name: [float(value) for value in values] for name, values in dict(told).items()},
        "train_accuracy": _accuracy(network, given["train_images"], given["train_labels"]),
        "valid_accuracy": _accuracy(network, given["valid_images"], given["valid_labels"]),
        "probabilities": _probabilities(network, given["held_back_images"]),
    }


def _probabilities(network, images) -> np.ndarray:
    starts = range(0, len(images), 256)
    return np.concatenate(
        [np.asarray(network(images[start : start + 256].astype(np.float32), training=False)) for start in starts]
    )


def _accuracy(network, images, labels) -> float:
    return float(np.mean(_probabilities(network, images).argmax(axis=-1) == labels))


def _layers_in(layer) -> list:
    """Return a layer and all layers in it, however deep."""
    return [layer, *(inner for part in getattr(layer, "layers", ()) for inner in _layers_in(part))]


def _metered_network(given) -> keras.Model:
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
