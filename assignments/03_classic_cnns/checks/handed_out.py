# %% [markdown]
# # Four classic networks
#
# LeNet-5 read cheques in 1998. AlexNet won ImageNet's contest in 2012 and ended an era; VGG-16 and GoogLeNet followed two years later with two
# opposite answers to the same question, how to go deeper. Everything in today's networks was tried in these four: small kernels,
# normalisation, dropout, branches, 1x1 convolutions, a head without dense layers.
#
# A published network is a *table*, and a builder is a *loop* over that table. In this notebook each table is given, as plain tuples; you write
# the loops. What a table leaves out is the art of reading a paper: padding, the order of activation, normalisation and pooling, the head.
# The handout, `README.md`, draws all four, and says what is fixed and what is up to you.

# %% imports
import keras

# %% [markdown]
# ## 1. LeNet-5
#
# | | layer | output | parameters |
# | --- | --- | --- | --- |
# | C1 | 5x5 convolution, tanh | 28 x 28 x 6 | 156 |
# | S2 | 2x2 average pooling | 14 x 14 x 6 | |
# | C3 | 5x5 convolution, tanh | 10 x 10 x 16 | 2,416 |
# | S4 | 2x2 average pooling | 5 x 5 x 16 | |
# | C5 | dense layer, tanh | 120 | 48,120 |
# | F6 | dense layer, tanh | 84 | 10,164 |
# | | dense layer, softmax | 10 | 850 |
#
# No convolution is padded: digits were centred in 32 x 32 pixels, so that nothing of them lies at the edge. These are the 61,706 parameters of
# LeNet as it is built today. The paper counts 60,000: its C3 connects each map with some of S2's maps only (1,516), its
# pooling has a weight and a bias for each map (12 and 32), and its output layer measures distances to drawings that are fixed.


