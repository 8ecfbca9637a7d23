"""Visible checks of the classifier, and of what learns in it."""

import numpy as np

from autograder import expect, giving_all, inputs, task

from . import signs
from .cases import COPIES, called, classifier_case, copies_of_one, with_images

TOLERANCE = 2e-3


@inputs("classifier_outputs", "classifier_step")
def classifiers(rng):
    without_preprocessing = classifier_case(rng)
    del without_preprocessing["offset"], without_preprocessing["scale"]
    return with_images(rng, [classifier_case(rng), without_preprocessing])


@inputs("classifier_dropout")
def classifiers_with_dropout(rng):
    case = classifier_case(rng, dropout=0.0)
    return copies_of_one(rng, [case, *(case | {"dropout": rate} for rate in (0.6, 0.2))])


@inputs("unfrozen_steps")
def one_call(rng):
    cases = [classifier_case(rng) for _ in range(2)]
    for case in cases:
        case["calls"] = [int(rng.integers(3, len(case["layers"]) - 1))]
    return with_images(rng, cases)


@inputs("unfrozen_again")
def several_calls(rng):
    cases = [classifier_case(rng) for _ in range(2)]
    for case in cases:
        few, many = int(rng.integers(2, 5)), int(rng.integers(6, len(case["layers"])))
        case["calls"] = [many, few, None, many]
    return with_images(rng, cases)


@inputs("unfrozen_edges")
def none_and_all(rng):
    case = classifier_case(rng)
    case["calls"] = [0, len(case["layers"]) + 1]
    return with_images(rng, [case])


def expect_answers(fact, wanted, mistakes, classes):
    """Compare the shapes of a classifier's head, then what it answers."""
    help_line = "Shapes of all weights beside the backbone's: one dense layer with its bias. The classifier uses the given backbone itself."
    named = mistakes["head"] | signs.of_number(fact["head"], classes)
    expect(sorted(fact["head"]), equals=wanted["head"], mistakes=named, help=help_line)
    help_line = (
        "Preprocessing if there is one, backbone in inference mode, global average pooling, dense layer, softmax once."
    )
    named = mistakes["output"]
    expect(fact["output"], close_to=wanted["output"], tolerance=TOLERANCE, mistakes=named, help=help_line)


@task("build_classifier", points=2)
def test_classifier_computes_what_it_should(classifier_outputs, given, answers, mistakes):
    """With drawn weights, the classifier gives the probabilities that are computed by hand from backbone and head."""
    for fact, wanted, named, case in zip(classifier_outputs, answers, mistakes, given.sent["cases"], strict=True):
        expect_answers(fact, wanted, named, case["classes"])


@task("build_classifier", points=1)
def test_only_the_head_is_trainable(classifier_outputs, answers, mistakes):
    """A fresh classifier has as many trainable parameters as its dense layer."""
    help_line = "Kernel and bias of the dense layer; the backbone adds none."
    for fact, wanted, named in zip(classifier_outputs, answers, mistakes, strict=True):
        shown = named["parameters"]
        expect(fact["parameters"], equals=wanted["parameters"], mistakes=shown, help=help_line)


@task("build_classifier", points=1)
def test_dropout_drops_its_share(classifier_dropout, answers, mistakes):
    """In training dropout drops its share of the pooled features; without dropout, training and inference answer alike."""
    still, *noisy = classifier_dropout
    help_line = "With dropout=0 a call in training mode must answer as at inference: a frozen backbone keeps its batch normalisations still."
    named = signs.of_no_dropout(still["training"], TOLERANCE)
    expect(still["training"], close_to=still["output"], tolerance=TOLERANCE, mistakes=named, help=help_line)
    for fact, wanted, named in zip(noisy, answers[1:], mistakes[1:], strict=True):
        expect_spread(fact, wanted, named)


