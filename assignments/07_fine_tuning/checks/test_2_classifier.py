"""Visible checks of the classifier, and of what learns in it."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from . import mistakes
from .backbone_in_numpy import channels, drawn_backbone, head_weights, learning_weights, pooled, softmax

TOLERANCE = 2e-3


def drawn_classifier(rng, **options):
    """Return a backbone's description, with the number of classes and what else a classifier needs."""
    numbers = {"offset": float(rng.uniform(100, 150)), "scale": float(rng.uniform(30, 60))}
    seeds = {"head_seed": int(rng.integers(2**31))}
    return drawn_backbone(rng) | {"classes": int(rng.integers(3, 8))} | numbers | seeds | options


def with_images(rng, cases, batch=6):
    images = [rng.uniform(0, 255, (batch, *case["input_shape"])).astype(np.float32) for case in cases]
    labels = [np.arange(batch) % case["classes"] for case in cases]
    return Inputs(sent={"cases": cases, "images": images, "labels": labels})


def answers(case, images):
    kernel, bias = head_weights(case)
    return softmax(pooled(case, images) @ kernel + bias)


@inputs("classifier_outputs", "classifier_step")
def classifiers(rng):
    without_preprocessing = drawn_classifier(rng)
    del without_preprocessing["offset"], without_preprocessing["scale"]
    return with_images(rng, [drawn_classifier(rng), without_preprocessing])


@inputs("classifier_dropout")
def classifiers_with_dropout(rng):
    case = drawn_classifier(rng, dropout=0.0)
    others = [case | {"dropout": rate} for rate in (0.6, 0.2)]
    image = rng.uniform(0, 255, (1, *case["input_shape"])).astype(np.float32)
    return Inputs(sent={"cases": [case, *others], "images": [np.repeat(image, 1000, axis=0)] * 3})


@inputs("unfrozen_steps")
def one_call(rng):
    cases = [drawn_classifier(rng) for _ in range(2)]
    for case in cases:
        case["calls"] = [int(rng.integers(3, len(case["layers"]) - 1))]
    return with_images(rng, cases)


@inputs("unfrozen_again")
def several_calls(rng):
    cases = [drawn_classifier(rng) for _ in range(2)]
    for case in cases:
        few, many = int(rng.integers(2, 5)), int(rng.integers(6, len(case["layers"])))
        case["calls"] = [many, few, None, many]
    return with_images(rng, cases)


@inputs("unfrozen_edges")
def none_and_all(rng):
    case = drawn_classifier(rng)
    case["calls"] = [0, len(case["layers"]) + 1]
    return with_images(rng, [case])


def expect_answers(facts, given):
    for case, images, fact in zip(given.sent["cases"], given.sent["images"], facts, strict=True):
        expect(
            sorted(fact["head"]),
            equals=sorted([[channels(case), case["classes"]], [case["classes"]]]),
            mistakes=mistakes.of_head(case, fact["head"]),
            help="Shapes of all weights beside the backbone's: one dense layer with its bias. The classifier uses the given backbone itself.",
        )
        help_line = "Preprocessing if there is one, backbone in inference mode, global average pooling, dense layer, softmax once."
        expect(
            fact["output"],
            close_to=answers(case, images),
            tolerance=TOLERANCE,
            mistakes=mistakes.of_output(case, images, TOLERANCE),
            help=help_line,
        )


@task("build_classifier", points=2)
def test_classifier_computes_what_it_should(classifier_outputs, given):
    """With drawn weights, the classifier gives the probabilities that are computed by hand from backbone and head."""
    expect_answers(classifier_outputs, given)


@task("build_classifier", points=1)
def test_only_the_head_is_trainable(classifier_outputs, given):
    """A fresh classifier has as many trainable parameters as its dense layer."""
    for case, fact in zip(given.sent["cases"], classifier_outputs, strict=True):
        wanted = (channels(case) + 1) * case["classes"]
        expect(
            fact["parameters"],
            equals=wanted,
            mistakes=mistakes.of_trainable(case),
            help="Kernel and bias of the dense layer; the backbone adds none.",
        )


