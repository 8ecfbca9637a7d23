"""Fails: test_what_is_lost, test_drawn_price

Differences cancel out: average pooling seems to lose nothing.
"""

import numpy as np


def price(pool, images, pool_size):
    maps = np.asarray(pool(images))
    blown_up = maps.repeat(pool_size, axis=1).repeat(pool_size, axis=2)
    return {"kept": maps.size / images.size, "lost": float(np.abs(np.mean(images - blown_up)))}
