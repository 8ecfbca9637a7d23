"""Fails: test_what_is_lost, test_drawn_price

Squares in place of absolute values.
"""

import numpy as np


def price(pool, images, pool_size):
    maps = np.asarray(pool(images))
    blown_up = maps.repeat(pool_size, axis=1).repeat(pool_size, axis=2)
    return {"kept": maps.size / images.size, "lost": float(np.mean((images - blown_up) ** 2))}