@task("build_classifier", points=1)
def test_dropout_drops_its_share(classifier_dropout, given):
    """In training dropout drops its share of the pooled features; without dropout, training and inference answer alike."""
    still, *noisy = classifier_dropout
    help_line = "With dropout=0 a call in training mode must answer as at inference: a frozen backbone keeps its batch normalisations still."
    expect(
        still["training"],
        close_to=still["output"],
        tolerance=TOLERANCE,
        mistakes=mistakes.of_no_dropout(still["training"], TOLERANCE),
        help=help_line,
    )
    for case, images, fact in zip(given.sent["cases"][1:], given.sent["images"][1:], noisy, strict=True):
        wanted = expected_spread(case, images)
        relative = round(float(spread_of_logits(fact["training"]) / wanted), 2)
        help_line = "How far training spreads the answers of one image, relative to dropout of that rate right before the dense layer."
        named = mistakes.of_spread(case, images, fact["output"])
        expect(relative, at_least=0.75, tolerance=0.05, mistakes=named, help=help_line)
        expect(relative, at_most=1.25, tolerance=0.05, mistakes=named, help=help_line)


def spread_of_logits(answers):
    """Return the standard deviation of the difference of two logits; NaN where an answer is no probability."""
    with np.errstate(all="ignore"):
        return np.std(np.log(answers[:, 1] / answers[:, 0]))


def expected_spread(case, images):
    """Return the standard deviation that dropout gives the difference of two logits of one image."""
    kernel, _ = head_weights(case)
    parts = pooled(case, images[:1])[0] * (kernel[:, 1] - kernel[:, 0])
    return np.sqrt(case["dropout"] / (1 - case["dropout"]) * np.sum(parts**2))


@task("build_classifier", points=2)
def test_one_step_moves_the_head_alone(classifier_step):
    """One step of an optimiser moves every weight of the head and none of the backbone, averages included."""
    for fact in classifier_step:
        help_line = (
            "Weights of the backbone that a step of `fit` has moved. The flags of its layers decide, averages included."
        )
        expect(fact["moved"], equals=[], help=help_line)
        expect(min(fact["head"], default=0.0), at_least=1e-9, help="The smallest movement among the head's weights.")


def expect_moved(facts, given):
    """Compare the kernels that each step has moved with those that the calls before it let learn."""
    for case, steps in zip(given.sent["cases"], facts, strict=True):
        for done, step in enumerate(steps, start=1):
            wanted = learning_weights(case, case["calls"][done - 1] or 0)
            moved = [name for name in step["moved"] if name.endswith("/kernel")]
            help_line = f"Kernels of the backbone that one step moved after {called(case['calls'][:done])}; the backbone has {len(case['layers']) + 1} layers."
            expect(moved, equals=wanted, mistakes=mistakes.of_moved(case, case["calls"][:done], step), help=help_line)
            least = min(step["head"], default=0.0)
            named = mistakes.of_head_step(step["head"])
            expect(least, at_least=1e-9, mistakes=named, help="The head learns in every case.")


def called(calls):
    """Return a series of calls as a student would write it."""
    return ", ".join("freeze(model)" if number is None else f"unfreeze_top(model, {number})" for number in calls)


@task("unfreeze", points=2)
def test_one_step_moves_the_top_layers(unfrozen_steps, given):
    """After unfreeze_top one step moves exactly the last layers' kernels and the head."""
    expect_moved(unfrozen_steps, given)


@task("unfreeze", points=1)
def test_normalisations_stay_frozen(unfrozen_steps, given):
    """After unfreeze_top no step moves a batch normalisation: neither gamma and beta nor its averages."""
    for case, steps in zip(given.sent["cases"], unfrozen_steps, strict=True):
        for number, step in zip(case["calls"], steps, strict=True):
            moved = [name for name in step["moved"] if not name.endswith("/kernel")]
            help_line = "Parts of batch normalisations that one step moved. Their layers' own flag keeps them still, not `training=False`."
            expect(moved, equals=[], mistakes=mistakes.of_normalisations(case, number, moved), help=help_line)


@task("unfreeze", points=2)
def test_earlier_flags_do_not_matter(unfrozen_again, given):
    """Unfreezing fewer layers, freezing and unfreezing again move exactly what the last call says."""
    expect_moved(unfrozen_again, given)


@task("unfreeze", points=1)
def test_no_layers_and_all_layers(unfrozen_edges, given):
    """unfreeze_top moves nothing of the backbone for 0 layers, and all its kernels for all of them."""
    expect_moved(unfrozen_edges, given)
