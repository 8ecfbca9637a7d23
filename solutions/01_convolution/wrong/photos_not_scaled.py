"""Fails: test_photos_keep_their_middle

Pixels stay in 0..255.
"""

import numpy as np


def prepare_photos(photos, height=70, width=120):
    top, left = (photos.shape[1] - height) // 2, (photos.shape[2] - width) // 2
    return photos[:, top : top + height, left : left + width].astype(np.float32)
