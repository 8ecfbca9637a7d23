"""Visible checks: what a student's `pytest` runs. They compare facts with the textbook in NumPy, never with a solution."""

import numpy as np
from resnet_in_numpy import ACTIVATIONS, closest, kernel_shapes, network, parameters, units

from autograder import Inputs, expect, inputs, task
from autograder.weights import draw_weights
from source_data import FLOWER_NAMES, draw_flowers, flower_arrays

# Single-precision convolutions in another order of summation differ by about 1e-6; a free choice of BN's epsilon by 3e-4.
TOLERANCE = 2e-3


def drawn_case(rng, channels, filters, strides=1, activation="relu"):
    """Return one unit's description; odd sizes, at which every usual padding gives the same numbers."""
    height, width = (int(size) for size in rng.choice([5, 7, 9], 2, replace=False))
    seed = int(rng.integers(2**31))
    return {"channels": channels, "filters": filters, "strides": strides, "activation": activation, "height": height, "width": width, "seed": seed}


def with_images(rng, cases, batch=2):
    shapes = [(batch, case["height"], case["width"], case["channels"]) for case in cases]
    return Inputs(sent={"cases": cases, "images": [rng.normal(size=shape).astype(np.float32) for shape in shapes]})


def two_sizes(rng):
    """Return two different small numbers of channels."""
    return (int(size) for size in rng.choice([3, 4, 5, 6], 2, replace=False))


@inputs("residual_zeroed", "residual_identity", "residual_learning", "residual_training_mode")
def same_shape(rng):
    _, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, filters, filters)], batch=6)


@inputs("residual_wider")
def more_channels(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters)])


@inputs("residual_strided")
def strided(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters, strides=2), drawn_case(rng, filters, filters, strides=2)])


@inputs("residual_activated")
def other_activations(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, filters, filters, activation="tanh"), drawn_case(rng, channels, filters, activation="softplus")])


@inputs("residual_parameters")
def all_shortcuts(rng):
    channels, filters = two_sizes(rng)
    return Inputs(sent={"cases": [drawn_case(rng, filters, filters), drawn_case(rng, channels, filters), drawn_case(rng, filters, filters, 2)]})


@inputs("residual_saved")
def nothing_default(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters, strides=2, activation="tanh")])


def expect_textbook(unit, facts, given, help):
    for case, images, fact in zip(given.sent["cases"], given.sent["images"], facts, strict=True):
        nearest = closest(unit, case, fact["weights"], images, fact["output"])
        if nearest is None:
            wanted = kernel_shapes(unit, case["channels"], case["filters"], case["strides"])
            found = [item["shape"] for item in fact["weights"] if item["name"] == "kernel"]
            expect(sorted(found), equals=sorted(list(shape) for shape in wanted), help=f"These are the kernels of the unit's convolutions, each with its own batch normalisation. {help}")
            expect(fact["output"].shape, equals=expected_shape(unit, case, len(images)), help="This is the shape of the unit's output.")
        expect(fact["output"], close_to=nearest, tolerance=TOLERANCE, help=help)


