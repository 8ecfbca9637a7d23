"""Visible checks of the Keras layers."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .mistakes import expect_maps, known_answers

PHOTOS = [2, 70, 120, 3]
FRACTIONS = (
    "Fractions come out, although images, kernels and bias are whole numbers, as with weights that are still random."
)
FROZEN = "None of the layer's weights can be trained: they were frozen, or are no weights of the layer."
EXCHANGED = "The number of filters and their size were exchanged."
NOT_PADDED = 'The maps are smaller than the photos, though padding is "same".'
PADDED = 'The maps are as large as the photos, though padding is "valid".'


@inputs("default_layer")
def photos_of_the_chapter():
    mistakes = {EXCHANGED: (2, 39, 89, 7), PADDED: (2, 70, 120, 32)}
    kept = {"expected": [(2, 64, 114, 32)], "kernels": [(7, 7, 3, 32)], "mistakes": [mistakes]}
    return Inputs(sent={"input_shape": PHOTOS}, withheld=kept)


@inputs("new_layers")
def padded_photos_and_small_ones():
    cases = [
        {"filters": 32, "kernel_size": 7, "padding": "same", "input_shape": PHOTOS},
        {"filters": 5, "kernel_size": 4, "padding": "valid", "input_shape": [1, 9, 8, 2]},
    ]
    mistakes = [
        {EXCHANGED: (2, 70, 120, 7), NOT_PADDED: (2, 64, 114, 32)},
        {EXCHANGED: (1, 5, 4, 4), PADDED: (1, 9, 8, 5)},
    ]
    kept = {"expected": [(2, 70, 120, 32), (1, 6, 5, 5)], "kernels": [(7, 7, 3, 32), (4, 4, 2, 5)]}
    return Inputs(sent={"cases": cases}, withheld=kept | {"mistakes": mistakes})


@inputs("layers_with_weights", "layers_learning")
def known_weights():
    return known_answers("layers_with_weights")


def expect_layers(facts, given):
    kept = (given.withheld[name] for name in ("expected", "kernels", "mistakes"))
    for fact, shape, kernel, mistakes in zip(facts, *kept, strict=True):
        expect(fact["output_shape"], equals=shape, mistakes=mistakes, help="The shape of the output.")
        help = "The shapes of the layer's weights: kernel and bias."
        mistakes = {"The layer has no bias.": [kernel]}
        expect(fact["weights"], equals=[kernel, kernel[-1:]], mistakes=mistakes, help=help)
        help = "The smallest number in the output: no activation cuts it off."
        mistakes = {"All that is negative was cut off, as ReLU does.": 0.0}
        expect(fact["lowest"], at_most=-1e-3, mistakes=mistakes, help=help)


@task("keras_layer", points=1)
def test_a_new_layer_has_32_filters_of_size_7(default_layer, given):
    """Without arguments, 32 filters of size 7 make (2, 64, 114, 32) of two photos (2, 70, 120, 3)."""
    expect_layers(default_layer, given)


@task("keras_layer", points=1)
def test_a_new_layer_does_as_it_is_told(new_layers, given):
    """With "same" padding the same photos give (2, 70, 120, 32); other numbers of filters, sizes and channels work alike."""
    expect_layers(new_layers, given)


@task("keras_layer", points=1)
def test_set_weights_are_computed_with(layers_with_weights, given):
    """A layer whose weights were set computes what conv2d computes, and has no bias if none was given."""
    help = "A layer has weights once it is built; setting them is not passing them on."
    expect_maps(
        layers_with_weights, given, f"{FRACTIONS} {help}" if any_fractions(layers_with_weights, given) else help
    )
    for case, fact in zip(given.sent["cases"], layers_with_weights, strict=True):
        shapes = [array.shape for array in (case["kernels"], case["bias"]) if array is not None]
        mistakes = {"The layer has a bias, though none was given.": [*shapes, shapes[0][-1:]]}
        mistakes |= {"The layer has no bias, though one was given.": shapes[:1]}
        expect(fact["weights"], equals=shapes, mistakes=mistakes, help="The shapes of the layer's weights.")


def any_fractions(facts, given):
    """Return whether there are fractions in maps of nothing but whole numbers."""
    numbers = [array for case in given.sent["cases"] for array in (case["images"], case["kernels"], case["bias"])]
    if not all(number is None or np.array_equal(number, np.round(number)) for number in numbers):
        return False
    return any(not np.allclose(fact["maps"], np.round(fact["maps"]), atol=1e-3, rtol=0) for fact in facts)


@task("keras_layer", points=1)
def test_set_weights_go_on_learning(layers_learning, given):
    """Weights that were set are trainable, and a gradient reaches each."""
    for case, found in zip(given.sent["cases"], layers_learning, strict=True):
        trained = [item["weight"] for item in found if item["largest"] > 0]
        expected = 1 + (case["bias"] is not None)
        help = "The number of weights that a gradient reaches. Nothing is frozen."
        expect(len(trained), equals=expected, mistakes={} if found else {FROZEN: 0}, help=help)
