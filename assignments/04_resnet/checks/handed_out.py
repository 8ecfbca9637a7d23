# %% [markdown]
# # A residual network of your own
#
# By 2015 everybody knew that deeper networks see better, and everybody's deeper networks trained worse. Not for
# overfitting: a plain network of 56 layers ended with a higher error *on its training set* than one of 20 layers
# (He et al. 2015, figure 1). Yet the deeper one could do no worse in principle: let 20 layers do the work, and
# the other 36 pass on what they get. Gradient descent does not find that solution, because a stack of convolutions has
# to work hard to do nothing.
#
# The remedy is one addition. Let a unit output $F(x) + x$ instead of $F(x)$. Doing nothing now means $F(x) = 0$, which is
# what small weights give anyway; and the gradient reaches every layer by a path that multiplies it by nothing.
# A unit has to learn only what should *change*: the residual.
#
# In this assignment you write the two units of that paper, build ResNet-34, ResNet-50 and their small relatives from
# them, and train one from scratch. The handout, `README.md`, says what is fixed and what is up to you.

# %% imports
import keras

# %% [markdown]
# ## 1. The residual unit
#
# The main branch is convolution, normalisation, activation, convolution, normalisation. The shortcut is added to it,
# and only then comes the second activation:
#
# ```text
#            +-- 3x3 convolution - BN - activation - 3x3 convolution - BN --+
#   inputs --|                                                              +-- activation -- outputs
#            +-- shortcut --------------------------------------------------+
# ```
#
# **When does the shortcut need weights?** A sum needs two equal shapes. If the main branch leaves the shape alone, so can
# the shortcut: it is the identity, and costs nothing. If the main branch halves the image *or changes the number of
# channels*, a 1x1 convolution must do the same to the shortcut. The unit learns the number of incoming
# channels in `build`, not in `__init__`: that is what `build` is for.
#
# **Why no bias in the convolutions?** Batch normalisation subtracts the mean of each channel, and with it any constant
# that was added before. Its own `beta` takes the bias's place.
#
# **How fast should batch normalisation forget?** While training it normalises with the statistics of the batch; when
# predicting, with moving averages. After $n$ steps an average with momentum $m$ still holds the share $m^n$ of its
# start value (mean 0, variance 1), which describes no image at all. With Keras' default of 0.99 that is 67 % after 40
# steps, and a network can reach 96 % in `fit` and 50 % in `evaluate` *on the same images*. With 0.9 it is 1.5 %. Long trainings
# never notice the difference; yours is short.


# %% residual_unit
def normalized_convolution(filters, kernel_size, strides=1):
    """Return a convolution without bias, padded to "same", followed by batch normalisation.

    Every convolution of this assignment comes with its normalisation, so it pays to write the pair once. This helper
    and the next are suggestions: they are not graded on their own.

    Args:
        filters: int > 0, number of output channels.
        kernel_size: int > 0, height and width of the kernel.
        strides: int > 0, along both axes.

    Input shape: `(batch, height, width, channels)`
    Output shape: `(batch, ceil(height / strides), ceil(width / strides), filters)`

    Reference: Ioffe and Szegedy 2015 (arXiv:1502.03167), section 3.2; He et al. 2015 (arXiv:1512.03385), section 3.4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def shortcut_branch(input_channels, output_channels, strides):
    """Return a layer that gives a unit's inputs the shape of its main branch's outputs.

    Args:
        input_channels: int > 0, channels that enter the unit.
        output_channels: int > 0, channels that leave it.
        strides: int > 0, strides of the main branch along both axes.

    Input shape: `(batch, height, width, input_channels)`
    Output shape: `(batch, ceil(height / strides), ceil(width / strides), output_channels)`

    Reference: He et al. 2015 (arXiv:1512.03385), section 3.2, equations 1 and 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


