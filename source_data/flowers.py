"""Flowers for training and grading: one code path for the embedded drawings and the photos of `tf_flowers`.

`load_flowers` gives a tf.data dataset. `flower_arrays` gives NumPy arrays to a process that must not import
TensorFlow. TensorFlow is imported when a function needs it, not with this module.
"""

import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from source_data._folder import DataUnavailable, data_folder
from source_data.drawing import DRAWING_VERSION, IMAGE_SIZE

if TYPE_CHECKING:
    import tensorflow as tf

SOURCES = ("embedded_flowers", "tf_flowers")
SPLITS = {"test": "train[:10%]", "valid": "train[10%:25%]", "train": "train[25%:]"}


def load_flowers(split: str, source: str = "embedded_flowers", size: int | None = None) -> "tf.data.Dataset":
    """Load one split as a dataset of single examples, always in the same order; prepare the data where needed.

    Args:
        split: "test" (the first 10 %), "valid" (the next 15 %) or "train" (the rest).
        source: "embedded_flowers" (drawn on this machine) or "tf_flowers" (photos, downloaded once by
            TensorFlow Datasets or given to `prepare_tf_flowers`).
        size: height and width in pixels to bring images to, by a central square crop and a resize; None keeps them
            as they are (`tf_flowers` then vary in shape).

    Returns:
        Dataset of `(image, label)`: image uint8 `[height, width, channel=3]` in 0..255 (RGB), label int64, an index
        into `FLOWER_NAMES`. Neither shuffled nor batched.

    Raises:
        ValueError: unknown split or source, or a size below 1.
        DataUnavailable: the photos are neither on this machine nor downloadable.
    """
    _require_known(split, source, size)
    from source_data._builders import prepared_builder

    dataset = prepared_builder(source).as_dataset(split=SPLITS[split], as_supervised=True)
    return dataset if size is None else dataset.map(lambda image, label: (_squared(image, size), label))


def flower_arrays(
    split: str, source: str = "embedded_flowers", size: int = IMAGE_SIZE
) -> tuple[np.ndarray, np.ndarray]:
    """Return one split as arrays, without importing TensorFlow in this process.

    The first call has a second Python process prepare a file in `data_folder()`; later calls only read it.

    Args:
        split: "test", "valid" or "train", the same examples in the same order as `load_flowers`.
        source: "embedded_flowers" or "tf_flowers".
        size: height and width in pixels.

    Returns:
        `(images, labels)`: images uint8 `[image, size, size, channel=3]` in 0..255 (RGB); labels int64 `[image]`,
        indices into `FLOWER_NAMES`.

    Raises:
        ValueError: unknown split or source, or a size below 1.
        DataUnavailable: the data could not be prepared.
    """
    _require_known(split, source, size)
    file = _array_file(split, source, size)
    if not file.exists():
        _prepare_arrays_elsewhere(source, size)
    with np.load(file, allow_pickle=False) as arrays:
        return arrays["images"], arrays["labels"]


def prepare_arrays(source: str, size: int) -> None:
    """Write the array files of all three splits. Imports TensorFlow; `flower_arrays` runs it in its own process."""
    for split in SPLITS:
        images, labels = zip(*load_flowers(split, source, size).as_numpy_iterator(), strict=True)
        _write_atomically(_array_file(split, source, size), images=np.stack(images), labels=np.array(labels, np.int64))


def prepare_tf_flowers(photos: str | os.PathLike) -> None:
    """Have TensorFlow Datasets prepare `tf_flowers` without a network.

    Args:
        photos: the archive `flower_photos.tgz` as downloaded elsewhere, or a folder with one folder of `.jpg` files
            for each kind of flower, as in that archive (a part of the photos will do).

    Raises:
        DataUnavailable: `photos` is neither, or the archive is damaged.
        FileExistsError: `tf_flowers` is prepared already.
    """
    from source_data._builders import prepare_from_photos

    prepare_from_photos(Path(photos).expanduser().resolve())
    for stale in data_folder().glob("tf_flowers-*.npz"):
        stale.unlink(missing_ok=True)


def _require_known(split: str, source: str, size: int | None) -> None:
    for name, value, allowed in (("split", split, tuple(SPLITS)), ("source", source, SOURCES)):
        if value not in allowed:
            raise ValueError(f"A {name} is one of {', '.join(allowed)}. Received: {name}={value!r}. Pass one of these.")
    if size is not None and size < 1:
        raise ValueError(f"A size is a number of pixels. Received: size={size}. Pass 1 or more.")


def _array_file(split: str, source: str, size: int) -> Path:
    version = f"-{DRAWING_VERSION}" if source == "embedded_flowers" else ""
    return data_folder() / f"{source}{version}-{split}-{size}.npz"


def _squared(image: "tf.Tensor", size: int) -> "tf.Tensor":
    """Crop `[height, width, channel]` to its central square and resize that, uint8 in, uint8 out."""
    import tensorflow as tf

    shorter = tf.reduce_min(tf.shape(image)[:2])
    centre = tf.image.resize_with_crop_or_pad(image, shorter, shorter)
    resized = tf.image.resize(centre, (size, size), antialias=True)
    return tf.ensure_shape(tf.saturate_cast(tf.round(resized), tf.uint8), (size, size, 3))


def _prepare_arrays_elsewhere(source: str, size: int) -> None:
    package = Path(__file__).resolve().parent
    search_path = os.pathsep.join(filter(None, [str(package.parent), os.environ.get("PYTHONPATH")]))
    # On a GPU, TensorFlow would take memory from those who train there.
    environment = {**os.environ, "PYTHONPATH": search_path, "CUDA_VISIBLE_DEVICES": "-1"}
    command = [sys.executable, "-m", "source_data", "arrays", source, str(size)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["it printed nothing"]
        raise DataUnavailable(
            f"The arrays of {source} are prepared by a second Python process. Received: exit status "
            f"{done.returncode} and {lines[-1]!r}. Run `python -m source_data arrays {source} {size}` to see "
            "all it prints."
        )


def _write_atomically(file: Path, images: np.ndarray, labels: np.ndarray) -> None:
    """Write so that a process that reads at the same time sees the whole file or none."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.stem}-{uuid.uuid4().hex}.part")
    try:
        with part.open("wb") as stream:
            np.savez(stream, images=images, labels=labels)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