# %% build_lenet5
def build_lenet5(
    input_shape=(32, 32, 1),
    num_classes=10,
    filters=(6, 16),
    units=(120, 84),
    activation="tanh",
):
    """Return a LeNet: convolutions and average pooling in turn, then dense layers.

    Args:
        input_shape: `(height, width, channels)` of an image, without the batch.
        num_classes: int > 0.
        filters: one int > 0 for each 5x5 convolution without padding; 2x2 average pooling with strides 2 follows each.
        units: one int > 0 for each dense layer before the last; may be empty.
        activation: name of a Keras activation; used behind each convolution and each dense layer but the last.

    Input shape: `(batch, height, width, channels)`, float
    Output shape: `(batch, num_classes)`, probabilities: 0..1, each row sums to 1

    Returns:
        A `keras.Model` with all its weights created, not compiled.

    Reference: LeCun et al. 1998, *Gradient-Based Learning Applied to Document Recognition*, section II.B and figure 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 2. Local response normalisation
#
# In AlexNet a strong response at one place quietens the responses of neighbouring kernels at the same place:
#
# $$ b^i_{x,y} = a^i_{x,y} \Big/ \Big( k + \alpha \sum_{j=\max(0,\,i-n/2)}^{\min(N-1,\,i+n/2)} (a^j_{x,y})^2 \Big)^\beta $$
#
# $i$ and $j$ number the channels, $N$ is how many there are. The window is $n$ channels wide, half of it on each side, and ends where
# the channels end. The paper chose $k = 2$, $n = 5$, $\alpha = 10^{-4}$ and $\beta = 0.75$.
#
# Libraries agree on the name and on little else. TensorFlow's `tf.nn.local_response_normalization` takes the *radius* of the window and calls $k$
# `bias`; its defaults are none of the paper's. Caffe and PyTorch divide $\alpha$ by $n$. Follow the formula.


# %% local_response_normalization
@keras.saving.register_keras_serializable(package="deep_vision")
class LocalResponseNormalization(keras.layers.Layer):
    """AlexNet's normalisation of each response by those of neighbouring channels at the same place. It has no weights.

    Args:
        size: odd int > 0, the paper's n: how many channels the sum runs over, the response's own in the middle.
        k: float > 0, what is added to the sum.
        alpha: float > 0, factor of the sum of squares (of the sum, not of the mean).
        beta: float > 0, exponent.

    Input shape: `(batch, height, width, channels)`, float
    Output shape: the same

    Example:
        >>> float(LocalResponseNormalization()(keras.ops.ones((1, 1, 1, 3)) * 100)[0, 0, 0, 1])  # 100 / (2 + 3)**0.75
        29.907...

    Reference: Krizhevsky et al. 2012, *ImageNet Classification with Deep Convolutional Neural Networks*, section 3.3.
    """

    def __init__(self, size=5, k=2.0, alpha=1e-4, beta=0.75, **kwargs):
        super().__init__(**kwargs)
        # YOUR CODE HERE
        raise NotImplementedError("This part is yours: write it in place of this line.")

    def call(self, inputs):
        """Return the normalised responses."""
        # YOUR CODE HERE
        raise NotImplementedError("This part is yours: write it in place of this line.")

    def get_config(self):
        """Return what `__init__` needs to make this layer again, as plain values."""
        # YOUR CODE HERE
        raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 3. AlexNet
#
# Five convolutions and three dense layers. Each convolution is followed by ReLU; behind that, where the table says so, comes the normalisation
# of section 2, and behind that, where the table says so, 3x3 max pooling with strides 2. The windows of the pooling overlap.
#
# The network was too large for one graphics card of its time. Half of the channels lived on each of two cards, and the second, fourth and fifth
# convolution saw only the half on their own card. Today one writes `groups=2`. Counted so, AlexNet has 60,965,224 parameters, the
# paper's 60 million. Without groups it has 62,378,344, a number just as common.
#
# The paper says that images have 224 pixels. Then the first convolution would not come out even; with 227 it does: (227 - 11) / 4 + 1 = 55.

# %% alexnet
ALEXNET = (
    # filters, kernel size, strides, padding, groups, normalized, pooled
    (96, 11, 4, "valid", 1, True, True),
    (256, 5, 1, "same", 2, True, True),
    (384, 3, 1, "same", 1, False, False),
    (384, 3, 1, "same", 2, False, False),
    (256, 3, 1, "same", 2, False, True),
)


# %% build_alexnet
def build_alexnet(
    input_shape=(227, 227, 3),
    num_classes=1000,
    convolutions=ALEXNET,
    units=(4096, 4096),
):
    """Return an AlexNet: convolutions as listed, then dense layers with dropout.

    Args:
        input_shape: `(height, width, channels)` of an image, without the batch.
        num_classes: int > 0.
        convolutions: one row for each convolution: filters, kernel size, strides, padding, groups, and whether local response
            normalisation and max pooling follow. See `ALEXNET`.
        units: one int > 0 for each dense layer before the last, with ReLU and dropout of half its outputs; may be empty.

    Input shape: `(batch, height, width, channels)`, float
    Output shape: `(batch, num_classes)`, probabilities: 0..1, each row sums to 1

    Returns:
        A `keras.Model` with all its weights created, not compiled.

    Reference: Krizhevsky et al. 2012, sections 3.1 to 3.5 and figure 2; section 4.2 for dropout.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def dense_head(outputs, units, num_classes):
    """Return probabilities from maps: flattened, dense layers with ReLU and dropout, a dense layer with softmax.

    AlexNet and VGG end alike, so it pays to write this once. The helper is a suggestion: it is not graded on its own.

    Args:
        outputs: tensor `(batch, height, width, channels)`.
        units: one int > 0 for each dense layer before the last.
        num_classes: int > 0.

    Reference: Krizhevsky et al. 2012, sections 3.5 and 4.2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 4. VGG-16
#
# VGG has one kind of convolution, 3x3, and one kind of pooling, 2x2. Two 3x3 convolutions see as far as one of 5x5, three as far
# as one of 7x7, with fewer weights and more ReLUs between them. The price is in the head: of 138,357,544 parameters the first dense layer
# alone has 102,764,544, because it sees all of 7 x 7 x 512 values.

# %% vgg16
VGG16 = (
    # convolutions, filters of each
    (2, 64),
    (2, 128),
    (3, 256),
    (3, 512),
    (3, 512),
)


# %% build_vgg
def build_vgg(input_shape=(224, 224, 3), num_classes=1000, blocks=VGG16, units=(4096, 4096)):
    """Return a VGG: blocks of 3x3 convolutions, then dense layers with dropout.

    Args:
        input_shape: `(height, width, channels)` of an image, without the batch.
        num_classes: int > 0.
        blocks: for each block the number of its 3x3 convolutions, padded to "same" and followed by ReLU, and their
            filters. 2x2 max pooling with strides 2 ends each block.
        units: one int > 0 for each dense layer before the last, with ReLU and dropout of half its outputs; may be empty.

    Input shape: `(batch, height, width, channels)`, float
    Output shape: `(batch, num_classes)`, probabilities: 0..1, each row sums to 1

    Returns:
        A `keras.Model` with all its weights created, not compiled.

    Reference: Simonyan and Zisserman 2014 (arXiv:1409.1556), section 2.1 and table 1, column D.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 5. The Inception module
#
# Which kernel size is right? GoogLeNet takes them all, side by side, and lets training decide. Four branches look at the same maps; their
# outputs are stacked along the channels:
#
# ```text
#            +-- 1x1 --------------------+
#            +-- 1x1 (reduce) -- 3x3 ----+
#   inputs --|                           +-- concatenated along channels -- outputs
#            +-- 1x1 (reduce) -- 5x5 ----+
#            +-- 3x3 max pooling -- 1x1 -+
# ```
#
# The 1x1 convolutions before the large kernels are what makes it cheap: a 5x5 convolution from 192 to 32 channels has 153,600
# weights; reduced to 16 channels first, both together have 15,872. Every convolution is followed by ReLU, the reducing ones too.


