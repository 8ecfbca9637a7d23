"""What the checks share: photos whose pixels say what became of them, and what is expected."""

import numpy as np


def numbered_by(numbers, labels):
    """Return the label of each photo; -1 for one that does not exist."""
    return [labels[number] if 0 <= number < len(labels) else -1 for number in numbers]


def sloping_photo(height, width, channels):
    """Return a uint8 photo whose red rises from left to right and green from top to bottom; grey rises along both.

    Any honest way of resizing leaves a slope a slope, so that each pixel that comes out says from where it came.
    """
    across = np.broadcast_to((np.arange(width) + 0.5) / width, (height, width))
    down = np.broadcast_to(((np.arange(height) + 0.5) / height)[:, None], (height, width))
    slopes = [across, down, np.full((height, width), 0.5)] if channels == 3 else [(across + down) / 2]
    return np.rint(255 * np.stack(slopes, axis=-1)).astype(np.uint8)


def tolerance_of(shape, size):
    """Return what a square of `size` pixels may differ by, if it was made of a sloping photo.

    It is worth one and a half pixels of the photo (rounding of the crop, ways of interpolation) and half a pixel of the square.
    """
    side = min(shape[:2])
    return 255 * (1.5 + 0.5 * side / size) / side + 2


def spots_of(image):
    """Return the pixels in the corners and in the middle of an image, as shares of white: by these one slope is told from another."""
    middle = len(image) // 2
    places = [(0, 0), (0, -1), (-1, 0), (-1, -1), (middle, middle)]
    return [float(value) / 255 for place in places for value in image[place]]


# The disc of `disc_photo`: its share of the photo's side, and the two shades of grey, far enough from 0 and 255 for a change of contrast.
DISC_RADIUS, DARK, BRIGHT = 0.2, 60.0, 200.0


def textured_photo(rng, size):
    """Return a float32 photo `(size, size, channel=3)` in 20..235 of smooth patches, which no flip or turn leaves as it was."""
    coarse = rng.uniform(20, 235, (4, 4, 3))
    places = np.linspace(0, 3, size)
    low = np.minimum(places.astype(int), 2)
    share = places - low
    rows = coarse[low] * (1 - share)[:, None, None] + coarse[low + 1] * share[:, None, None]
    return (rows[:, low] * (1 - share)[:, None] + rows[:, low + 1] * share[:, None]).astype(np.float32)


def slope_photo(size):
    """Return a grey photo that brightens from its upper left to its lower right corner: its direction tells flips and turns."""
    steps = np.linspace(0, 1, size)
    shade = 70 + 115 * (steps[:, None] + steps) / 2
    return np.repeat(shade[..., None], 3, axis=-1).astype(np.float32)


def disc_photo(size):
    """Return a grey photo of a bright disc in the centre: its place and area tell shifts and zooms."""
    steps = np.arange(size) - (size - 1) / 2
    inside = np.hypot(steps[:, None], steps) <= DISC_RADIUS * size
    return np.repeat(np.where(inside, BRIGHT, DARK)[..., None], 3, axis=-1).astype(np.float32)


def directions(slopes):
    """Return in degrees the direction in which the middle of each slope `(photo, height, width)` brightens: 45 for an unchanged one,
    135 for a mirrored one, -45 for one upside down."""
    size = slopes.shape[1]
    middle = slopes[:, size // 3 : -(size // 3), size // 3 : -(size // 3)]
    across = np.diff(middle, axis=2).mean(axis=(1, 2))
    down = np.diff(middle, axis=1).mean(axis=(1, 2))
    return np.degrees(np.arctan2(down, across))


def discs(photos):
    """Return `(shift, zoom)` of the disc in each photo `(photo, height, width)`.

    `shift` `(photo, axis=2)` is how far its centre has moved, as a share of the photo's side; `zoom` its radius over what it was.
    A photo in which no disc is left counts as shifted out of it.
    """
    size = photos.shape[1]
    low, high = photos.min(axis=(1, 2), keepdims=True), photos.max(axis=(1, 2), keepdims=True)
    inside = (photos > (low + high) / 2) & (high - low > (BRIGHT - DARK) / 4)
    area = inside.sum(axis=(1, 2))
    steps = (np.arange(size) - (size - 1) / 2) / size
    shifts = [(inside * steps[:, None]).sum(axis=(1, 2)), (inside * steps).sum(axis=(1, 2))]
    shift = np.stack([np.where(area > 0, moved / np.maximum(area, 1), 1.0) for moved in shifts], axis=-1)
    whole = (np.hypot(steps[:, None], steps) <= DISC_RADIUS).sum()
    return shift, np.sqrt(area / whole)


def sunlit(images, from_left):
    """Return uint8 images `(image, height, width, channel)` lit from the left where `from_left` `(image,)` says so, else from the right."""
    falling = np.linspace(1.3, 0.5, images.shape[2])
    light = np.where(from_left[:, None], falling, falling[::-1])
    return np.clip(images * light[:, None, :, None], 0, 255).astype(np.uint8)
