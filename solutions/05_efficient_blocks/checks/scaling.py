"""Compound scaling, written out, and what EfficientNet was published with."""

import math

# B4 and B7: layers as in keras.applications.
PUBLISHED = {
    "EfficientNet-B4": {
        "repeats": [2, 4, 4, 6, 6, 8, 2],
        "filters": [24, 32, 56, 112, 160, 272, 448],
        "resolution": 380,
    },
    "EfficientNet-B7": {
        "repeats": [4, 7, 7, 10, 10, 13, 4],
        "filters": [32, 48, 80, 160, 224, 384, 640],
        "resolution": 600,
    },
}


def scaled(stages, resolution, phi, alpha, beta, gamma, divisor):
    """Return repeats, filters and resolution after compound scaling, as Tan and Le 2019 round them."""
    return {
        "repeats": [scaled_repeats(repeats, phi, alpha) for repeats, _ in stages],
        "filters": [scaled_filters(filters, phi, beta, divisor) for _, filters in stages],
        "resolution": scaled_resolution(resolution, phi, gamma),
    }


def scaled_repeats(repeats, phi, alpha):
    return math.ceil(alpha**phi * repeats)


def scaled_filters(filters, phi, beta, divisor):
    """Return the nearest multiple of `divisor`, unless it loses more than a tenth."""
    wanted = beta**phi * filters
    nearest = nearest_multiple(wanted, divisor)
    return nearest if nearest >= 0.9 * wanted else nearest + divisor


def nearest_multiple(wanted, divisor):
    """Try every multiple of `divisor` and return the nearest one, the larger of two."""
    multiples = range(divisor, int(wanted) + 2 * divisor, divisor)
    return min(multiples, key=lambda multiple: (abs(multiple - wanted), -multiple))


def scaled_resolution(resolution, phi, gamma):
    return round(gamma**phi * resolution)
