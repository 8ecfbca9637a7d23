"""Measures how hard the embedded flowers are: `python -m source_data.measure --help`.

The network is not part of this package: a Python file of the instructor's brings it, with the two functions
`build_resnet(input_shape, num_classes, ...)` and `train(model, train_data, valid_data, epochs)`.
"""

import argparse
import importlib.util
import json
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from source_data.drawing import FLOWER_NAMES, IMAGE_SIZE, draw_flowers
from source_data.flowers import flower_arrays

if TYPE_CHECKING:
    import keras
    import tensorflow as tf

_REGULARISATIONS = (1e-4, 1e-3, 1e-2, 1e-1)
_FRESH_COUNT, _FRESH_SEED = 2000, 1
_BATCH_SIZE = 32


def measure_linear() -> None:
    """Print the accuracies of logistic regression on raw pixels, one line for each regularisation."""
    from sklearn.linear_model import LogisticRegression

    scores = {name: _pixels(*flower_arrays(name)) for name in ("train", "valid", "test")}
    scores["fresh"] = _pixels(*draw_flowers(_FRESH_COUNT, _FRESH_SEED))
    for strength in _REGULARISATIONS:
        model = LogisticRegression(C=strength, max_iter=1000).fit(*scores["train"])
        accuracies = {name: round(model.score(*data), 3) for name, data in scores.items()}
        print(json.dumps({"C": strength, "iterations": int(model.n_iter_[0]), **accuracies}), flush=True)


def measure_network(
    solution: ModuleType, seeds: int, epochs: int, count: int | None, augment: bool, options: dict
) -> None:
    """Train `solution`'s network once for each seed 0 .. `seeds` - 1; print one line each, then means and deviations.

    Args:
        solution: module with `build_resnet` and `train`.
        count: number of training images, the first of the train split; None for all.
        augment: mirror, shift and zoom the training images at random.
        options: further keyword arguments of `build_resnet`.
    """
    import keras

    images, labels = (array[:count] for array in flower_arrays("train"))
    tests = {"test": flower_arrays("test"), "fresh": draw_flowers(_FRESH_COUNT, _FRESH_SEED)}
    rows = []
    for seed in range(seeds):
        keras.utils.set_random_seed(seed)
        model = solution.build_resnet(input_shape=(IMAGE_SIZE, IMAGE_SIZE, 3), num_classes=len(FLOWER_NAMES), **options)
        batches = _batches(images, labels, seed, augment)
        valid = _batches(*flower_arrays("valid"), seed, augment=False)
        wall, cpu = time.perf_counter(), time.process_time()
        solution.train(model, batches, valid, epochs=epochs)
        seconds = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        rows.append({name: _accuracy(model, *data) for name, data in tests.items()} | seconds)
        print(json.dumps({"seed": seed} | {name: round(value, 3) for name, value in rows[-1].items()}), flush=True)
    for name in rows[0]:
        values = [row[name] for row in rows]
        print(f"{name}: mean {np.mean(values):.3f}, deviation {np.std(values, ddof=min(1, seeds - 1)):.3f}")


def augmented(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return `[size, size, channel]` mirrored half of the time, moved by up to 10 % and zoomed by up to 15 %."""
    size = len(image)
    zoom = rng.uniform(0.85, 1.15)
    grid = (np.arange(size) - (size - 1) / 2) * zoom + (size - 1) / 2
    rows, columns = np.rint(grid + rng.uniform(-0.1, 0.1, (2, 1)) * size).astype(int).clip(0, size - 1)
    moved = image[rows][:, columns]
    return moved[:, ::-1] if rng.random() < 0.5 else moved


def _batches(images: np.ndarray, labels: np.ndarray, seed: int, augment: bool) -> "tf.data.Dataset":
    import tensorflow as tf

    rng = np.random.default_rng(seed)

    def shuffled() -> Iterator[tuple[np.ndarray, np.ndarray]]:
        order = rng.permutation(len(labels))
        for chosen in np.split(order, range(_BATCH_SIZE, len(order), _BATCH_SIZE)):
            batch = np.stack([augmented(image, rng) for image in images[chosen]]) if augment else images[chosen]
            yield batch.astype(np.float32), labels[chosen]

    signature = (tf.TensorSpec((None, *images.shape[1:]), tf.float32), tf.TensorSpec((None,), tf.int64))
    dataset = tf.data.Dataset.from_generator(shuffled, output_signature=signature)
    return dataset.apply(tf.data.experimental.assert_cardinality(-(-len(labels) // _BATCH_SIZE))).prefetch(2)


def _pixels(images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return images.reshape(len(images), -1) / 255 - 0.5, labels


def _accuracy(model: "keras.Model", images: np.ndarray, labels: np.ndarray) -> float:
    predicted = model.predict(images.astype(np.float32), batch_size=256, verbose=0).argmax(axis=-1)
    return float((predicted == labels).mean())


def _loaded(path: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location(path.stem, path)
    if specification is None or specification.loader is None or not path.is_file():
        raise SystemExit(f"A network comes in a Python file. Received: {str(path)!r}. Pass the path of one.")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def main() -> None:
    """Run one measurement."""
    parser = argparse.ArgumentParser(prog="python -m source_data.measure", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("linear", help="logistic regression on raw pixels")
    network = commands.add_parser("network", help="a network, over several seeds")
    network.add_argument("solution", type=Path, help="Python file with build_resnet and train")
    network.add_argument("--seeds", type=int, default=3)
    network.add_argument("--epochs", type=int, default=5)
    network.add_argument("--count", type=int, help="number of training images (default: all)")
    network.add_argument("--augment", action="store_true")
    network.add_argument("--options", type=json.loads, default={}, help="JSON keyword arguments of build_resnet")
    chosen = parser.parse_args()
    if chosen.command == "linear":
        measure_linear()
    else:
        measure_network(
            _loaded(chosen.solution), chosen.seeds, chosen.epochs, chosen.count, chosen.augment, chosen.options
        )


if __name__ == "__main__":
    main()
