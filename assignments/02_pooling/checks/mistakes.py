"""What known mistakes give in place of means, heads, groups of channels and sensitivities, by the sentences that name them."""

import numpy as np


def mistaken_shapes_of_means(images, keepdims):
    batch, height, width, channels = images.shape
    return {
        "The axes of length 1 were kept.": (batch, 1, 1, channels),
        "Height and width are gone, though `keepdims` is True.": (batch, channels),
        "The channels were averaged, and the height is left.": (batch, height, 1, 1) if keepdims else (batch, height),
        "The channels were averaged, and the width is left.": (batch, 1, width, 1) if keepdims else (batch, width),
        "The images of the batch were averaged, too.": (1, 1, 1, channels) if keepdims else (channels,),
    }


def mistaken_means(images, means):
    batch, height, width, channels = images.shape
    ranked = np.sort(images.reshape(batch, -1, channels), axis=1)
    return {
        "The numbers of each map were summed up, and not divided.": height * width * means,
        "This is the largest number of each map.": ranked[:, -1].reshape(means.shape),
    }


def mistaken_heads(kind, expected, channels, classes):
    """Return what mistakes about a dense layer's parameters give."""
    flat, averaged = expected
    right, of_one_map = (flat if kind == "flatten" else averaged), (flat - classes) // channels + classes
    found = {
        "The biases were not counted.": right - classes,
        "One bias was counted for the whole layer. Each class has its own.": right - classes + 1,
        "Nothing was counted.": 0,
    }
    if kind == "flatten":
        return found | {"The pixels of one map were counted, not those of all.": of_one_map}
    found["A weight was counted for each pixel of a map. There is one number for each map."] = of_one_map
    return found | {"The maps were counted as if they were flattened.": flat}


def mistaken_shapes_of_groups(images, size):
    *pixels, channels = images.shape
    return {
        "All channels were pooled together.": (*pixels, 1),
        f"The groups have 2 channels. `pool_size` is {size}.": (*pixels, channels // 2),
        "The groups overlap: each channel begins one of its own.": (*pixels, channels - size + 1),
        "Nothing was pooled: all channels are still there.": images.shape,
    }


def mistaken_groups(images, size):
    number = images.shape[-1] // size
    groups = [images[..., first : first + size] for first in range(0, size * number, size)]
    far_apart = [np.sort(images[..., first::number], axis=-1)[..., -1] for first in range(number)]
    return {
        "These are groups of channels far apart; neighbours belong together.": np.stack(far_apart, axis=-1),
        "This is the mean of each group.": np.stack([group.mean(axis=-1) for group in groups], axis=-1),
        "This is the smallest of each group.": np.stack([np.sort(group, axis=-1)[..., 0] for group in groups], axis=-1),
    }


def mistaken_cut_outs(images, right):
    """Return what shapes of cut-outs mistakes about the shift give."""
    batch, height, width, channels = images.shape
    full_width = (
        "`pool` was called with images of full width: what moves out was rolled around, or what moves in was filled in, "
        "or maps were shifted in place of images."
    )
    return {
        full_width: [[batch, height, width, channels]],
        "Rows were cut off, not columns: this is a shift down.": [[batch, height - right, width, channels]],
        "The shift is by 1, whatever `right` is.": [[batch, height, width - 1, channels]],
    }


def mistaken_sensitivities(images, right):
    """Return what sensitivities mistakes give if each pixel is doubled."""
    pairs = [(images[:, :, left + right], images[:, :, left]) for left in range(images.shape[2] - right)]
    differences, of_sizes = (np.stack([f(there) - f(here) for here, there in pairs]) for f in (np.positive, np.abs))
    moved, cancelled = np.abs(differences).mean(), abs(differences.mean())
    return {
        "The change of the images was divided by that of the maps.": 0.5,
        "Squares of the differences were averaged in place of their absolute values.": 4.0,
        "The change of the maps was not divided by that of the images.": 2 * moved,
        "Differences of the maps cancel each other.": 2 * cancelled / moved,
        "Differences of the images cancel each other.": 2 * moved / cancelled,
        "Differences cancel each other: absolute values were taken before the subtraction, or not at all.": 2
        * abs(of_sizes.mean())
        / cancelled,
    }
