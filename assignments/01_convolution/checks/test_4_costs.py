"""Visible checks of costs: the chapter's stack, a dilated one, and stacks that see far."""

from autograder import Inputs, expect, giving_all, task
from autograder.authoring import inputs

# Exercise 2 of Géron's chapter 14.
CHAPTER = {
    "input_shape": [200, 300, 3],
    "layers": [{"filters": filters, "kernel_size": 3, "strides": 2, "padding": "same"} for filters in (100, 200, 400)],
    "batch": 50,
}
DILATED = {
    "input_shape": [20, 31, 2],
    "layers": [
        {"filters": 3, "kernel_size": 3, "dilation": 2},
        {"filters": 4, "kernel_size": 5, "strides": 2, "padding": "same", "use_bias": False},
    ],
    "batch": 1,
}
FIELDS = [
    [],
    [{"filters": 8, "kernel_size": 7}],
    [{"filters": 8, "kernel_size": 3}] * 3,
    CHAPTER["layers"],
    [{"filters": 8, "kernel_size": 11, "strides": 4}, {"filters": 8, "kernel_size": 5}],
    [{"filters": 8, "kernel_size": 3, "dilation": 2**layer} for layer in range(3)],
]


@inputs("stack_costs", "stack_memory")
def known_stacks():
    return Inputs(sent={"cases": [CHAPTER, DILATED]})


@inputs("receptive_fields")
def known_fields():
    return Inputs(sent={"cases": [{"layers": layers} for layers in FIELDS]})


def expect_costs(place, found, right, mistakes):
    helps = {
        "output_shape": f"The shape of layer {place}'s output.",
        "parameters": f"Parameters of layer {place}: weights and biases.",
        "multiply_adds": f"Multiply-adds of layer {place}: one for every weight of its filter, for each number that comes out.",
    }
    for cost, help in helps.items():
        expect(found[cost], equals=right[cost], mistakes=mistakes[cost], help=help)


@task("costs", points=1)
def test_each_layer_is_counted(stack_costs, answers, mistakes):
    """Each layer's output shape, parameters and multiply-adds are counted right."""
    for found, right, known in zip(stack_costs, answers, mistakes, strict=True):
        expect(len(found), equals=len(right), help="The number of layers that were counted.")
        for place, of_layer in enumerate(zip(found, right, known, strict=True), start=1):
            expect_costs(place, *of_layer)


@task("costs", points=1)
def test_memory_is_counted(stack_memory, answers, mistakes):
    """Predicting holds the input and output of one layer, training the images and all outputs, of the whole batch."""
    helps = {"predicting": "the largest pair of neighbours.", "training": "nothing may be forgotten."}
    for found, right, known in zip(stack_memory, answers, mistakes, strict=True):
        for use, help in helps.items():
            expect(found[use], equals=right[use], mistakes=known[use], help=f"Bytes for {use}: {help}")


@task("costs", points=1)
def test_receptive_field_grows_with_depth(receptive_fields, given, answers, mistakes):
    """The receptive field adds up what each kernel spans, in pixels of the image."""
    named = giving_all(receptive_fields, mistakes.items())
    for case, found, right in zip(given.sent["cases"], receptive_fields, answers, strict=True):
        described = [
            tuple(layer.get(key, 1) for key in ("kernel_size", "strides", "dilation")) for layer in case["layers"]
        ]
        help = f"Layers with (kernel, strides, dilation) {described}: how far apart are neighbours of the last map?"
        expect(found, equals=right, mistakes=named, help=help)
