"""Visible checks of the Keras layers."""

from convolution_cases import expect_maps, known_answers

from autograder import Inputs, expect, inputs, task

PHOTOS = [2, 70, 120, 3]


@inputs("default_layer")
def photos_of_the_chapter():
    return Inputs(sent={"input_shape": PHOTOS}, kept={"expected": [(2, 64, 114, 32)], "kernels": [(7, 7, 3, 32)]})


@inputs("new_layers")
def padded_photos_and_small_ones():
    cases = [
        {"filters": 32, "kernel_size": 7, "padding": "same", "input_shape": PHOTOS},
        {"filters": 5, "kernel_size": 4, "padding": "valid", "input_shape": [1, 9, 8, 2]},
    ]
    kept = {"expected": [(2, 70, 120, 32), (1, 6, 5, 5)], "kernels": [(7, 7, 3, 32), (4, 4, 2, 5)]}
    return Inputs(sent={"cases": cases}, kept=kept)


@inputs("layers_with_weights", "layers_learning")
def known_weights():
    return known_answers("layers_with_weights")


def expect_layers(facts, given):
    for fact, shape, kernel in zip(facts, given.kept["expected"], given.kept["kernels"], strict=True):
        expect(fact["output_shape"], equals=shape, help="The shape of the output.")
        expect(
            fact["weights"], equals=[kernel, kernel[-1:]], help="The shapes of the layer's weights: kernel and bias."
        )
        expect(fact["lowest"], at_most=-1e-3, help="The smallest number in the output: no activation cuts it off.")


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
    expect_maps(
        layers_with_weights, given, "A layer has weights once it is built; setting them is not passing them on."
    )
    for case, fact in zip(given.sent["cases"], layers_with_weights, strict=True):
        shapes = [array.shape for array in (case["kernels"], case["bias"]) if array is not None]
        expect(fact["weights"], equals=shapes, help="The shapes of the layer's weights.")


@task("keras_layer", points=1)
def test_set_weights_go_on_learning(layers_learning, given):
    """Weights that were set are trainable, and a gradient reaches each."""
    for case, found in zip(given.sent["cases"], layers_learning, strict=True):
        trained = [item["weight"] for item in found if item["largest"] > 0]
        expected = 1 + (case["bias"] is not None)
        expect(len(trained), equals=expected, help="The number of weights that a gradient reaches. Nothing is frozen.")
