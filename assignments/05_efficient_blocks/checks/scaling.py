"""Compound scaling, written out: what the checks compare a student's rounding with, and what EfficientNet was published with."""

import math

# EfficientNet-B0: Tan and Le 2019 (arXiv:1905.11946), table 1; B4 and B7: coefficients and layers as in keras.applications.
B0_STAGES = [(1, 16), (2, 24), (2, 40), (3, 80), (3, 112), (4, 192), (1, 320)]
PUBLISHED = [
    {
        "name": "EfficientNet-B4",
        "options": {"phi": 1, "alpha": 1.8, "beta": 1.4, "gamma": 380 / 224},
        "stages": [(2, 24), (4, 32), (4, 56), (6, 112), (6, 160), (8, 272), (2, 448)],
        "resolution": 380,
    },
    {
        "name": "EfficientNet-B7",
        "options": {"phi": 1, "alpha": 3.1, "beta": 2.0, "gamma": 600 / 224},
        "stages": [(4, 32), (7, 48), (7, 80), (10, 160), (10, 224), (13, 384), (4, 640)],
        "resolution": 600,
    },
]


def scaled_repeats(repeats, phi, alpha):
    return math.ceil(alpha**phi * repeats)


def nearest_multiple(wanted, divisor):
    """Try every multiple of `divisor` and return the nearest one, the larger of two."""
    multiples = range(divisor, int(wanted) + 2 * divisor, divisor)
    return min(multiples, key=lambda multiple: (abs(multiple - wanted), -multiple))


def scaled_filters(filters, phi, beta, divisor):
    """Return the nearest multiple of `divisor`, unless it loses more than a tenth."""
    wanted = beta**phi * filters
    nearest = nearest_multiple(wanted, divisor)
    return nearest if nearest >= 0.9 * wanted else nearest + divisor


def scaled_resolution(resolution, phi, gamma):
    return round(gamma**phi * resolution)


def scaled(stages, resolution, phi, alpha, beta, gamma, divisor):
    """Return stages and resolution after compound scaling, as Tan and Le 2019 round them."""
    stages = [
        (scaled_repeats(repeats, phi, alpha), scaled_filters(filters, phi, beta, divisor))
        for repeats, filters in stages
    ]
    return stages, scaled_resolution(resolution, phi, gamma)


def repeats_of(stages, resolution):
    return [stage[0] for stage in stages]


def filters_of(stages, resolution):
    return [stage[1] for stage in stages]


def resolution_of(stages, resolution):
    return resolution


def is_clear(stages, resolution, phi, alpha, beta, gamma, divisor):
    """Return whether no rounding hangs on the last digit of a float."""
    scaled = [alpha**phi * repeats for repeats, _ in stages] + [gamma**phi * resolution + 0.5]
    widths = [beta**phi * filters / divisor for _, filters in stages]
    scaled += [width + 0.5 for width in widths] + [0.9 * width for width in widths]
    return all(abs(number - round(number)) > 1e-6 for number in scaled)
