"""Visible checks of the Keras layers."""

from autograder import Inputs, expect, signs, task
from autograder.authoring import inputs

from .cases import expect_maps, known_cases
from .signs import FRACTIONS, FROZEN, any_fractions

PHOTOS = [2, 70, 120, 3]


@inputs("default_layer")
def photos_of_the_chapter():
    return Inputs(sent={"input_shape": PHOTOS})


@inputs("new_layers")
def padded_photos_and_small_ones():
    cases = [
        {"filters": 32, "kernel_size": 7, "padding": "same", "input_shape": PHOTOS},
        {"filters": 5, "kernel_size": 4, "padding": "valid", "input_shape": [1, 9, 8, 2]},
    ]
    return Inputs(sent={"cases": cases})


@inputs("layers_with_weights", "layers_learning")
def known_weights():
    return known_cases("layers_with_weights")


def expect_layers(facts, answers, mistakes):
    for fact, right, known in zip(facts, answers, mistakes, strict=True):
        help = "The shape of the output."
        expect(fact["output_shape"], equals=right["output_shape"], mistakes=known["output_shape"], help=help)
        help = "The shapes of the layer's weights: kernel and bias."
        expect(fact["weights"], equals=right["weights"], mistakes=known["weights"], help=help)
        help = "The smallest number in the output: no activation cuts it off."
        expect(fact["lowest"], at_most=-1e-3, mistakes=known["lowest"], help=help)


@task("keras_layer", points=1)
def test_a_new_layer_has_32_filters_of_size_7(default_layer, answers, mistakes):
    """Without arguments, 32 filters of size 7 make (2, 64, 114, 32) of two photos (2, 70, 120, 3)."""
    expect_layers(default_layer, answers, mistakes)


@task("keras_layer", points=1)
def test_a_new_layer_does_as_it_is_told(new_layers, answers, mistakes):
    """With "same" padding the same photos give (2, 70, 120, 32); other numbers of filters, sizes and channels work alike."""
    expect_layers(new_layers, answers, mistakes)


@task("keras_layer", points=1)
def test_set_weights_are_computed_with(layers_with_weights, given, answers, mistakes):
    """A layer whose weights were set computes what conv2d computes, and has no bias if none was given."""
    help = "A layer has weights once it is built; setting them is not passing them on."
    help = f"{FRACTIONS} {help}" if any_fractions(layers_with_weights, given) else help
    expect_maps(layers_with_weights, given, answers, mistakes, help)
    compared = zip(layers_with_weights, answers["weights"], mistakes["weights"], strict=True)
    for fact, right, known in compared:
        expect(fact["weights"], equals=right, mistakes=known, help="The shapes of the layer's weights.")


@task("keras_layer", points=1)
def test_set_weights_go_on_learning(layers_learning, answers):
    """Weights that were set are trainable, and a gradient reaches each."""
    help = "The number of weights that a gradient reaches. Nothing is frozen."
    for found, right in zip(layers_learning, answers, strict=True):
        trained = [item["weight"] for item in found if item["largest"] > 0]
        expect(len(trained), equals=right, mistakes=signs({FROZEN: not found}), help=help)
