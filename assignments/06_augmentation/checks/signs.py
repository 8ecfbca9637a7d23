"""Signs of known mistakes in the student's own facts, for `expect(mistakes=...)`: each by the sentence that names it."""

import numpy as np

from autograder import giving_all, signs

from .cases import directions, discs, spots_of

# Of pixels in 0..255: half of one is rounded away.
ROUNDED = 0.5 / 255

# Splits and preprocessing


def of_unsteady(passes):
    """Return the mistake by which two passes over one split find different photos."""
    first, second = (sorted(one["numbers"]) for one in passes)
    return signs(
        {"Each reading finds other photos in it: something is shuffled before it is cut.": lambda: first != second},
    )


def of_type(name):
    return signs(
        {"The pixels come out as whole numbers, as they are stored.": lambda: name.startswith(("int", "uint"))}
    )


SCALED = "The pixels were scaled: none is greater than 1."


def of_brightest(value):
    return signs({SCALED: lambda: value <= 1.01})


def of_square(image, mistakes, tolerance):
    """Return mistakes in where the pixels of a square come from; those of `mistakes` give its corners and its middle."""
    darkest_edge = min(image[[0, -1]].max(), image[:, [0, -1]].max())
    shown = {
        SCALED: lambda: image.max() <= 1.01,
        "The photo has black borders: it was padded.": lambda: darkest_edge <= 1,
    }
    return signs(shown) | giving_cases(spots_of(image), mistakes, tolerance / 255)


# The augmentation layer


def at_rest(photos, received):
    """Return mistakes in what a layer makes of photos at inference."""
    changed = np.shape(received) == photos.shape and np.mean(np.abs(received - photos)) > 1
    return signs(
        {
            "The layer scales photos, at inference, too.": lambda: np.max(np.abs(received), initial=0) <= 1.01,
            "The layer changes photos at inference, too.": lambda: changed,
        },
    )


def of_looks(copies, looks, mistakes):
    """Return mistakes in how many looks copies of one photo get in one batch, from those that give every copy and from signs."""
    scaled = "No value above 1 came out: a layer takes photos for 0..1, or brings them there."
    alike = "All photos of a batch got the same change: it was drawn once for all of them."
    return (
        signs({scaled: lambda: np.max(np.abs(copies)) <= 1.01})
        | giving_each(copies, mistakes["unchanged"])
        | signs({alike: looks == 1})
        | giving_each(copies, mistakes["mirrored"])
    )


def giving_each(photos, mistakes):
    """Return as signs those mistakes that give each of several photos."""
    return giving_cases(photos, {sentence: [given] * len(photos) for sentence, given in mistakes.items()}, ROUNDED)


def giving_cases(received, mistakes, tolerance):
    """Return as signs those mistakes that give all of what was received; the first of them is told."""
    return signs(
        {
            sentence: lambda pair=(sentence, values): bool(giving_all(received, [pair], tolerance))
            for sentence, values in mistakes.items()
        },
    )


def of_second_call(changed):
    """Return the mistake by which none of the photos has changed from one call to the next."""
    return signs(
        {"The second call repeated the changes of the first: they were drawn once and for all.": changed == 0},
    )


def of_directions(geometry):
    """Return mistakes that turn the slope of a photo round."""
    if len(set(geometry["disc"].shape[1:])) > 1:
        return {}
    turned = np.abs(np.abs(np.abs(directions(geometry["slope"])) - 90) - 45)
    shift, zoom = discs(geometry["disc"])
    shades = geometry["disc"].reshape(len(geometry["disc"]), -1)
    # The disc is the smaller part: a photo that is mostly bright is a negative.
    negative = np.any(np.median(shades, axis=1) > (shades.min(axis=1) + shades.max(axis=1)) / 2)
    out_of_sight = np.abs(shift).max() > 0.27 or zoom.min() < 0.57
    return signs(
        {
            "Photos were moved or shrunk so far that their border comes to the middle.": lambda: out_of_sight,
            "Photos were flipped top to bottom, or turned by quarters of a circle.": lambda: (
                not negative and turned.max() < 25
            ),
            "Photos were turned by more than 45 degrees: mind the unit of the angle.": lambda: (
                not negative and np.mean(turned > 25) > 0.1
            ),
        },
    )


