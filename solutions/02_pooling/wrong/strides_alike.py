"""Fails: test_windows_need_not_be_square, test_padding_never_wins, test_padding_is_not_averaged_in, test_drawn_largest, test_drawn_means

The first of both strides serves both axes.
"""

import numpy as np


def pool_windows(images, pool_size=2, strides=None, padding="valid"):
    sides = np.broadcast_to(pool_size, 2)
    steps = sides if strides is None else np.broadcast_to(strides, 2)
    images = np.asarray(images, np.result_type(images, np.float32))
    if padding == "same":
        over = [side - (size % step or step) for size, side, step in zip(images.shape[1:], sides, steps)]
        pads = [(max(pixels, 0) // 2, -(-max(pixels, 0) // 2)) for pixels in over]
        images = np.pad(images, ((0, 0), *pads, (0, 0)), constant_values=np.nan)
    return np.lib.stride_tricks.sliding_window_view(images, sides, axis=(1, 2))[:, :: steps[0], :: steps[0]]
