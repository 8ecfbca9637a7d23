# %% [markdown]
# # Comparing fine-tuning strategies
#
# A network that has seen a million photos knows what edges, petals and fur look like. Your two hundred flowers cannot teach
# that, but they can use it: keep the network, replace its last layer, and train. How much of the network should learn along?
# Nothing but the new layer? The upper layers too? All of it? You will compare.
#
# Hardly a mistake in this field raises an error. A backbone that cannot be unfrozen, flags that come too late, a
# wrong pixel range: the code runs, the accuracy is a little lower, and nobody knows why. So each task here asks what really
# happens: which weights does one step of the optimiser move?

# %% imports
import time

import keras
import numpy as np

# %% [markdown]
# ## 1. A pretrained network as it is
#
# A network sees what it was trained on: images of one size, in one range. EfficientNet-Lite0 scales by itself and wants 0..255;
# MobileNetV2 wants -1..1; ResNet50 wants blue before red and no division at all. With another range nothing
# fails. The features are only worse: measured on flowers, a linear classifier on MobileNet's features
# fell from 70.5 % to 68.0 % with 0..1 instead of -1..1, and to 31 % with 0..255.
#
# Photos come in all shapes. Cut the largest square from the middle, then resize: a squeezed temple is no temple any more.


# %% classify
def classify(network, photos, preprocess_input, class_names, top=3):
    """Return the likeliest classes of each photo.

    Of each photo the largest central square is used, resized to the network's input size.

    Args:
        network: a `keras.Model` with one fixed input size `(height, width)`, height equal to width.
        photos: list of uint8 arrays `(height, width, channel=3)` in 0..255 (RGB), each of its own height and width.
        preprocess_input: function that brings images `(batch, height, width, channel=3)` from 0..255 to the network's range;
            float32 in, float32 out.
        class_names: one name for each output of the network.
        top: int > 0, how many classes to return.

    Returns:
        For each photo a list of `top` pairs `(class name, probability)`, the likeliest first.

    Reference: Tan and Le 2019 (arXiv:1905.11946) for the network; `keras.applications` for other networks' preprocessing.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def central_square(photo):
    """Return the largest central square of a photo as float32. A suggestion: it is not graded on its own.

    Args:
        photo: array `(height, width, channel)`.

    Returns:
        float32 array `(side, side, channel)`, side = min(height, width), values as they were.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 2. A new head on a frozen backbone
#
# The new head starts with random weights, and its first gradients are large and mean nothing. Let into the backbone, they
# destroy what it knows. So the backbone is frozen while the head learns.
#
# Frozen means two things, because batch normalisation has two kinds of state. Its gamma and beta are moved by the
# optimiser. Its moving averages are moved by every call in training mode, without any gradient. In Keras,
# `layer.trainable = False` on a batch normalisation stops both: it then works in inference mode, whatever `training` says.
#
# Many tutorials call `backbone(inputs, training=False)` and trust that. In a functional model `fit` overrides the argument: with
# unfrozen layers the averages move all the same (Keras 3.15). Trust the flag, and look at what moved.


# %% build_classifier
def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    """Return a classifier: the frozen backbone in inference mode, global average pooling, dropout, dense layer with softmax.

    Args:
        backbone: a functional `keras.Model` without a head; the classifier uses it itself, not a copy.
        num_classes: int > 0.
        preprocess_input: function that brings a tensor of images from 0..255 to the backbone's range, applied within the
            classifier; None where the backbone wants 0..255.
        dropout: rate in 0..1, share of the pooled features that are dropped in training.

    Input shape: `(batch, height, width, channel=3)`, float, 0..255 (RGB)
    Output shape: `(batch, num_classes)`, probabilities: 0..1, each row sums to 1

    Returns:
        A `keras.Model`, not compiled. Of its weights only the dense layer's kernel and bias learn.

    Reference: Yosinski et al. 2014 (arXiv:1411.1792), section 4; Lin et al. 2013 (arXiv:1312.4400), section 3.2, for the pooling.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 3. Freeze, and unfreeze the top
#
# Three traps wait here, and none of them raises an error.
#
# - **`model.layers[-20:]` slices the classifier**, which has five layers; one of them is the backbone. It is the
#   *backbone's* layers that you want.
# - **Setting `trainable` to the value it has does nothing.** After `backbone.trainable = False`, unfreezing some
#   sublayers and `backbone.trainable = False` again, these sublayers still learn: the container's flag was False all along, so the
#   second assignment is not passed on to them.
# - **`layers[-0:]` is the whole list.**
#
# The top layers learn at a low rate, their batch normalisations stay frozen: few images give poor statistics.


# %% unfreeze
def freeze(model):
    """Freeze the whole backbone of a classifier, whatever was set before; the head learns.

    Flags take effect when the model is compiled next.

    Args:
        model: what your `build_classifier` returned.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def unfreeze_top(model, num_layers):
    """Let exactly the last `num_layers` layers of a classifier's backbone learn, and its head; freeze the rest.

    Batch normalisations count as layers, but stay frozen and in inference mode wherever they are. What was set before does
    not matter. Flags take effect when the model is compiled next.

    Args:
        model: what your `build_classifier` returned.
        num_layers: int in 0..len(backbone.layers); layers are counted in `backbone.layers`, all kinds of them.

    Reference: Yosinski et al. 2014 (arXiv:1411.1792), section 4, for how transfer depends on depth.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def find_backbone(model):
    """Return the backbone within a classifier. A suggestion: it is not graded on its own.

    Args:
        model: what your `build_classifier` returned.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 4. Two phases
