"""Data for the exercises: drawn flowers, the photos of `tf_flowers`, two sample photos.

Importing this package, drawing, and reading prepared arrays import no TensorFlow.
"""

from source_data._folder import DataUnavailable, data_folder
from source_data.drawing import FLOWER_NAMES, IMAGE_SIZE, draw_flower, draw_flowers
from source_data.flowers import SPLITS, flower_arrays, load_flowers, prepare_tf_flowers
from source_data.photos import sample_photos

__all__ = [
    "FLOWER_NAMES",
    "IMAGE_SIZE",
    "SPLITS",
    "DataUnavailable",
    "data_folder",
    "draw_flower",
    "draw_flowers",
    "flower_arrays",
    "load_flowers",
    "prepare_tf_flowers",
    "sample_photos",
]