@keras.saving.register_keras_serializable(package="deep_vision")
class ResidualUnit(keras.layers.Layer):
    """The residual unit of ResNet-18 and ResNet-34: two 3x3 convolutions and a shortcut.

    Args:
        filters: int > 0, number of channels of both convolutions and of the output.
        strides: int > 0, strides of the first 3x3 convolution and of the shortcut.
        activation: name of a Keras activation, or a callable; used inside the main branch and after the sum.

    Input shape: `(batch, height, width, channels)`, float
    Output shape: `(batch, ceil(height / strides), ceil(width / strides), filters)`

    Example:
        >>> ResidualUnit(128, strides=2)(keras.ops.zeros((1, 56, 56, 64))).shape
        TensorShape([1, 28, 28, 128])

    Reference: He et al. 2015 (arXiv:1512.03385), sections 3.1 to 3.3 and figure 2.
    """

    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        # YOUR CODE HERE
        raise NotImplementedError("This part is yours: write it in place of this line.")

    def build(self, input_shape):
        """Create both branches and build them: from here on the number of incoming channels is known."""
        # YOUR CODE HERE
        raise NotImplementedError("This part is yours: write it in place of this line.")

    def call(self, inputs, training=None):
        """Return the activation of the sum of both branches."""
        # YOUR CODE HERE
        raise NotImplementedError("This part is yours: write it in place of this line.")

    def get_config(self):
        """Return what `__init__` needs to make this unit again, as plain values."""
        # YOUR CODE HERE
        raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 2. The bottleneck unit
#
# A 3x3 convolution from 256 to 256 channels has 589,824 weights; two of them make a unit too dear to stack fifty layers deep.
# The bottleneck first squeezes the channels with a 1x1 convolution, does its 3x3 work on a quarter of them, and widens
# them again with another 1x1 convolution: 69,632 weights in all, and the image between two units is as rich as before.
#
# ```text
#            +-- 1x1, filters - BN - act. - 3x3, filters - BN - act. - 1x1, 4 * filters - BN --+
#   inputs --|                                                                                 +-- activation -- outputs
#            +-- shortcut ---------------------------------------------------------------------+
# ```
#
# The `filters` of a bottleneck count its narrow part. Which means that its output has *four times* as many channels, and that
# the very first unit behind the stem needs a projection although its strides are 1.


# %% bottleneck_unit
@keras.saving.register_keras_serializable(package="deep_vision")
class BottleneckUnit(keras.layers.Layer):
    """The bottleneck unit of ResNet-50 and deeper: 1x1, 3x3 and 1x1 convolution and a shortcut.

    Args:
        filters: int > 0, channels of the first two convolutions. The third, and so the output, has `4 * filters`.
        strides: int > 0, strides of the 3x3 convolution and of the shortcut.
        activation: name of a Keras activation, or a callable; used after the first two normalisations and after the sum.

    Input shape: `(batch, height, width, channels)`, float
    Output shape: `(batch, ceil(height / strides), ceil(width / strides), 4 * filters)`

    Example:
        >>> BottleneckUnit(64)(keras.ops.zeros((1, 56, 56, 64))).shape
        TensorShape([1, 56, 56, 256])

    Reference: He et al. 2015 (arXiv:1512.03385), section 4.1, "Deeper Bottleneck Architectures", and figure 5.
    """

    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        # YOUR CODE HERE
        raise NotImplementedError("This part is yours: write it in place of this line.")

    def build(self, input_shape):
        """Create both branches and build them: from here on the number of incoming channels is known."""
        # YOUR CODE HERE
        raise NotImplementedError("This part is yours: write it in place of this line.")

    def call(self, inputs, training=None):
        """Return the activation of the sum of both branches."""
        # YOUR CODE HERE
        raise NotImplementedError("This part is yours: write it in place of this line.")

    def get_config(self):
        """Return what `__init__` needs to make this unit again, as plain values."""
        # YOUR CODE HERE
        raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 3. The network
