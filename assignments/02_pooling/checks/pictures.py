"""Pictures of what was found: images before and after pooling, and where gradients went."""

from autograder.authoring import Maps, picture


@picture("pool2d")
def largest(window_maxima, given):
    """The first channel of an image, and the largest number of each window."""
    return [before_and_after(given, window_maxima, "max pooling", one_scale=True)]


@picture("pool2d")
def means(window_means, given):
    """The first channel of an image, and the mean of each window."""
    return [before_and_after(given, window_means, "average pooling", one_scale=True)]


@picture("pool_gradient")
def routed(routed_gradient, given):
    """The first channel of an image, and the gradient that reached each of its pixels."""
    return [before_and_after(given, routed_gradient, "gradient")]


def before_and_after(given, found, what, one_scale=False):
    """Return the first channel of the first case's first image beside what was found of it."""
    maps = {"the image": given.sent["cases"][0]["images"][0, ..., 0], what: found[0][0, ..., 0]}
    return Maps(maps, shared=tuple(maps) if one_scale else ())
