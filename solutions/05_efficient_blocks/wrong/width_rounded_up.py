"""Fails: test_width_is_a_near_multiple, test_drawn_width

Widths are rounded up to a multiple (W). B4 then has 40 filters where 32 are published.
"""

import math


def round_filters(filters, divisor=8):
    return math.ceil(filters / divisor) * divisor
