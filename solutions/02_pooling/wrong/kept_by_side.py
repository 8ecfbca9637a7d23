"""Fails: test_share_that_is_kept

One over the side of the window: it is one over its area.
"""

import numpy as np


def price(pool, images, pool_size):
    maps = np.asarray(pool(images))
    blown_up = maps.repeat(pool_size, axis=1).repeat(pool_size, axis=2)
    return {"kept": maps.shape[1] / images.shape[1], "lost": float(np.mean(np.abs(images - blown_up)))}