def sizes_entering(case):
    """Return (height, width, channels) of what enters each unit of a network."""
    rows, columns, _ = case["input_shape"]
    if case["stem"] == "large":
        rows, columns = (-(-side // 4) for side in (rows, columns))
    channels, sizes = case["filters"][0], []
    for _, strides, filters in units(case["blocks"], case["filters"]):
        sizes.append([rows, columns, channels])
        rows, columns, channels = -(-rows // strides), -(-columns // strides), filters
    return sizes


def named_weights(seed, described):
    drawn = draw_weights(seed, [(item["name"], item["shape"]) for item in described])
    names = [{2: "head", 4: "stem"}[array.ndim] if item["name"] == "kernel" else item["name"] for item, array in zip(described, drawn, strict=True)]
    return dict(zip(names, drawn, strict=True))


def expected_shape(unit, case, batch):
    rows, columns = (-(-case[side] // case["strides"]) for side in ("height", "width"))
    return (batch, rows, columns, case["filters"] * (4 if unit == "bottleneck" else 1))


def expect_learning(facts, at_least):
    for weights in facts:
        expect(len(weights), at_least=at_least, help="So many trainable weights take part; create all layers in __init__ or build, none in call.")
        silent = [item["weight"] for item in weights if not item["largest"] > 0]
        expect(silent, equals=[], help="These weights get no gradient: what they compute is not used.")


def expect_two_modes(facts, normalizations):
    for fact in facts:
        expect(fact["alone"], close_to=fact["together"][:1], help="At inference one image gave another output alone than in a batch.")
        expect(len(fact["moved"]), at_least=normalizations, help="So many batch normalisations were found in the unit.")
        expect(min(fact["moved"]), at_least=1e-4, help="A call with training=True must move every normalisation's average.")
        expect(fact["trained_again"], close_to=fact["trained"], help="In training the moving averages must not matter.")


def expect_reload(facts):
    for fact in facts:
        expect(fact["after"], close_to=fact["before"], help="get_config returns every argument of __init__: filters, strides and activation.")


@task("residual_unit", points=1)
def test_zeroed_branch_leaves_the_activated_input(residual_zeroed, given):
    """With its main branch silenced to -0.5, the unit returns relu(x - 0.5): the shortcut is added once, before the activation."""
    for case, images, output in zip(given.sent["cases"], given.sent["images"], residual_zeroed, strict=True):
        expect(output, close_to=ACTIVATIONS[case["activation"]](images - 0.5), help="Order at the end of the unit: last normalisation, sum, activation.")


@task("residual_unit", points=1)
def test_identity_unit_equals_the_textbook(residual_identity, given):
    """Where shapes agree, the unit computes act(BN(conv(act(BN(conv(x))))) + x)."""
    expect_textbook("residual", residual_identity, given, "Follow x through figure 2 of the paper: two convolutions, each with its own normalisation.")


@task("residual_unit", points=1)
def test_wider_unit_equals_the_textbook(residual_wider, given):
    """Where only the number of channels changes, the shortcut is a 1x1 convolution with batch normalisation."""
    expect_textbook("residual", residual_wider, given, "The shortcut needs a projection not only for strides, but for new channels as well.")


@task("residual_unit", points=1)
def test_strided_unit_equals_the_textbook(residual_strided, given):
    """With strides 2 the first convolution and the shortcut shrink the image, the second convolution does not."""
    expect_textbook("residual", residual_strided, given, "Strides belong to the first 3x3 convolution and to the shortcut's 1x1 convolution.")


@task("residual_unit", points=1)
def test_activation_is_a_choice(residual_activated, given):
    """The `activation` argument is used inside the main branch and after the sum."""
    expect_textbook("residual", residual_activated, given, "No activation may be written out as ReLU.")


@task("residual_unit", points=1)
def test_unit_has_exactly_its_parameters(residual_parameters, given):
    """The unit's trainable parameters are its kernels and two vectors for each normalisation, no more and no less."""
    expected = [parameters("residual", case) for case in given.sent["cases"]]
    expect(residual_parameters, equals=expected, help="Counted for: same shape, new channels, strides 2. No convolution has a bias.")


@task("residual_unit", points=1)
def test_every_weight_learns(residual_learning):
    """A gradient reaches every trainable weight."""
    expect_learning(residual_learning, at_least=6)


@task("residual_unit", points=1)
def test_training_and_inference_differ(residual_training_mode):
    """In training the unit normalises by the batch and updates its averages; in inference an image's output depends on that image alone."""
    expect_two_modes(residual_training_mode, normalizations=2)


@task("residual_unit", points=1)
def test_saved_unit_loads_again(residual_saved):
    """A saved unit loads with its arguments and weights and gives the same output."""
    expect_reload(residual_saved)


@inputs("bottleneck_outputs")
def every_shortcut(rng):
    channels, filters = two_sizes(rng)
    cases = [drawn_case(rng, 4 * filters, filters), drawn_case(rng, channels, filters), drawn_case(rng, channels, filters, strides=2)]
    return with_images(rng, cases)


@inputs("bottleneck_learning", "bottleneck_training_mode")
def same_wide_shape(rng):
    _, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, 4 * filters, filters)], batch=6)


@inputs("bottleneck_activated")
def other_bottleneck_activation(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters, activation="tanh")])


@inputs("bottleneck_parameters")
def all_wide_shortcuts(rng):
    channels, filters = two_sizes(rng)
    return Inputs(sent={"cases": [drawn_case(rng, 4 * filters, filters), drawn_case(rng, channels, filters, 2)]})


@inputs("bottleneck_saved")
def nothing_default_in_bottleneck(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters, strides=2, activation="tanh")])


@task("bottleneck_unit", points=1)
def test_bottleneck_equals_the_textbook(bottleneck_outputs, given):
    """The unit squeezes with a 1x1 convolution, works with a 3x3 convolution, widens fourfold with a 1x1 convolution, and adds its shortcut."""
    expect_textbook("bottleneck", bottleneck_outputs, given, "Figure 5 of the paper, right; the output has 4 * filters channels.")


