"""The chapter's first two photos."""

import numpy as np


def sample_photos() -> tuple[np.ndarray, tuple[str, ...]]:
    """Return scikit-learn's two sample photos.

    Returns:
        `(images, names)`: images uint8 `[photo=2, height=427, width=640, channel=3]` in 0..255 (RGB);
        names `("china.jpg", "flower.jpg")`.
    """
    from sklearn.datasets import load_sample_image

    names = ("china.jpg", "flower.jpg")
    return np.stack([load_sample_image(name) for name in names]), names
