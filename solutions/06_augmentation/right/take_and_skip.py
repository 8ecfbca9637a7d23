"""One dataset, cut by take and skip before anything is shuffled; numbers of parallel calls and of prefetched batches in figures."""

import tensorflow_datasets as tfds


def load_splits(name="tf_flowers", data_dir=None):
    photos, info = tfds.load(name, split="train", as_supervised=True, with_info=True, data_dir=data_dir)
    count = info.splits["train"].num_examples
    first, second = round(0.1 * count), round(0.25 * count)
    names = [info.features["label"].int2str(label) for label in range(info.features["label"].num_classes)]
    return photos.take(first), photos.skip(first).take(second - first), photos.skip(second), names


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    ready = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=2).cache().prefetch(8)
    if training:
        ready = ready.shuffle(10_000, seed=seed, reshuffle_each_iteration=True)
    ready = ready.batch(batch_size, drop_remainder=False)
    if training and augmentation:
        ready = ready.map(lambda images, labels: (augmentation(images, training=training), labels))
    return ready.prefetch(2)
