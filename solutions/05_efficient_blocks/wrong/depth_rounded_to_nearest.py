"""Fails: test_depth_is_rounded_up, test_drawn_depth

Repeats are rounded to the nearest number (W). Scaling up by 1.2 then changes no stage of one or two blocks.
"""




def compound_scaling(stages, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15, divisor=8):
    depth, width = alpha**phi, beta**phi
    scaled = [(round(depth * repeats), round_filters(width * filters, divisor)) for repeats, filters in stages]
    return scaled, round(gamma**phi * resolution)
