"""Fails: test_what_is_lost, test_drawn_price

The map is laid out again and again, in place of each of its numbers.
"""

import numpy as np


def price(pool, images, pool_size):
    maps = np.asarray(pool(images))
    blown_up = np.tile(maps, (1, pool_size, pool_size, 1))
    return {"kept": maps.size / images.size, "lost": float(np.mean(np.abs(images - blown_up)))}
