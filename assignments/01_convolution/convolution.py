# %% [markdown]
# # Convolution by hand
#
# A dense layer that looks at a photo of 70 x 120 pixels needs 25,200 weights for each neuron, and what it learns about a corner of the
# photo it knows about that corner only. A convolutional layer makes two assumptions that are true of photos: what belongs together lies close together, and
# a pattern means the same wherever it stands. So each neuron looks through a small window, and all neurons of a map
# look with the same weights.
#
# You will write that layer in NumPy: first the sizes, then the numbers, then fast. You give it filters made by hand, and
# look at what they show. Then you hand the work over to Keras, and count what a stack of such layers costs. The handout, `README.md`, says what is fixed
# and what is up to you.

# %% imports
import keras
import numpy as np

# %% [markdown]
# ## 1. How large is the output?
#
# Slide a window of `kernel` pixels over `size` pixels in steps of `stride`, and count where it stops.
#
# With `"valid"` padding the window never leaves the image, so pixels at the far edge may be left over. With `"same"` padding zeros are added so
# that the number of stops is that of the strides alone: `size / stride`, rounded up. How many zeros that takes, and on
# which side, is where libraries differ. Keras (with TensorFlow) adds just as many as the last window needs; of an odd number, **the larger half goes
# after** the image, to the bottom and to the right. With strides of 2, the same kernel may need another padding for an even size than for an odd one.


# %% output_size
def output_size(size, kernel, stride=1, padding="valid"):
    """Return how many windows fit along one axis.

    Args:
        size: int > 0, pixels of the image along the axis. With "valid" it is at least `kernel`.
        kernel: int > 0, pixels that the window spans. A dilated kernel spans more than it has weights.
        stride: int > 0, pixels from one window to the next.
        padding: "valid" or "same".

    Returns:
        int > 0.

    Raises:
        ValueError: `padding` is neither of both.

    Reference: Dumoulin and Visin 2016 (arXiv:1603.07285), chapter 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def same_padding(size, kernel, stride=1):
    """Return how many zeros "same" padding adds along one axis.

    Args:
        size, kernel, stride: as for `output_size`.

    Returns:
        `(before, after)`, ints >= 0: as few as the last window needs; of an odd number, one more after than before.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 2. Convolution
#
# With the kernel's rows $u$ and columns $v$, input channels $c$, strides $s$ and dilation $d$, on an image $x$ that is padded already:
#
# $$y_{i,j,f} = b_f + \sum_u \sum_v \sum_c \; x_{\,i s + u d,\; j s + v d,\; c} \; w_{u,v,c,f}$$
#
# Read it slowly. The kernel is laid on the image **as it is**, not turned around: mathematicians call this
# cross-correlation, and call convolution what flips the kernel first. Each filter has one kernel for *every* input channel, and **the sum runs over the
# channels**: what comes out has one map for each filter. The bias is added once for each map.
#
# **Loops or no loops.** Six nested loops are a right answer, and take about a thousand times as long as Keras. NumPy works fast if it is
# asked to do much at once. Two ways to ask:
#
# - *Stride tricks*: `np.lib.stride_tricks.sliding_window_view` shows all windows at once without copying a pixel. What is left is one product of
#   tensors.
# - *im2col*: write each window into one row of a large matrix, and each kernel into a column. What is left is one product of matrices.


