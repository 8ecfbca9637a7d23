"""Fails: test_photos_keep_their_middle

Height and width are exchanged. Tells: photos that are not square.
"""

import numpy as np


def prepare_photos(photos, height=70, width=120):
    top, left = (photos.shape[1] - height) // 2, (photos.shape[2] - width) // 2
    return photos[:, top : top + width, left : left + height].astype(np.float32) / 255
