"""The embedded flowers as a TensorFlow Datasets builder: drawn on this machine, never downloaded."""

from collections.abc import Iterator

import numpy as np
import tensorflow_datasets as tfds

from source_data.drawing import DRAWING_VERSION, FLOWER_NAMES, IMAGE_SIZE, draw_flowers

IMAGE_COUNT = 3600
SEED = 20_260


class EmbeddedFlowers(tfds.core.GeneratorBasedBuilder):
    """Drawn flowers with the features, the label order and the single split `train` of `tf_flowers`."""

    VERSION = tfds.core.Version(DRAWING_VERSION)

    def _info(self) -> tfds.core.DatasetInfo:
        return tfds.core.DatasetInfo(
            builder=self,
            description=f"{IMAGE_COUNT} drawn flowers of five kinds, {IMAGE_SIZE} pixels wide and high.",
            features=tfds.features.FeaturesDict(
                {
                    "image": tfds.features.Image(),
                    "label": tfds.features.ClassLabel(names=list(FLOWER_NAMES)),
                }
            ),
            supervised_keys=("image", "label"),
        )

    def _split_generators(self, dl_manager: tfds.download.DownloadManager) -> dict[str, Iterator]:
        return {"train": self._generate_examples()}

    def _generate_examples(self) -> Iterator[tuple[int, dict[str, np.ndarray | int]]]:
        images, labels = draw_flowers(IMAGE_COUNT, SEED)
        for number, (image, label) in enumerate(zip(images, labels, strict=True)):
            yield number, {"image": image, "label": int(label)}