def expect_spread(fact, wanted, mistakes):
    """Compare how far dropout spreads the answers of one image."""
    relative = round(float(spread_of_logits(fact["training"]) / wanted["spread"]), 2)
    right = wanted["output"]
    # Other answers than those of one softmax spread in their own way.
    is_right = np.shape(fact["output"][0]) == right.shape and np.allclose(fact["output"][0], right, atol=1e-2)
    named = signs.of_each([(np.full(COPIES, relative), 0.05)], [mistakes]) if is_right else {}
    help_line = "How far training spreads the answers of one image, relative to dropout of that rate right before the dense layer."
    expect(relative, at_least=0.75, mistakes=named, help=help_line)
    expect(relative, at_most=1.25, mistakes=named, help=help_line)


def spread_of_logits(answers):
    """Return the standard deviation of the difference of two logits; NaN where an answer is no probability."""
    with np.errstate(all="ignore"):
        return np.std(np.log(answers[:, 1] / answers[:, 0]))


@task("build_classifier", points=2)
def test_one_step_moves_the_head_alone(classifier_step):
    """One step of an optimiser moves every weight of the head and none of the backbone, averages included."""
    for fact in classifier_step:
        help_line = (
            "Weights of the backbone that a step of `fit` has moved. The flags of its layers decide, averages included."
        )
        expect(fact["moved"], equals=[], help=help_line)
        expect(min(fact["head"], default=0.0), at_least=1e-9, help="The smallest movement among the head's weights.")


def expect_moved(facts, given, answers, mistakes):
    """Compare the kernels that each step has moved with those that the calls before it let learn."""
    for case, steps, wanted, named in zip(given.sent["cases"], facts, answers, mistakes, strict=True):
        for done, step in enumerate(steps, start=1):
            expect_step(case, done, step, wanted[done - 1], named[done - 1])


def expect_step(case, done, step, kernels, mistakes):
    """Compare what one step has moved, after so many of a case's calls."""
    moved = [name for name in step["moved"] if name.endswith("/kernel")]
    help_line = f"Kernels of the backbone that one step moved after {called(case['calls'][:done])}; the backbone has {len(case['layers']) + 1} layers."
    named = giving_all([step["moved"]], mistakes["weights"].items()) | mistakes["kernels"]
    expect(moved, equals=kernels, mistakes=named, help=help_line)
    least, named = min(step["head"], default=0.0), signs.of_head_step(step["head"])
    expect(least, at_least=1e-9, mistakes=named, help="The head learns in every case.")


@task("unfreeze", points=2)
def test_one_step_moves_the_top_layers(unfrozen_steps, given, answers, mistakes):
    """After unfreeze_top one step moves exactly the last layers' kernels and the head."""
    expect_moved(unfrozen_steps, given, answers, mistakes)


@task("unfreeze", points=1)
def test_normalisations_stay_frozen(unfrozen_steps, mistakes):
    """After unfreeze_top no step moves a batch normalisation: neither gamma and beta nor its averages."""
    help_line = "Parts of batch normalisations that one step moved. Their layers' own flag keeps them still, not `training=False`."
    for steps, named in zip(unfrozen_steps, mistakes, strict=True):
        for step, of_step in zip(steps, named, strict=True):
            moved = [name for name in step["moved"] if not name.endswith("/kernel")]
            expect(moved, equals=[], mistakes=of_normalisations(moved, of_step), help=help_line)


def of_normalisations(moved, mistakes):
    """Return mistakes by which a step moves parts of batch normalisations."""
    layers = sorted({name.partition("/")[0] for name in moved})
    unfrozen = giving_all([layers], mistakes["normalizations"].items())
    return signs.of_averages(moved) | unfrozen | signs.of_forgotten(layers)


@task("unfreeze", points=2)
def test_earlier_flags_do_not_matter(unfrozen_again, given, answers, mistakes):
    """Unfreezing fewer layers, freezing and unfreezing again move exactly what the last call says."""
    expect_moved(unfrozen_again, given, answers, mistakes)


@task("unfreeze", points=1)
def test_no_layers_and_all_layers(unfrozen_edges, given, answers, mistakes):
    """unfreeze_top moves nothing of the backbone for 0 layers, and all its kernels for all of them."""
    expect_moved(unfrozen_edges, given, answers, mistakes)