def of_other_seed(calls):
    """Return the mistake by which a layer with another seed draws the same, if two calls of one show that it draws at all."""
    named = "Another seed draws the same changes: the seed that was asked for is not used."
    first, second = calls
    return signs({named: lambda: first.shape == second.shape and not np.allclose(first, second, atol=0.5)})


# The pipeline


def of_endless(epoch, count):
    """Return the mistake by which an epoch of `count` photos goes on and on."""
    return signs({"The epoch did not end: photos are repeated.": lambda: len(epoch["numbers"]) > 2 * count})


def of_another_order(sentence, received, expected):
    """Return the mistake by which all is there that was expected, in whatever order."""
    return signs({sentence: lambda: sorted(received) == sorted(expected)})


def of_orders(epochs):
    """Return mistakes by which epochs have the same order."""
    orders = [epoch["numbers"] for epoch in epochs]
    stamps = [epoch["stamps"] for epoch in epochs]
    alike = len(orders[0]) > 1 and all(order == orders[0] for order in orders)
    kept = alike and all(np.array_equal(one, stamps[0]) for one in stamps) and np.max(stamps[0]) > 1
    return signs(
        {
            "Photos came in the order of the source: they were never shuffled.": lambda: (
                alike and orders[0] == sorted(orders[0])
            ),
            "The first epoch was kept with its order and its augmentation, and came again.": lambda: kept,
            "One order was drawn and kept: a cache stands behind the shuffling, or nothing shuffles anew.": lambda: (
                alike
            ),
        },
    )


def of_stamps(stamps):
    """Return the mistake by which no photo is augmented; `stamps` are what augmentation added to each."""
    named = "No photo was augmented: `augmentation` was not used, or what using it returned was dropped."
    return signs({named: lambda: max(stamps) < 1})


# The comparison


def of_photos_seen(name, meters, given):
    """Return mistakes in how many photos a network was trained on, from what the meters of both runs tell."""
    seen, other = meters[name]["seen"], meters["plain" if name == "augmented" else "augmented"]["seen"]
    epochs, train, valid = (given.sent["epochs"], *(len(given.sent[f"{split}_images"]) for split in ("train", "valid")))
    # The same photos in the same order, to the last digit.
    one_network = seen == other and np.array_equal(meters["plain"]["looks"], meters["augmented"]["looks"])
    shown = {
        "The valid photos were trained on, too.": lambda: seen == epochs * (train + valid),
        "Both runs returned the same network: the second went on with it.": lambda: (
            one_network and seen == 2 * epochs * train
        ),
        "One run trained on more photos than the other.": lambda: seen != other,
    }
    return signs(shown)


def of_scaled(shares):
    """Return the mistake by which next to nothing is left of photos; `shares` are what is left of how they look."""
    return signs(
        {"Photos were scaled down before the network, which scales them itself.": lambda: np.max(shares) < 0.01},
    )


def of_fit(run):
    """Return the mistake by which a network learns too slowly."""
    losses = np.array(run["reported"].get("loss", []))
    falls = -np.diff(losses)

    def is_slow():
        # One that has come to rest elsewhere falls less and less.
        return len(falls) > 1 and min(falls) > 0 and falls[-1] > falls.mean() / 4 and losses[-1] > 0.75 * losses[0]

    return signs(
        {"Its loss fell evenly, but hardly at all, as with steps that are far too small.": is_slow},
    )


def of_history(values, photos):
    """Return mistakes in accuracies that a history tells of so many photos."""
    right = np.array(values) * photos
    named = f"No number of right answers to the {photos} valid photos gives these values: something else was measured, or nothing."
    return signs({named: lambda: np.max(np.abs(right - np.rint(right))) > 0.3})
