"""Fails: test_width_is_a_near_multiple, test_drawn_width

Widths go to the nearest multiple, without the rule that a tenth at most may be lost (W). Tells: narrow stages, such as 11 -> 8.
"""




def round_filters(filters, divisor=8):
    rounded = max(divisor, int(filters + divisor / 2) // divisor * divisor)
    return rounded
