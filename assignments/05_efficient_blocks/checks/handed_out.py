# %% [markdown]
# # Efficient blocks
#
# A 3x3 convolution from 256 to 256 channels does two things at once: it looks at each pixel's neighbours, and it mixes channels. For
# each output it multiplies 2,304 numbers. Nearly everything that made networks small enough for a telephone follows from one
# question: what if we did the two things one after the other?
#
# This assignment goes from that question to the networks that came of it: MobileNet's separable convolution, MobileNetV2's
# inverted residual, EfficientNet's MBConv with its channel gate, and, on another road, DenseNet, which is small because it never
# computes a feature twice. Each block that you write computes, weight for weight, what its counterpart in `keras.applications`
# computes. In the end you get a budget of weights and multiplications, and spend it. The handout, `README.md`, says what is
# fixed and what is up to you.

# %% imports
import math

import keras
import numpy as np

# %% [markdown]
# ## 1. Looking and mixing, one after the other
#
# A **depthwise** convolution gives each channel a kernel of its own and sums over no channels: it only looks. A **pointwise**
# convolution is an ordinary one with a 1x1 kernel: it only mixes. One after the other they make a *separable* convolution.
#
# ```text
#   full       3x3, all channels together        9 * 256 * 256 = 589,824 weights
#   separable  3x3, each channel alone           9 * 256       =   2,304 weights
#              1x1, all channels together            256 * 256 =  65,536 weights
# ```
#
# Each weight is used once for each pixel of the output, so multiplications shrink by the same factor: nearly nine. Something is
# lost as well: a separable convolution is a full one whose kernel is a product, and most kernels are none.
#
# **Where does "same" pad?** With strides $s$ an image of $n$ pixels gives $\lceil n/s \rceil$. The last window must fit, so
# $\max(0, (\lceil n/s \rceil - 1) s + k - n)$ zeros are missing. Half of them go in front, and what is
# left behind: with an even size and strides 2 a 3x3 kernel gets no zero in front and one behind.


