"""Fails: test_share_that_is_kept

The share that is dropped.
"""

import numpy as np


def price(pool, images, pool_size):
    maps = np.asarray(pool(images))
    blown_up = maps.repeat(pool_size, axis=1).repeat(pool_size, axis=2)
    return {"kept": 1 - maps.size / images.size, "lost": float(np.mean(np.abs(images - blown_up)))}
