"""Runs next to the student's code, calls it, and returns facts. It gathers, never judges."""

import functools
import tempfile
from typing import Any

import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds

from autograder.authoring import keras_facts
from source_data.own_dataset import store_dataset

from .instruments import (
    Meter,
    Stamp,
    layers_in,
    metered_network,
    numbered_photo,
    numbered_photos,
    numbers_in,
)

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
    photos = numbered_photos(given["labels"], read)
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
    photos = numbered_photos(given["labels"], read)
    pipeline = student.make_pipeline(
        photos, given["size"], given["batch"], augmentation=stamp, training=training, seed=given["seed"]
    )
    epochs = []
    for _ in range(given["epochs"]):
        before = len(read)
        epochs.append(_epoch(pipeline, 2 * len(given["labels"])) | {"read": len(read) - before})
    return epochs


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


# Comparison


def compared_runs(student, given) -> Facts:
    """What each run has seen, from where it started, what it reports, and what its network says about photos without labels."""
    results = student.compare(
        lambda: metered_network(given),
        tf.data.Dataset.from_tensor_slices((given["train_images"], given["train_labels"])),
        tf.data.Dataset.from_tensor_slices((given["valid_images"], given["valid_labels"])),
        size=given["train_images"].shape[1],
        batch_size=given["batch"],
        epochs=given["epochs"],
        seed=given["seed"],
    )
    return {run: _run_facts(*results[run], given) for run in ("plain", "augmented")}


def _run_facts(network, history, given) -> dict:
    meters = [layer for layer in layers_in(network) if isinstance(layer, Meter)]
    told = getattr(history, "history", history)
    return {
        "meters": [meter.read() for meter in meters],
        "reported": {name: [float(value) for value in values] for name, values in dict(told).items()},
        "train_accuracy": _accuracy(network, given["train_images"], given["train_labels"]),
        "valid_accuracy": _accuracy(network, given["valid_images"], given["valid_labels"]),
        "probabilities": keras_facts.predictions(network, given["held_back_images"]),
    }


def _accuracy(network, images, labels) -> float:
    return float(np.mean(keras_facts.predictions(network, images).argmax(axis=-1) == labels))