# %% separable_convolution
def same_padding(size, kernel_size, strides):
    """Return how many zeros `padding="same"` puts in front of an axis and behind it. A suggestion: it is not graded on its own.

    Args:
        size: int > 0, pixels along the axis.
        kernel_size: int > 0.
        strides: int > 0.

    Returns:
        `(before, behind)`, where `behind` is `before` or one more.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def depthwise_convolution(images, kernels, strides=1):
    """Cross-correlate each channel with kernels of its own, in NumPy.

    Args:
        images: float array `(batch, height, width, channels)`.
        kernels: float array `(rows, columns, channels, multiplier)`: `multiplier` kernels for each channel.
        strides: int > 0, along both axes.

    Returns:
        Array `(batch, ceil(height / strides), ceil(width / strides), channels * multiplier)`, zero-padded as Keras'
        `padding="same"` does. The outputs of one channel stand side by side: all of channel 0, all of channel 1, ...

    Reference: Howard et al. 2017 (arXiv:1704.04861), section 3.1, equation 3.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def separable_convolution(images, depthwise_kernels, pointwise_kernels, strides=1):
    """Look at each channel alone, then mix channels, in NumPy.

    Args:
        images: float array `(batch, height, width, channels)`.
        depthwise_kernels: float array `(rows, columns, channels, multiplier)`.
        pointwise_kernels: float array `(1, 1, channels * multiplier, filters)`.
        strides: int > 0, of the depthwise convolution.

    Returns:
        Array `(batch, ceil(height / strides), ceil(width / strides), filters)`.

    Reference: Howard et al. 2017 (arXiv:1704.04861), section 3.1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def separable_layers(inputs, filters, kernel_size=3, strides=1):
    """Do the same with two Keras layers: what `SeparableConv2D(filters, kernel_size, strides, "same", use_bias=False)` computes.

    Args:
        inputs: a Keras tensor `(batch, height, width, channels)`.
        filters: int > 0, channels of the output.
        kernel_size: int > 0, of the depthwise convolution.
        strides: int > 0, of the depthwise convolution.

    Returns:
        A Keras tensor `(batch, ceil(height / strides), ceil(width / strides), filters)`: no bias, no normalisation, no activation.

    Example:
        >>> separable_layers(keras.Input((56, 56, 24)), 40, strides=2).shape
        (None, 28, 28, 40)
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def convolution_costs(height, width, channels, filters, kernel_size, strides=1):
    """Compare a full with a separable convolution, both padded to "same" and without bias.

    Args:
        height, width: ints > 0, pixels of the *input*.
        channels, filters: ints > 0, channels of input and output.
        kernel_size: int > 0.
        strides: int > 0.

    Returns:
        `{"full": (parameters, multiply_adds), "separable": (parameters, multiply_adds)}`, ints, for one image. Padded zeros are
        multiplied like other pixels.

    Example:
        >>> convolution_costs(14, 14, 512, 512, 3)["separable"]
        (266752, 52283392)

    Reference: Howard et al. 2017 (arXiv:1704.04861), section 3.1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 2. The inverted residual
#
# ResNet's bottleneck is wide, narrow, wide: it squeezes the channels so that its 3x3 convolution is cheap. A depthwise convolution is
# cheap anyway. So MobileNetV2 turns the unit inside out: narrow, wide, narrow. What travels from block to block, and what the
# shortcut carries, is the *narrow* tensor.
#
# ```text
#            +-- 1x1, expansion * channels - BN - ReLU6 - depthwise 3x3 - BN - ReLU6 - 1x1, filters - BN --+
#   inputs --|                                                                                            +-- outputs
#            +-- inputs themselves, only if strides are 1 and channels equal filters ---------------------+
# ```
#
# **Nothing follows the last normalisation.** ReLU sets half of all numbers to zero. In a wide tensor other channels still know what was
# lost; in a narrow one it is gone for good. Hence the *linear* bottleneck, and no activation after the sum either.
#
# **The shortcut has no weights.** Where strides or a change of channels forbid the identity, there is no shortcut at all: no 1x1
# convolution as in a ResNet.
#
# **ReLU6** is $\min(\max(x, 0), 6)$: what is bounded can be stored in eight bits.


# %% inverted_residual
def normalized(outputs, activation=None):
    """Return a tensor after batch normalisation and an activation. A suggestion: it is not graded on its own.

    Args:
        outputs: a Keras tensor `(batch, height, width, channels)`.
        activation: name of a Keras activation, or `None`.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def inverted_residual(inputs, filters, strides=1, expansion=6):
    """Apply MobileNetV2's block.

    Args:
        inputs: a Keras tensor `(batch, height, width, channels)`.
        filters: int > 0, channels of the output.
        strides: 1 or 2, of the depthwise 3x3 convolution.
        expansion: int > 0; the block works on `expansion * channels` channels. With 1 there is no expanding convolution.

    Returns:
        A Keras tensor `(batch, ceil(height / strides), ceil(width / strides), filters)`.

    Example:
        >>> inverted_residual(keras.Input((56, 56, 24)), 32, strides=2).shape
        (None, 28, 28, 32)

    Reference: Sandler et al. 2018 (arXiv:1801.04381), sections 3.2 to 3.4, table 1 and figure 4d.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 3. Never compute a feature twice
#
# A residual unit *adds* what it has found to what was there; afterwards nobody can tell the two apart. DenseNet *concatenates*: each layer
# reads everything that was found before it, and appends `growth_rate` channels of its own. Since nothing is lost, few new
# channels do: 32 in DenseNet-121, where ResNet-50 computes up to 2,048.
#
# ```text
#   each layer   x -- BN - ReLU - 1x1, 4 * growth_rate -- BN - ReLU - 3x3, growth_rate --+
#                |                                                                       +-- concatenated, x first
#                +-----------------------------------------------------------------------+
#
#   transition   x -- BN - ReLU - 1x1, compression * channels - 2x2 average, strides 2 --
# ```
#
# Here normalisation and activation come *before* each convolution, and the last convolution has neither. The
# reason is the concatenation: each reader normalises what it reads in its own way.
#
# Channels grow with every layer, so between two dense blocks a transition halves them, and the image too.


# %% dense_block
def dense_block(inputs, layers, growth_rate):
    """Apply a dense block.

    Args:
        inputs: a Keras tensor `(batch, height, width, channels)`.
        layers: int > 0, how many pairs of a 1x1 and a 3x3 convolution.
        growth_rate: int > 0, channels that each pair appends.

    Returns:
        A Keras tensor `(batch, height, width, channels + layers * growth_rate)`: the inputs, then each pair's channels in order.

    Example:
        >>> dense_block(keras.Input((28, 28, 128)), layers=12, growth_rate=32).shape
        (None, 28, 28, 512)

    Reference: Huang et al. 2016 (arXiv:1608.06993), section 3, "Dense connectivity", "Composite function" and "Bottleneck layers".
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def transition(inputs, compression=0.5):
    """Apply what stands between two dense blocks.

    Args:
        inputs: a Keras tensor `(batch, height, width, channels)`.
        compression: float, 0 < compression <= 1, share of the channels that is left.

    Returns:
        A Keras tensor `(batch, height // 2, width // 2, int(compression * channels))`.

    Example:
        >>> transition(keras.Input((28, 28, 512))).shape
        (None, 14, 14, 256)

    Reference: Huang et al. 2016 (arXiv:1608.06993), section 3, "Pooling layers" and "Compression".
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 4. A gate for each channel
#
# A convolution treats all images alike. Squeeze-and-excitation lets the image decide which channels matter: average each channel
# over the image (squeeze), let two small dense layers make of these averages one factor in 0..1 for each channel (excitation), and
# multiply.
#
# ```text
#   x --+--------------------------------------------------------------------------- multiplied -- outputs
#       +-- average over the image - dense, squeezed - act. - dense, channels - sigmoid --+
# ```
#
# **MBConv**, EfficientNet's block, is an inverted residual with that gate between the depthwise convolution and the projection, with
# kernels of 3x3 or 5x5, and with swish, $x \cdot \sigma(x)$, in place of ReLU6. One detail is nearly always missed: `squeeze_ratio` counts in
# channels that *enter the block*, not in the six times as many that the gate works on. With 16 channels, an expansion of 6 and a
# ratio of 0.25 the gate squeezes 96 channels to 4, not to 24.


# %% mbconv
def squeeze_and_excitation(inputs, squeezed, activation="relu"):
    """Weigh each channel by what the whole image shows.

    Args:
        inputs: a Keras tensor `(batch, height, width, channels)`.
        squeezed: int > 0, width of the first dense layer.
        activation: name of a Keras activation, or a callable, behind the first dense layer.

    Returns:
        A Keras tensor like `inputs`. Both dense layers have a bias. (A 1x1 convolution of one pixel is a dense layer, too.)

    Reference: Hu et al. 2017 (arXiv:1709.01507), sections 3.1 and 3.2, equations 2 to 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def mbconv(inputs, filters, kernel_size=3, strides=1, expansion=6, squeeze_ratio=0.25):
    """Apply EfficientNet's block.

    Args:
        inputs: a Keras tensor `(batch, height, width, channels)`.
        filters: int > 0, channels of the output.
        kernel_size: int > 0, of the depthwise convolution.
        strides: 1 or 2, of the depthwise convolution.
        expansion: int > 0; the block works on `expansion * channels` channels. With 1 there is no expanding convolution.
        squeeze_ratio: float, 0 < squeeze_ratio <= 1; the gate squeezes to `max(1, int(squeeze_ratio * channels))`.

    Returns:
        A Keras tensor `(batch, ceil(height / strides), ceil(width / strides), filters)`.

    Example:
        >>> mbconv(keras.Input((112, 112, 16)), 24, strides=2).shape
        (None, 56, 56, 24)

    Reference: Tan and Le 2019 (arXiv:1905.11946), section 4 and table 1; Tan et al. 2018 (arXiv:1807.11626), figure 7.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 5. Larger by one number, smaller by a budget
#
# A network can be made deeper, wider, or be given larger images. Each of the three alone soon stops paying. EfficientNet grows all three
# together, by one number $\phi$: depth by $\alpha^\phi$, width by $\beta^\phi$, resolution by $\gamma^\phi$. Multiply-adds
# grow with depth, with the square of width, and with the square of resolution; with $\alpha \beta^2 \gamma^2 \approx 2$ they
# double with each step of $\phi$.
#
# Layers and channels come in whole numbers, so what is scaled must be rounded. Depth is rounded *up*. Width goes to the nearest multiple of 8,
# which hardware likes, but never loses more than a tenth on the way: if it would, it is 8 more.
#
# | | depth | width | resolution |
# | --- | --- | --- | --- |
# | EfficientNet-B0 | 1 | 1 | 224 |
# | EfficientNet-B4 | 1.8 | 1.4 | 380 |
# | EfficientNet-B7 | 3.1 | 2.0 | 600 |
#
# The other way round is your own network: **at most 25,000 parameters and 2,500,000 multiplications** for an image of 32 x 32. The small
# ResNet of assignment `04_resnet` has 78,000 and 12 million. Where do they go? To the large images, right behind the stem.


# %% small_network
def compound_scaling(stages, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15, divisor=8):
    """Scale depth, width and resolution together.

    Args:
        stages: list of pairs `(repeats, filters)`, ints > 0, one for each stage.
        resolution: int > 0, pixels along an image's side.
        phi: float, the one coefficient; 0 changes nothing but the rounding.
        alpha, beta, gamma: floats > 0, by how much depth, width and resolution grow when `phi` grows by 1.
        divisor: int > 0, widths are multiples of it.

    Returns:
        `(stages, resolution)`, scaled: repeats are rounded up; filters to the nearest multiple of `divisor`, a tie upwards, at least to
        `divisor` itself, and one `divisor` more where less than 90 % of the scaled width would be left; resolution to the nearest int.

    Example:
        >>> compound_scaling([(1, 16), (2, 24)], 224, phi=1)
        ([(2, 16), (3, 24)], 258)

    Reference: Tan and Le 2019 (arXiv:1905.11946), section 3.3, equation 3; Sandler et al. 2018 (arXiv:1801.04381), for the multiples of 8.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def round_filters(filters, divisor=8):
    """Return a number of channels as a multiple of `divisor`. A suggestion: it is not graded on its own.

    Args:
        filters: float > 0.
        divisor: int > 0.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def build_network(input_shape, num_classes):
    """Return a network of your own for small images.

    For images of 32 x 32 x 3 and 5 classes it has at most 25,000 parameters, those of batch normalisation's averages included, and
    computes an image with at most 2,500,000 multiplications. `python checks/costs.py efficient_blocks.py` counts them.

    Args:
        input_shape: `(height, width, channels)` of an image, without the batch; height and width are at least 16.
        num_classes: int > 0.

    Input shape: `(batch, height, width, channels)`, float, 0..1
    Output shape: `(batch, num_classes)`, probabilities: 0..1, each row sums to 1

    Returns:
        A `keras.Model` with all its weights created, not compiled.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 6. Train it
#
# A sixth of the multiplications, and four passes over 2,700 drawings. Two things decide.
#
# - **The learning rate must fall**, and it may begin higher than you think: every convolution here is followed by a normalisation.
# - **Batch normalisation must forget fast enough.** The budget has some 340 steps. See assignment `04_resnet`, section 1.


# %% train
def train(model, train_data, valid_data, epochs):
    """Compile the model and train it in place.

    The budget: at most `epochs` passes over `train_data`, whatever they are spent on. Validation is free.

    Args:
        model: a `keras.Model` as `build_network` returns it, with fresh weights.
        train_data: a `tf.data.Dataset` of batches `(images, labels)`: images float32 in 0..1 of shape
            `(batch, height, width, 3)`, labels int in 0..num_classes - 1 of shape `(batch,)`; its order is drawn anew in each pass.
        valid_data: a dataset of the same kind, other images.
        epochs: int > 0, passes over `train_data`.

    Reference: Kingma and Ba 2014 (arXiv:1412.6980), section 2; Loshchilov and Hutter 2016 (arXiv:1608.03983), section 3.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")