@task("bottleneck_unit", points=1)
def test_bottleneck_activation_is_a_choice(bottleneck_activated, given):
    """The `activation` argument is used after the first two normalisations and after the sum."""
    expect_textbook("bottleneck", bottleneck_activated, given, "No activation may be written out as ReLU.")


@task("bottleneck_unit", points=1)
def test_bottleneck_has_exactly_its_parameters(bottleneck_parameters, given):
    """The unit's trainable parameters are its kernels and two vectors for each normalisation, no more and no less."""
    expected = [parameters("bottleneck", case) for case in given.sent["cases"]]
    expect(bottleneck_parameters, equals=expected, help="Counted for: same shape, and strides 2. No convolution has a bias.")


@task("bottleneck_unit", points=1)
def test_every_bottleneck_weight_learns(bottleneck_learning):
    """A gradient reaches every trainable weight."""
    expect_learning(bottleneck_learning, at_least=9)


@task("bottleneck_unit", points=1)
def test_bottleneck_training_and_inference_differ(bottleneck_training_mode):
    """In training the unit normalises by the batch and updates its averages; in inference an image's output depends on that image alone."""
    expect_two_modes(bottleneck_training_mode, normalizations=3)


@task("bottleneck_unit", points=1)
def test_saved_bottleneck_loads_again(bottleneck_saved):
    """A saved unit loads with its arguments and weights and gives the same output."""
    expect_reload(bottleneck_saved)


# Units without weights: these networks' stem, stages and head are what is looked at.
def drawn_network(rng, stem, stages):
    # Odd, and odd again when halved: there every usual padding gives the same numbers.
    height, width = (int(size) for size in rng.choice([33, 37, 41], 2, replace=False))
    blocks = [int(count) for count in rng.integers(1, 4, stages)]
    filters = [int(width) for width in rng.choice([4, 6, 8, 10, 12], stages, replace=False)]
    classes, seed = int(rng.integers(3, 8)), int(rng.integers(2**31))
    return {"input_shape": [height, width, 3], "blocks": blocks, "filters": filters, "stem": stem, "classes": classes, "seed": seed}


@inputs("network_stages")
def networks(rng):
    published = {"input_shape": [224, 224, 3], "blocks": [3, 4, 6, 3], "filters": [64, 128, 256, 512], "stem": "large"}
    return Inputs(sent={"cases": [published, drawn_network(rng, "small", 3), drawn_network(rng, "large", 2)]})


@inputs("network_outputs")
def networks_with_images(rng):
    cases = [drawn_network(rng, "small", 2), drawn_network(rng, "large", 3)]
    return Inputs(sent={"cases": cases, "images": [rng.uniform(size=(3, *case["input_shape"])).astype(np.float32) for case in cases]})


@inputs("network_mismatch")
def contradictions():
    return Inputs(sent={"cases": [{"blocks": [1, 1, 1], "filters": [8, 16], "stem": "small"}, {"blocks": [1], "filters": [8], "stem": "medium"}]})


@inputs("network_learning")
def small_networks(rng):
    cases = [drawn_network(rng, "small", 2) | {"bottleneck": bottleneck, "input_shape": [11, 13, 3], "blocks": [1, 2]} for bottleneck in (False, True)]
    return Inputs(sent={"cases": cases, "images": [rng.uniform(size=(4, 11, 13, 3)).astype(np.float32) for _ in cases]})


@task("build_resnet", points=1)
def test_networks_have_the_published_size(published_networks):
    """ResNet-34 and ResNet-50 with 1000 classes have the published numbers of trainable parameters."""
    for name, fact, wanted in zip(("ResNet-34", "ResNet-50"), published_networks, (21_797_672, 25_557_032), strict=True):
        expect(fact["output_shape"], equals=(None, 1000), help=f"{name}: one probability for each class.")
        expect(fact["parameters"], equals=wanted, help=f"{name}: count units, filters, projections and biases; only the dense layer has a bias.")


@task("build_resnet", points=1)
def test_stages_ask_for_the_right_units(network_stages, given):
    """Each stage asks for its units with the right filters; only the first unit of every stage but the first has strides 2."""
    for case, asked in zip(given.sent["cases"], network_stages, strict=True):
        wanted = [[filters, strides] for _, strides, filters in units(case["blocks"], case["filters"])]
        expect([unit[:2] for unit in asked], equals=wanted, help=f"(filters, strides) of each unit for blocks_per_stage {case['blocks']}.")


