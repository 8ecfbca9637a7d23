"""Fails: test_padding_is_not_averaged_in, test_drawn_means

The edge pixels are repeated: that never wins a maximum, but it is averaged in.
"""

import numpy as np


def average_pool(images, pool_size=2, strides=None, padding="valid"):
    sides = np.broadcast_to(pool_size, 2)
    steps = sides if strides is None else np.broadcast_to(strides, 2)
    if padding == "same":
        over = [side - (size % step or step) for size, side, step in zip(images.shape[1:], sides, steps)]
        pads = [(max(pixels, 0) // 2, -(-max(pixels, 0) // 2)) for pixels in over]
        images = np.pad(images, ((0, 0), *pads, (0, 0)), mode="edge")
    return np.mean(pool_windows(images, pool_size, strides), axis=(4, 5))