# %% inception_module
def inception_module(inputs, filters):
    """Return the outputs of an Inception module with reduced dimensions.

    Args:
        inputs: tensor `(batch, height, width, channels)`.
        filters: six ints > 0 in the order of the paper's table 1: 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, pool proj.

    Returns:
        Tensor `(batch, height, width, channels)`: the branches' channels in this order: 1x1, 3x3, 5x5, pooling.

    Reference: Szegedy et al. 2014 (arXiv:1409.4842), section 4 and figure 2(b).
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def rectified_convolution(inputs, filters, kernel_size, strides=1):
    """Return `inputs` after a convolution padded to "same" and ReLU. A suggestion: it is not graded on its own.

    Args:
        inputs: tensor `(batch, height, width, channels)`.
        filters: int > 0.
        kernel_size: int > 0, height and width of the kernel.
        strides: int > 0, along both axes.

    Reference: Szegedy et al. 2014 (arXiv:1409.4842), section 5.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 6. GoogLeNet
#
# The stem shrinks 224 pixels to 28 before the first module sees them. Then come nine modules in three stages; between two stages, and
# only there, 3x3 max pooling with strides 2 halves the maps. The head averages each of the last 1,024 maps to one number: no dense layer
# but the last, and so 6,998,552 parameters in all, a twentieth of VGG-16's. (The two auxiliary heads, which only helped training, are left out.)
#
# | | layer | output |
# | --- | --- | --- |
# | stem | 7x7 convolution, strides 2, ReLU | 112 x 112 x 64 |
# | | 3x3 max pooling, strides 2; local response normalisation | 56 x 56 x 64 |
# | | 1x1 convolution, ReLU | 56 x 56 x 64 |
# | | 3x3 convolution, ReLU; local response normalisation | 56 x 56 x 192 |
# | | 3x3 max pooling, strides 2 | 28 x 28 x 192 |
# | modules | 3a, 3b | 28 x 28 x 480 |
# | | 4a to 4e | 14 x 14 x 832 |
# | | 5a, 5b | 7 x 7 x 1024 |
# | head | global average pooling | 1024 |
# | | dropout of 40 %, dense layer, softmax | 1000 |

# %% googlenet
GOOGLENET = (
    # For each module: 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, pool proj. Stages are separated by max pooling.
    ((64, 96, 128, 16, 32, 32), (128, 128, 192, 32, 96, 64)),
    (
        (192, 96, 208, 16, 48, 64),
        (160, 112, 224, 24, 64, 64),
        (128, 128, 256, 24, 64, 64),
        (112, 144, 288, 32, 64, 64),
        (256, 160, 320, 32, 128, 128),
    ),
    ((256, 160, 320, 32, 128, 128), (384, 192, 384, 48, 128, 128)),
)


# %% build_googlenet
def build_googlenet(
    input_shape=(224, 224, 3),
    num_classes=1000,
    stages=GOOGLENET,
    stem=(64, 64, 192),
    module=inception_module,
):
    """Return a GoogLeNet without auxiliary heads: stem, stages of modules, head.

    Args:
        input_shape: `(height, width, channels)` of an image, without the batch.
        num_classes: int > 0.
        stages: for each stage its modules, for each module six ints > 0. See `GOOGLENET`.
        stem: filters of the stem's 7x7, 1x1 and 3x3 convolution.
        module: called as `module(inputs, filters)`, returns a tensor.

    All convolutions and poolings are padded to "same".

    Input shape: `(batch, height, width, channels)`, float
    Output shape: `(batch, num_classes)`, probabilities: 0..1, each row sums to 1

    Returns:
        A `keras.Model` with all its weights created, not compiled.

    Reference: Szegedy et al. 2014 (arXiv:1409.4842), section 5, table 1 and figure 3.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 7. Training a small relative
#
# A LeNet with ReLU, for colour images, learns flowers in a few seconds. There is no batch normalisation in it to forgive mistakes: loss and learning rate
# have to be right.
#
# - **The loss must fit the output.** The labels are integers, and the network already ends in a softmax.
# - **The rate decides.** Without normalisation, a rate ten times too large leaves ReLUs that never fire again, and every image
#   gets the same answer. One ten times too small has not arrived when the budget is spent.
# - **The rate should fall.** Large steps find the valley, small ones its floor.


# %% train
def train(model, train_data, valid_data, epochs=5):
    """Compile the model and train it in place.

    The budget: at most `epochs` passes over `train_data`, whatever they are spent on. Validation is free.

    Args:
        model: a `keras.Model` as `build_lenet5` returns it, with fresh weights.
        train_data: a `tf.data.Dataset` of batches `(images, labels)`: images float32 in 0..1 of shape
            `(batch, height, width, 3)`, labels int in 0..num_classes - 1 of shape `(batch,)`; its order is drawn anew in each pass.
        valid_data: a dataset of the same kind, other images.
        epochs: int > 0, passes over `train_data`.

    Returns:
        Whatever suits you, such as the `History` that `fit` returns: nothing looks at it.

    Reference: Kingma and Ba 2014 (arXiv:1412.6980), section 2; Loshchilov and Hutter 2016 (arXiv:1608.03983), section 3,
    for the falling learning rate.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")