# %% conv2d
def conv2d(images, kernels, bias=None, strides=1, padding="valid", dilation=1):
    """Convolve images as `keras.layers.Conv2D` does.

    Args:
        images: array `(batch, height, width, channels)` of any number type.
        kernels: float array `(rows, columns, channels, filters)`.
        bias: float array `(filters,)`, or None for no bias.
        strides: int > 0, or a pair `(down, across)`: pixels from one window to the next.
        padding: "valid" or "same", zeros as `same_padding` says.
        dilation: int > 0, or a pair `(down, across)`: pixels from one of the kernel's weights to the next. As in Keras,
            strides and dilation are not both larger than 1.

    Returns:
        Float array `(batch, output height, output width, filters)`.

    Raises:
        ValueError: `padding` is neither of both.

    Reference: Dumoulin and Visin 2016 (arXiv:1603.07285), chapters 2 and 5.1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 3. Filters made by hand
#
# Networks learn their filters. To see what a filter *is*, make some yourself, and look at the map that each gives of a photo:
# `python checks/draw_pictures.py convolution.py` draws them.
#
# | name | shape | what it holds |
# | --- | --- | --- |
# | `vertical` | 7 x 7 | ones in the middle column, zeros elsewhere |
# | `horizontal` | 7 x 7 | ones in the middle row, zeros elsewhere |
# | `blur` | 7 x 7 | the same everywhere, with the sum 1 |
# | `sobel_x` | 3 x 3 | rows -1 0 1, -2 0 2, -1 0 1: how steeply brightness rises to the right |
# | `sobel_y` | 3 x 3 | the same for rising downwards |
#
# Together, the two Sobel maps are the gradient of the photo's brightness. Its length says how strong an edge is, whichever way it runs.


# %% hand_made
def prepare_photos(photos, height=70, width=120):
    """Cut the middle out of each photo and scale it.

    Args:
        photos: uint8 array `(photo, height, width, channels)` in 0..255, at least as large as what is cut out.
        height, width: int > 0, pixels to keep. They differ from the photo's by an even number, so that there is one middle.

    Returns:
        float32 array `(photo, height, width, channels)` in 0..1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def hand_made_kernels():
    """Return the five kernels of the table above.

    Returns:
        dict from name to float array `(rows, columns)`.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def feature_map(images, kernel):
    """Return what one kernel sees of the images' brightness, with "same" padding.

    Args:
        images: float array `(batch, height, width, channels)`. Brightness is the mean of the channels.
        kernel: float array `(rows, columns)`.

    Returns:
        Float array `(batch, height, width)`.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def edge_strength(images):
    """Return the length of the brightness' gradient: the root of the sum of both Sobel maps' squares.

    Args:
        images: float array `(batch, height, width, channels)`.

    Returns:
        Float array `(batch, height, width)`, >= 0.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 4. The same with Keras
#
# A `Conv2D` has no weights before it knows how many channels come in: it gets them when it is built or first called. Until then
# there is nothing to set. Its weights are a kernel `(rows, columns, channels, filters)`, laid out as yours, and a bias `(filters,)`, unless it was told
# to do without.


# %% keras_layer
def new_layer(filters=32, kernel_size=7, padding="valid"):
    """Return a convolutional layer with a bias, strides 1, random weights and no activation.

    Args:
        filters: int > 0.
        kernel_size: int > 0, height and width of the kernel.
        padding: "valid" or "same".

    Input shape: `(batch, height, width, channels)`, float
    Output shape: `(batch, output height, output width, filters)`

    Example:
        >>> new_layer()(keras.ops.zeros((2, 70, 120, 3))).shape
        TensorShape([2, 64, 114, 32])
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def layer_with_weights(kernels, bias=None, strides=1, padding="valid", dilation=1):
    """Return a Keras layer that computes what `conv2d` computes with the same arguments, and can go on learning.

    Args:
        kernels: float array `(rows, columns, channels, filters)`.
        bias: float array `(filters,)`, or None for a layer that has none.
        strides, padding, dilation: as for `conv2d`.

    Returns:
        A built layer, whose trainable weights are the kernels and, if given, the bias.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 5. What it costs
#
# **Parameters** are the weights of all kernels, and the biases. They do not depend on the size of the image. **Multiply-adds** do: each
# number that comes out takes one for every weight of its filter (the bias is not counted). **Memory** is mostly not weights but activations: the numbers
# that the layers hand on, 4 bytes each. Predicting, a layer's input can be forgotten as soon as its output is there, so the most that must be
# held is the input and the output of *one* layer. Training needs them all, the images included, until the gradient has come back.
#
# The **receptive field** is how much of the image one number at the end of the stack depends on. Each layer adds the span of its
# kernel minus one, measured in the pixels of the *image*; behind a stride of 2, each step is twice as far.
#
# A stack is written as a list of dicts, one for each layer, applied in order:
#
# | key | meaning | if left out |
# | --- | --- | --- |
# | `filters` | number of filters | always there |
# | `kernel_size` | height and width of the kernel | always there |
# | `strides` | along both axes | 1 |
# | `padding` | "valid" or "same" | "valid" |
# | `dilation` | along both axes | 1 |
# | `use_bias` | whether there is one | True |


# %% costs
def layer_costs(input_shape, layers):
    """Count what each layer of a stack costs for one image.

    Args:
        input_shape: `(height, width, channels)`.
        layers: list of dicts as in the table above.

    Returns:
        List of dicts, one for each layer: `output_shape` `(height, width, filters)`, `parameters` and `multiply_adds`, ints.

    Reference: Géron, *Hands-On Machine Learning*, 3rd edition, chapter 14, "Memory Requirements" and exercise 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def activation_bytes(input_shape, layers, batch=1):
    """Return the memory that activations take, at 4 bytes for each number.

    Args:
        input_shape, layers: as for `layer_costs`.
        batch: int > 0, images that go through together.

    Returns:
        dict of ints, bytes: `predicting`, the most that the input and output of one layer take; `training`, images and all layers' outputs.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def receptive_field(layers):
    """Return how many pixels of the image, along one axis, one number at the end of a stack depends on.

    Args:
        layers: list of dicts as in the table above; no layer, one pixel.

    Returns:
        int > 0. Where the image is smaller, this may be more than it has.

    Reference: Araujo, Norris and Sim 2019, "Computing Receptive Fields of Convolutional Neural Networks", Distill.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")
