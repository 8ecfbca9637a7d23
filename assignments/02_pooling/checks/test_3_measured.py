"""Visible checks of what is measured: invariance and its price; and of the gradient."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .cases import TOLERANCE, by_hand, expect_maps, named_by_kind


@inputs("plain_sensitivity")
def shifts_of_anything(rng):
    shapes, shifts = [(1, 5, 8, 2), (2, 4, 9, 1)], (1, 3)
    cases = [
        {"images": rng.normal(size=shape).astype(np.float32), "right": right}
        for shape, right in zip(shapes, shifts, strict=True)
    ]
    return Inputs(sent={"cases": cases})


@inputs("pooled_sensitivity")
def known_sensitivities():
    return by_hand("pooled_sensitivity")


@inputs("price_paid")
def known_prices():
    return by_hand("price_paid")


@inputs("routed_gradient")
def gradients_side_by_side():
    return by_hand("routed_gradient")


@inputs("summed_gradient")
def overlapping_gradients():
    return by_hand("summed_gradient")


@inputs("edge_gradient")
def gradients_over_the_edge():
    return by_hand("edge_gradient")


@task("invariance", points=1)
def test_sensitivity_compares_with_the_shift_itself(plain_sensitivity, answers, mistakes):
    """What doubles each pixel has a sensitivity of 2, whatever the shift; both cut-outs lack `right` columns, and nothing is filled in."""
    for fact, answer, known in zip(plain_sensitivity, answers, mistakes, strict=True):
        found, help = sorted(set(map(tuple, fact["shapes"]))), "The shapes of the images that `pool` was called with."
        expect(found, equals=answer["shapes"], mistakes=known["shapes"], help=help)
        value, help = answer["sensitivity"], "The sensitivity, for a shift by anything."
        expect(fact["sensitivity"], close_to=value, mistakes=known["sensitivity"], help=help)


@task("invariance", points=1)
def test_sensitivity_of_pooling(pooled_sensitivity, given, answers, mistakes):
    """The sensitivity of max and average pooling is right for images of whole numbers."""
    known = named_by_kind(pooled_sensitivity, given, mistakes)
    for case, fact, answer in zip(given.sent["cases"], pooled_sensitivity, answers, strict=True):
        help = f"{window_of(case)}, right={case['right']}: a mean over a mean, both of absolute values."
        expect(fact, close_to=answer, tolerance=TOLERANCE, mistakes=known[case["kind"]], help=help)


@task("invariance", points=1)
def test_share_that_is_kept(price_paid, given, answers, mistakes):
    """The share of numbers that are kept is one over the area of the window."""
    for case, fact, answer, known in zip(given.sent["cases"], price_paid, answers, mistakes["kept"], strict=True):
        help = f"Numbers out over numbers in, for windows of side {case['pool_size'][0]}."
        expect(fact["kept"], close_to=answer["kept"], mistakes=known, help=help)


@task("invariance", points=1)
def test_what_is_lost(price_paid, given, answers, mistakes):
    """What is lost is the mean absolute difference between the images and their maps blown up again."""
    lost = [fact["lost"] for fact in price_paid]
    known = named_by_kind(lost, given, mistakes["lost"])
    for case, fact, answer in zip(given.sent["cases"], lost, answers, strict=True):
        help = f"{window_of(case)}: each number stands for its whole window, down and across."
        expect(fact, close_to=answer["lost"], tolerance=TOLERANCE, mistakes=known[case["kind"]], help=help)


def window_of(case):
    return f"{case['kind']} pooling, window {case['pool_size'][0]}"


@task("pool_gradient", points=1)
def test_gradient_goes_to_the_winner(routed_gradient, given, answers, mistakes):
    """The gradient of each window goes to its largest pixel, all of it, and to no other."""
    expect_maps(routed_gradient, given, answers, mistakes, "Which pixel does the output follow if it changes a little?")


@task("pool_gradient", points=1)
def test_gradients_add_up(summed_gradient, given, answers, mistakes):
    """A pixel that wins in several overlapping windows gets the sum of their gradients."""
    expect_maps(summed_gradient, given, answers, mistakes, "Windows overlap here: look for a pixel that has won twice.")


@task("pool_gradient", points=1)
def test_gradient_stays_in_the_image(edge_gradient, given, answers, mistakes):
    """With "same" padding the gradient has the images' shape, and nothing of it is lost beyond the edge."""
    expect_maps(
        edge_gradient, given, answers, mistakes, "All pixels are negative, and windows hang over the edge. Who wins?"
    )