@task("build_resnet", points=1)
def test_images_shrink_from_stage_to_stage(network_stages, given):
    """The units see images of the right size: at 224 pixels 56, 28, 14 and 7; the small stem keeps the size."""
    for case, asked in zip(given.sent["cases"], network_stages, strict=True):
        help_line = f"(height, width, channels) that enter each unit, for a {case['stem']} stem and images {tuple(case['input_shape'])}."
        expect([unit[2:] for unit in asked], equals=sizes_entering(case), help=help_line)


@task("build_resnet", points=1)
def test_network_answers_with_probabilities(network_outputs, given):
    """With units that only stride, the network computes stem, global average pooling, dense layer and one softmax."""
    for case, images, fact in zip(given.sent["cases"], given.sent["images"], network_outputs, strict=True):
        expect(fact["output"].shape, equals=(len(images), case["classes"]), help="The output has one probability for each class.")
        kernels = sorted([item["shape"] for item in fact["weights"] if item["name"] == "kernel"], key=len)
        side = 7 if case["stem"] == "large" else 3
        wanted = [[case["filters"][-1], case["classes"]], [side, side, 3, case["filters"][0]]]
        expect(kernels, equals=wanted, help="These are the kernels of head and stem; the units of this check have none.")
        weights = named_weights(case["seed"], fact["weights"])
        expect(fact["output"], close_to=network(images, case, weights), tolerance=TOLERANCE, help=f"Stem '{case['stem']}': convolution, BN, ReLU; head: mean over the image, dense, softmax once.")


@task("build_resnet", points=1)
def test_contradictions_are_refused(network_mismatch):
    """Stages that do not match in length, or an unknown stem, raise a ValueError."""
    expect([fact["error"] for fact in network_mismatch], equals=["ValueError", "ValueError"], help="See `Raises` in the docstring; check before anything is built.")


@task("build_resnet", points=1)
def test_every_weight_of_the_network_learns(network_learning):
    """A gradient reaches every trainable weight of a small network of either unit, on images of odd size."""
    expect_learning(network_learning, at_least=6)


@inputs("trained_network")
def flowers(rng, profile):
    """Draw the held-back photos anew for each run; the judge keeps their labels."""
    settings = profile.settings
    train_images, train_labels = flower_arrays("train", settings["source"], settings["size"])
    valid_images, valid_labels = flower_arrays("valid", settings["source"], settings["size"])
    held_back_images, held_back_labels = held_back_flowers(rng, settings)
    sent = {
        "train_images": train_images,
        "train_labels": train_labels,
        "valid_images": valid_images,
        "valid_labels": valid_labels,
        "held_back_images": held_back_images,
        "classes": len(FLOWER_NAMES),
        "blocks": settings["blocks"],
        "filters": settings["filters"],
        "batch": settings["batch"],
        "epochs": settings["epochs"],
        "seed": int(rng.integers(2**31)),
    }
    return Inputs(sent=sent, kept={"labels": held_back_labels})


def held_back_flowers(rng, settings):
    if settings["source"] == "embedded_flowers":
        return draw_flowers(settings["held_back"], int(rng.integers(2**63)), settings["size"])
    return flower_arrays("test", settings["source"], settings["size"])


@task("train", points=1)
def test_training_moves_every_weight(trained_network):
    """Training changes every trainable weight of the model it was given."""
    expect(min(trained_network["moved"]), at_least=1e-6, help="The smallest change over all weights. Train the given model in place: compile, then fit.")


@task("train", points=1)
def test_training_keeps_to_its_budget(trained_network, given):
    """Training draws at most `epochs` passes over the training data."""
    expect(round(trained_network["passes"], 2), at_most=given.sent["epochs"] + 0.01, help="Passes over train_data, counted where the images are drawn.")


@task("train", points=3)
def test_training_reaches_the_accuracy(trained_network, given, threshold):
    """On flowers that the network has never seen, its accuracy reaches the calibrated threshold."""
    probabilities, labels = trained_network["probabilities"], given.kept["labels"]
    expect(probabilities.shape, equals=(len(labels), len(FLOWER_NAMES)), help="One row of probabilities for each held-back flower.")
    accuracy = float(np.mean(np.argmax(probabilities, axis=1) == labels))
    expect(accuracy, at_least=threshold["accuracy"], help="The share of right answers on held-back flowers. Loss, learning rate and its decay decide.")