#
# A ResNet is a stem, some stages of units, and a head. Within a stage all images have one size. From one stage to the next
# the size halves and the number of filters usually doubles: the first unit of every stage *but the first* has strides 2.
# (The first stage follows a stem that has just shrunk the image; shrinking it again loses what the
# photo shows and changes hardly any parameter count, so nobody notices until the accuracy disappoints.)
#
# | | stem | stages (units) | unit | trainable parameters |
# | --- | --- | --- | --- | --- |
# | ResNet-34 | large | 3, 4, 6, 3 | `ResidualUnit` | 21,797,672 |
# | ResNet-50 | large | 3, 4, 6, 3 | `BottleneckUnit` | 25,557,032 |
#
# At 224 pixels the stages work on 56, 28, 14 and 7 pixels. The large stem divides the size by 4 before the first unit sees it; an
# image of 64 pixels cannot afford that, and gets the small stem: one 3x3 convolution that keeps the size.


# %% build_resnet
def build_resnet(
    input_shape,
    num_classes,
    blocks_per_stage=(3, 4, 6, 3),
    filters_per_stage=(64, 128, 256, 512),
    unit=ResidualUnit,
    stem="large",
):
    """Return a ResNet that classifies images.

    Stem "large": 7x7 convolution with strides 2, BN, ReLU, 3x3 max pooling with strides 2. Stem "small": 3x3 convolution with
    strides 1, BN, ReLU. Either has `filters_per_stage[0]` filters. The head is global average pooling and one dense layer.

    Args:
        input_shape: `(height, width, channels)` of an image, without the batch.
        num_classes: int > 0.
        blocks_per_stage: one int > 0 for each stage, its number of units; any number of stages from one on.
        filters_per_stage: one int > 0 for each stage, the `filters` of its units.
        unit: called as `unit(filters, strides=strides)`, returns what turns a tensor into a tensor.
        stem: "large" or "small".

    Input shape: `(batch, height, width, channels)`, float
    Output shape: `(batch, num_classes)`, probabilities: 0..1, each row sums to 1

    Returns:
        A `keras.Model` with all its weights created, not compiled.

    Raises:
        ValueError: if `blocks_per_stage` and `filters_per_stage` differ in length, or `stem` is neither "large" nor "small".

    Reference: He et al. 2015 (arXiv:1512.03385), section 3.3 and table 1; section 4.2 for small images.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 4. Training from scratch
#
# Few images, few passes over them: the budget is what makes this task interesting. Three things decide it.
#
# - **The loss must fit the output.** The labels are integers, and the network already ends in a softmax.
# - **The learning rate must fall.** Large steps find the valley, small ones its floor. With a constant rate the last
#   steps are as wild as the first, and your accuracy is that of a random moment.
# - **Training and validation tell different things.** A training accuracy far above the validation accuracy means
#   overfitting; but if the validation accuracy is at chance level *for several passes*, think of the moving averages
#   in section 1 first.


# %% train
def train(model, train_data, valid_data, epochs=10):
    """Compile the model and train it in place.

    The budget: at most `epochs` passes over `train_data`, whatever they are spent on. Validation is free.

    Args:
        model: a `keras.Model` as `build_resnet` returns it, with fresh weights.
        train_data: a `tf.data.Dataset` of batches `(images, labels)`: images float32 in 0..1 of shape
            `(batch, height, width, 3)`, labels int in 0..num_classes - 1 of shape `(batch,)`; its order is drawn anew in each pass.
        valid_data: a dataset of the same kind, other images.
        epochs: int > 0, passes over `train_data`.

    Returns:
        The `keras.callbacks.History` of the training.

    Reference: He et al. 2015 (arXiv:1512.03385), section 3.4; Kingma and Ba 2014 (arXiv:1412.6980), section 2;
    Loshchilov and Hutter 2016 (arXiv:1608.03983), section 3, for the falling learning rate.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")
