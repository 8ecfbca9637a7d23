"""Photos of one's own as a dataset of TensorFlow Datasets.

Imports TensorFlow Datasets: import this module only where it is needed.
"""

import contextlib
import io
import os
from collections.abc import Sequence

import numpy as np
import tensorflow_datasets as tfds


class _PhotosWithLabels(tfds.dataset_builders.AdhocBuilder, skip_registration=True):  # type: ignore[call-arg]
    def _info(self) -> tfds.core.DatasetInfo:
        return tfds.core.DatasetInfo(builder=self, features=self._feature_spec, supervised_keys=("image", "label"))


def store_dataset(
    folder: str | os.PathLike,
    name: str,
    images: Sequence[np.ndarray],
    labels: Sequence[int],
    class_names: Sequence[str],
    files: int = 1,
) -> None:
    """Write photos so that `tfds.load(name, data_dir=folder)` finds them, as one split `train`.

    TensorFlow Datasets stores them in an order of its own, always the same.

    Args:
        folder: where TensorFlow Datasets is to find them.
        name: lower-case letters and underscores.
        images: uint8 arrays `[height, width, channel=3]` in 0..255, of any sizes.
        labels: one index into `class_names` for each image.
        class_names: names of the classes.
        files: number of files that the photos are spread over.
    """
    features = tfds.features.FeaturesDict(
        {
            "image": tfds.features.Image(shape=(None, None, 3)),
            "label": tfds.features.ClassLabel(names=list(class_names)),
        }
    )
    examples = [
        (number, {"image": image, "label": int(label)})
        for number, (image, label) in enumerate(zip(images, labels, strict=True))
    ]
    builder = _PhotosWithLabels(
        name=name, version="1.0.0", features=features, split_datasets={"train": examples}, data_dir=folder
    )
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        builder.download_and_prepare(download_config=tfds.download.DownloadConfig(num_shards=files))
