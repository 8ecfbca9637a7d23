"""Visible checks of costs: stacks whose costs were counted by hand."""

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .costs_mistakes import mistaken_costs, mistaken_memory
from .mistakes import known_suspects, named

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
COSTS = [
    [
        ((100, 150, 100), 2_800, 40_500_000),
        ((50, 75, 200), 180_200, 675_000_000),
        ((25, 38, 400), 720_400, 684_000_000),
    ],
    [((16, 27, 3), 57, 23_328), ((8, 14, 4), 300, 33_600)],
]
# Bytes: the chapter's input takes 720,000 for each image, its outputs 6,000,000, 3,000,000 and 1,520,000.
MEMORY = [(50 * 9_000_000, 50 * 11_240_000), (4 * 2_536, 4 * 2_984)]
FIELDS = [
    ([], 1),
    ([{"filters": 8, "kernel_size": 7}], 7),
    ([{"filters": 8, "kernel_size": 3}] * 3, 7),
    (CHAPTER["layers"], 15),
    ([{"filters": 8, "kernel_size": 11, "strides": 4}, {"filters": 8, "kernel_size": 5}], 27),
    ([{"filters": 8, "kernel_size": 3, "dilation": 2**layer} for layer in range(3)], 15),
]


@inputs("stack_costs", "stack_memory")
def known_stacks():
    return Inputs(sent={"cases": [CHAPTER, DILATED]}, withheld={"costs": COSTS, "memory": MEMORY})


@inputs("receptive_fields")
def known_fields():
    kept = {"fields": [field for _, field in FIELDS], "suspects": known_suspects("receptive_fields")}
    return Inputs(sent={"cases": [{"layers": layers} for layers, _ in FIELDS]}, withheld=kept)


def expect_costs(place, found, right, mistakes):
    shape, parameters, multiply_adds = right
    help = f"The shape of layer {place}'s output."
    expect(found["output_shape"], equals=shape, mistakes=mistakes["output_shape"], help=help)
    help = f"Parameters of layer {place}: weights and biases."
    expect(found["parameters"], equals=parameters, mistakes=mistakes["parameters"], help=help)
    help = f"Multiply-adds of layer {place}: one for every weight of its filter, for each number that comes out."
    expect(found["multiply_adds"], equals=multiply_adds, mistakes=mistakes["multiply_adds"], help=help)


@task("costs", points=1)
def test_each_layer_is_counted(stack_costs, given):
    """Each layer's output shape, parameters and multiply-adds are counted right."""
    for case, found, expected in zip(given.sent["cases"], stack_costs, given.withheld["costs"], strict=True):
        expect(len(found), equals=len(expected), help="The number of layers that were counted.")
        incoming = [case["input_shape"], *(shape for shape, *_ in expected)]
        for place, (cost, right) in enumerate(zip(found, expected, strict=True)):
            expect_costs(place + 1, cost, right, mistaken_costs(case["layers"][place], incoming[place], right))


@task("costs", points=1)
def test_memory_is_counted(stack_memory, given):
    """Predicting holds the input and output of one layer, training the images and all outputs, of the whole batch."""
    helps = {"predicting": "the largest pair of neighbours.", "training": "nothing may be forgotten."}
    cases, costs, memory = given.sent["cases"], given.withheld["costs"], given.withheld["memory"]
    for case, found, counted, right in zip(cases, stack_memory, costs, memory, strict=True):
        mistakes = mistaken_memory(case, counted, right)
        for (use, help), wanted in zip(helps.items(), right, strict=True):
            expect(found[use], equals=wanted, mistakes=mistakes[use], help=f"Bytes for {use}: {help}")


@task("costs", points=1)
def test_receptive_field_grows_with_depth(receptive_fields, given):
    """The receptive field adds up what each kernel spans, in pixels of the image."""
    mistakes = named(receptive_fields, given.withheld["suspects"])
    for case, found, field in zip(given.sent["cases"], receptive_fields, given.withheld["fields"], strict=True):
        described = [
            tuple(layer.get(key, 1) for key in ("kernel_size", "strides", "dilation")) for layer in case["layers"]
        ]
        help = f"Layers with (kernel, strides, dilation) {described}: how far apart are neighbours of the last map?"
        expect(found, equals=field, mistakes=mistakes, help=help)