#
# First the head alone, until its gradients mean something. Then the upper layers with it, at a rate so low that they are
# adapted and not overwritten: a hundredth of the head's is usual.
#
# Keras decides at the first `fit` after `compile` which weights learn. Flags that change later are ignored until the model
# is compiled again, without a warning. (Between `compile` and the first `fit` they still count.)


# %% two_phases
def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    """Train a classifier's head, then also the last `num_layers` layers of its backbone.

    Args:
        model: what your `build_classifier` returned; its flags may be set anyhow. It is trained in place.
        train_data: a `tf.data.Dataset` of batches `(images, labels)`: images float32 `(batch, height, width, channel=3)`
            in 0..255, labels int `(batch,)`. At most `epochs[0] + epochs[1]` passes are made over it.
        valid_data: a dataset of the same kind, other images; only looked at, never learnt from.
        num_layers: as in `unfreeze_top`.
        epochs: two ints > 0, passes over `train_data` in the first and in the second phase.
        learning_rates: two floats > 0, of the first and of the second phase.

    Returns:
        Two `keras.callbacks.History`, one for each phase.

    Reference: Chollet, *Deep Learning with Python*, "Fine-tuning a pretrained model"; Kumar et al. 2022 (arXiv:2202.10054) for why
    the head goes first.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


# %% [markdown]
# ## 5. Which strategy is better?
#
# | strategy | first weights | what learns |
# | --- | --- | --- |
# | `"scratch"` | random | everything, batch normalisation included |
# | `"frozen"` | ImageNet's | the head |
# | `"top"` | ImageNet's | the head, then also the last `num_layers` layers without their batch normalisations |
# | `"all"` | ImageNet's | the head, then also all layers without their batch normalisations |
#
# A comparison is worth what its fairness is worth: the same images, the same number of passes, and the same seeds, so that two
# runs with one seed form a pair. One pair proves nothing: from seed to seed, accuracy varies by a point or more.
# Call a strategy better only if the mean of its paired differences is more than three standard errors above zero.
#
# A frozen backbone computes the same features in each pass. Computed once and kept, they make the strategy "frozen" many times
# as fast. (With random augmentation that is not allowed: its images differ from pass to pass.)


# %% comparison
STRATEGIES = ("scratch", "frozen", "top", "all")


def compare_strategies(
    make_backbone, data, num_classes, seeds, strategies=STRATEGIES, epochs=6, num_layers=20, preprocess_input=None
):
    """Train one classifier for each strategy and seed under one budget, and measure it.

    Every run starts from a fresh backbone and depends on nothing but its strategy and its seed: weights, order of the
    images and dropout come from `keras.utils.set_random_seed(seed)`. It learns from `data["train"]` alone, in `epochs` passes; where a run
    has two phases, their passes add up to `epochs`. No augmentation.

    Args:
        make_backbone: called as `make_backbone("imagenet")`, or `make_backbone(None)` for random weights; returns another
            functional `keras.Model` without a head in each call.
        data: dict of "train", "valid" and "test", each a pair of arrays `(images, labels)`: images uint8
            `(image, height, width, channel=3)` in 0..255, labels int `(image,)`.
        num_classes: int > 0.
        seeds: ints, one run of each strategy for each.
        strategies: names from `STRATEGIES`, in any order.
        epochs: int > 1, passes over the training images in each run.
        num_layers: as in `unfreeze_top`, for the strategy "top".
        preprocess_input: as in `build_classifier`.

    Returns:
        `(rows, models)`. rows: a list of dicts, one for each run, with the keys "strategy", "seed", "epochs" (passes in this run),
        "trainable_parameters" (int, of its last phase), "seconds" (of its training), "valid_accuracy" and "test_accuracy" (0..1).
        models: a dict from `(strategy, seed)` to the trained `keras.Model`, of images in 0..255.

    Reference: Kornblith et al. 2019 (arXiv:1805.08974); Bouthillier et al. 2021 (arXiv:2103.03098) for the variance of seeds.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def train_by_strategy(model, strategy, train, epochs, num_layers):
    """Train a fresh classifier in place. A suggestion: it is not graded on its own.

    Args:
        model: what your `build_classifier` returned.
        strategy: one of `STRATEGIES`.
        train: pair of arrays `(images, labels)`.
        epochs, num_layers: as in `compare_strategies`.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def compile_and_fit(model, images, labels, epochs, learning_rate):
    """Compile a model anew and train it. A suggestion: it is not graded on its own."""
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def accuracy(model, images, labels):
    """Return the share of right answers, 0..1. A suggestion: it is not graded on its own."""
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def is_better(rows, first, second):
    """Return whether strategy `first` is better than `second`: by more than three standard errors of the paired differences.

    Pairs are runs of both strategies with one seed; runs whose seed the other strategy lacks do not count. With d = differences
    of "test_accuracy", first minus second, in n pairs: mean(d) > 3 * s(d) / sqrt(n), where s is the standard deviation with n - 1.

    Args:
        rows: as `compare_strategies` returns them, in any order.
        first, second: names of two strategies.

    Returns:
        bool; False where there are fewer than two pairs.

    Reference: Dror et al. 2018, *The Hitchhiker's Guide to Testing Statistical Significance in NLP*, section 3, for paired tests.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")


def draw_comparison(rows):
    """Draw the test accuracy of every run, strategy by strategy.

    Args:
        rows: as `compare_strategies` returns them.

    Returns:
        A `matplotlib.figure.Figure` that names each strategy and shows one mark for each run at its "test_accuracy" (0..1) on the
        vertical axis.
    """
    # YOUR CODE HERE
    raise NotImplementedError("This part is yours: write it in place of this line.")
