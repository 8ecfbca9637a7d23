"""Fails: test_photos_keep_their_middle

The upper left corner is cut out.
"""

import numpy as np


def prepare_photos(photos, height=70, width=120):
    top, left = 0, 0
    return photos[:, top : top + height, left : left + width].astype(np.float32) / 255
