# %% [markdown]
# # Pooling, and what it costs
#
# A network that looks for a flower does not care whether a petal begins at pixel 40 or 41. Pooling makes a map smaller by keeping one number
# for each window: the largest, or the mean. What follows sees more of the image at once, computes less, and notices small shifts less.
# It has no weights, so there is nothing to learn, and nothing to tell you that it is wrong.
#
# You will write pooling in NumPy, its gradient, and a layer that pools over channels, and you will measure what it is said to do: how
# much less a shift shows, and what is paid for it. The handout, `README.md`, says what is fixed and what is up to you.

# %% imports
import functools

import keras
import numpy as np

# %% [markdown]
# ## 1. The largest, or the mean
#
# Windows are placed as those of a convolution (assignment `01_convolution`; bring your `same_padding` along), each channel for itself. Two things differ:
#
# - **Strides are those of the window**, unless said otherwise: windows lie side by side.
# - **Padding is not zeros.** With `"same"` padding windows hang over the edge, the larger half of an odd overhang after the image, but what lies
#   outside *is not there*. It never wins a maximum: of a window with -3 and -5 that is -3, not 0. And it is not averaged in: the mean
#   of -3 and -5 is -4, whether or not the window has room for more.


# %% pool2d
def pool_windows(images, pool_size=2, strides=None, padding="valid"):
    """Return all windows. This helper is a suggestion: it is not graded on its own.

    Args:
        images: array `(batch, height, width, channels)`.
        pool_size, strides, padding: as for `max_pool`.

    Returns:
        Float array `(batch, rows, columns, channels, window height, window width)`, NaN where a window hangs over the edge.
    """
    ### BEGIN SOLUTION
    sides = np.broadcast_to(pool_size, 2)
    steps = sides if strides is None else np.broadcast_to(strides, 2)
    images = np.asarray(images, np.result_type(images, np.float32))
    if padding == "same":
        over = [side - (size % step or step) for size, side, step in zip(images.shape[1:], sides, steps)]
        pads = [(max(pixels, 0) // 2, -(-max(pixels, 0) // 2)) for pixels in over]
        images = np.pad(images, ((0, 0), *pads, (0, 0)), constant_values=np.nan)
    return np.lib.stride_tricks.sliding_window_view(images, sides, axis=(1, 2))[:, :: steps[0], :: steps[1]]
    ### END SOLUTION


def max_pool(images, pool_size=2, strides=None, padding="valid"):
    """Return the largest number in each window, for each channel on its own, as `keras.layers.MaxPooling2D` does.

    Args:
        images: array `(batch, height, width, channels)` of any number type, at least as large as the window.
        pool_size: int > 0, or a pair `(height, width)`: the window.
        strides: int > 0, or a pair `(down, across)`: pixels from one window to the next. None: the window's size.
        padding: "valid", only whole windows; or "same", windows that may hang over the edge, `size / stride` of them, rounded up.

    Returns:
        Array `(batch, rows, columns, channels)`.
    """
    ### BEGIN SOLUTION
    return np.nanmax(pool_windows(images, pool_size, strides, padding), axis=(4, 5))
    ### END SOLUTION


def average_pool(images, pool_size=2, strides=None, padding="valid"):
    """Return the mean of each window, for each channel on its own, as `keras.layers.AveragePooling2D` does.

    Args:
        images, pool_size, strides, padding: as for `max_pool`.

    Returns:
        Float array `(batch, rows, columns, channels)`.
    """
    ### BEGIN SOLUTION
    return np.nanmean(pool_windows(images, pool_size, strides, padding), axis=(4, 5))
    ### END SOLUTION


# %% [markdown]
# ## 2. One number for each map
#
# At the end of a network stands a dense layer. Flattened, the last maps give it a number for each pixel of each map, and it needs a weight for each of these
# and each class; it also works for one size of image only. Global average pooling hands on the mean of each map instead. What was
# found stays, where it was found does not.


# %% global_pooling
def global_average_pool(images, keepdims=False):
    """Return the mean of each map.

    Args:
        images: array `(batch, height, width, channels)` of any number type and size.
        keepdims: whether height and width stay, as axes of length 1.

    Returns:
        Float array `(batch, channels)`, or `(batch, 1, 1, channels)` with `keepdims`.

    Reference: Lin, Chen and Yan 2013 (arXiv:1312.4400), section 3.2.
    """
    ### BEGIN SOLUTION
    return np.mean(images, axis=(1, 2), keepdims=keepdims)
    ### END SOLUTION


def head_parameters(height, width, channels, classes):
    """Count the parameters of a dense layer, biases included, behind the last maps.

    Args:
        height, width, channels: ints > 0, the last maps.
        classes: int > 0, units of the dense layer.

    Returns:
        dict of ints: `flatten`, where all maps' pixels are handed on; `global_average`, where their means are.
    """
    ### BEGIN SOLUTION
    return {"flatten": (height * width * channels + 1) * classes, "global_average": (channels + 1) * classes}
    ### END SOLUTION


# %% [markdown]
# ## 3. Pooling over channels
#
# Let one filter see a 4, another the same 4 turned a little, a third turned a little more. The largest of the three says that there is a 4, however it is
# turned. Pooling over *neighbouring channels* gives invariance to whatever these channels differ in. Keras has no such layer: write it.


# %% depth_pool
@keras.saving.register_keras_serializable(package="deep_vision")
class DepthMaxPool(keras.layers.Layer):
    """Keeps the largest of every `pool_size` neighbouring channels, at each pixel.

    Args:
        pool_size: int > 0, number of channels in a group. The first group has channels 0 to `pool_size - 1`.

    Input shape: `(batch, height, width, channels)`, float; `channels` is a multiple of `pool_size`
    Output shape: `(batch, height, width, channels / pool_size)`

    Raises:
        ValueError: the channels of the input, once they are known, are no multiple of `pool_size`.

    Reference: Géron, *Hands-On Machine Learning*, 3rd edition, chapter 14, "Implementing Pooling Layers with Keras".
    """

    def __init__(self, pool_size=2, **kwargs):
        super().__init__(**kwargs)
        ### BEGIN SOLUTION
        self.pool_size = pool_size
        ### END SOLUTION

    def build(self, input_shape):
        """Refuse channels that make no whole groups: from here on their number is known."""
        ### BEGIN SOLUTION
        if input_shape[-1] % self.pool_size:
            raise ValueError(
                f"Channels come in groups of {self.pool_size}. Received: {input_shape=}, no multiple of that."
            )
        ### END SOLUTION

    def call(self, inputs):
        """Return the largest of each group."""
        ### BEGIN SOLUTION
        return functools.reduce(keras.ops.maximum, [inputs[..., i :: self.pool_size] for i in range(self.pool_size)])
        ### END SOLUTION

    def get_config(self):
        """Return what `__init__` needs to make this layer again, as plain values."""
        ### BEGIN SOLUTION
        return super().get_config() | {"pool_size": self.pool_size}
        ### END SOLUTION


# %% [markdown]
# ## 4. How much less does a shift show, and what does it cost?
#
# *Pooling makes a network invariant to small shifts.* Is that so? Measure it. Take two cut-outs of the same photos, one `right` pixels beside the other: both
# show the same, shifted, and nothing had to be invented at the edges. Compare how much the pooled maps of both differ with how
# much the cut-outs themselves differ:
#
# $$\text{sensitivity} = \frac{\text{mean}\,|\,pool(left) - pool(right)\,|}{\text{mean}\,|\,left - right\,|}$$
#
# 1 means that pooling hides nothing of the shift, 0 that it hides all of it. The price is everything else that it hides. Two figures say how much that is: the share
# of numbers that is *kept*, and what is *lost* if the pooled map is blown up again, each number over the whole of its window, and
# compared with the image.
#
# `python checks/draw_pictures.py sensitivity pooling.py` draws both for the two sample photos.


# %% invariance
def shift_sensitivity(pool, images, right):
    """Measure how much of a shift is left after pooling.

    Args:
        pool: a function from images to maps, such as `max_pool`.
        images: float array `(batch, height, width, channels)`. The two cut-outs have its full height, and its width but for `right`
            columns: the one lacks the first, the other the last.
        right: int > 0, pixels, less than the width.

    Returns:
        float >= 0: the mean absolute difference of the pooled cut-outs over that of the cut-outs themselves.

    Reference: after Zhang 2019 (arXiv:1904.11486).
    """
    ### BEGIN SOLUTION
    first, second = images[:, :, :-right], images[:, :, right:]
    return float(np.mean(np.abs(pool(first) - pool(second))) / np.mean(np.abs(first - second)))
    ### END SOLUTION


def price(pool, images, pool_size):
    """Measure what pooling throws away.

    Args:
        pool: a function from images to maps that uses square windows side by side.
        images: float array `(batch, height, width, channels)`, height and width multiples of `pool_size`.
        pool_size: int > 0, side of the windows.

    Returns:
        dict of floats: `kept`, numbers that come out over numbers that went in; `lost`, the mean absolute difference between the images and
        their maps blown up again, each number repeated over its window.
    """
    ### BEGIN SOLUTION
    maps = np.asarray(pool(images))
    blown_up = maps.repeat(pool_size, axis=1).repeat(pool_size, axis=2)
    return {"kept": maps.size / images.size, "lost": float(np.mean(np.abs(images - blown_up)))}
    ### END SOLUTION


# %% [markdown]
# ## 5. The gradient of max pooling
#
# What comes out of a window is one of its pixels. If that pixel changes a little, so does the output; if any other does, nothing happens. So
# the gradient goes back **to the winner, all of it**, and the others get none. A pixel that has won in several overlapping windows gets the sum.
#
# (Of equal pixels any may be called the winner. No image that you are asked about has any.)


# %% pool_gradient
def max_pool_gradient(images, upstream, pool_size=2, strides=None, padding="valid"):
    """Return the gradient of a loss for the images that went into `max_pool`.

    Args:
        images: array `(batch, height, width, channels)`.
        upstream: float array of the shape of `max_pool`'s output: the loss' gradient for it.
        pool_size, strides, padding: as for `max_pool`.

    Returns:
        Float array of the shape of `images`.
    """
    ### BEGIN SOLUTION
    batch, height, width, channels = images.shape
    options = pool_size, strides, padding
    windows = pool_windows(images, *options)
    places = pool_windows(np.arange(height * width, dtype=float).reshape(1, height, width, 1), *options)
    windows, places = (array.reshape(*array.shape[:4], -1) for array in (windows, places))
    winners = np.nanargmax(windows, axis=-1)[..., None]
    places = np.take_along_axis(np.broadcast_to(places, windows.shape), winners, axis=-1)[..., 0].astype(int)
    gradient = np.zeros((batch, height * width, channels))
    image, _, _, channel = np.indices(upstream.shape)
    np.add.at(gradient, (image, places, channel), upstream)
    return gradient.reshape(images.shape)
    ### END SOLUTION
