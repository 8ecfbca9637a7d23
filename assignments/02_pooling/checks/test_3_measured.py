"""Visible checks of what is measured: invariance and its price; and of the gradient."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .cases import TOLERANCE, expect_maps, known_answers, named_by_kind
from .mistakes import mistaken_cut_outs, mistaken_sensitivities


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
    return known_answers("pooled_sensitivity")


@inputs("price_paid")
def known_prices():
    return known_answers("price_paid")


@inputs("routed_gradient")
def gradients_side_by_side():
    return known_answers("routed_gradient")


@inputs("summed_gradient")
def overlapping_gradients():
    return known_answers("summed_gradient")


@inputs("edge_gradient")
def gradients_over_the_edge():
    return known_answers("edge_gradient")


@task("invariance", points=1)
def test_sensitivity_compares_with_the_shift_itself(plain_sensitivity, given):
    """What doubles each pixel has a sensitivity of 2, whatever the shift; both cut-outs lack `right` columns, and nothing is filled in."""
    for case, fact in zip(given.sent["cases"], plain_sensitivity, strict=True):
        batch, height, width, channels = case["images"].shape
        found, shape = sorted(set(map(tuple, fact["shapes"]))), [batch, height, width - case["right"], channels]
        help = "The shapes of the images that `pool` was called with."
        expect(found, equals=[shape], mistakes=mistaken_cut_outs(case["images"], case["right"]), help=help)
        mistakes = mistaken_sensitivities(case["images"], case["right"])
        expect(fact["sensitivity"], close_to=2.0, mistakes=mistakes, help="The sensitivity, for a shift by anything.")


@task("invariance", points=1)
def test_sensitivity_of_pooling(pooled_sensitivity, given):
    """The sensitivity of max and average pooling is right for images of whole numbers."""
    mistakes = named_by_kind(pooled_sensitivity, given)
    for case, fact, answer in zip(given.sent["cases"], pooled_sensitivity, given.withheld["answers"], strict=True):
        right, known = float(answer["right"]), mistakes[case["kind"]]
        help = f"{case['kind']} pooling, window {case['pool_size'][0]}, right={case['right']}: a mean over a mean, both of absolute values."
        expect(fact, close_to=right, tolerance=TOLERANCE, mistakes=known, help=help)


@task("invariance", points=1)
def test_share_that_is_kept(price_paid, given):
    """The share of numbers that are kept is one over the area of the window."""
    for case, fact in zip(given.sent["cases"], price_paid, strict=True):
        side, help = case["pool_size"][0], f"Numbers out over numbers in, for windows of side {case['pool_size'][0]}."
        mistakes = {
            "This is the share that is dropped.": 1 - 1 / side**2,
            "Only one side of the window was counted.": 1 / side,
        }
        expect(fact["kept"], close_to=1 / side**2, mistakes=mistakes, help=help)


@task("invariance", points=1)
def test_what_is_lost(price_paid, given):
    """What is lost is the mean absolute difference between the images and their maps blown up again."""
    lost = [fact["lost"] for fact in price_paid]
    mistakes = named_by_kind(lost, given)
    for case, fact, answer in zip(given.sent["cases"], lost, given.withheld["answers"], strict=True):
        right, known = float(answer["right"]), mistakes[case["kind"]]
        help = f"{case['kind']} pooling, window {case['pool_size'][0]}: each number stands for its whole window, down and across."
        expect(fact, close_to=right, tolerance=TOLERANCE, mistakes=known, help=help)


@task("pool_gradient", points=1)
def test_gradient_goes_to_the_winner(routed_gradient, given):
    """The gradient of each window goes to its largest pixel, all of it, and to no other."""
    expect_maps(routed_gradient, given, "Which pixel does the output follow if it changes a little?")


@task("pool_gradient", points=1)
def test_gradients_add_up(summed_gradient, given):
    """A pixel that wins in several overlapping windows gets the sum of their gradients."""
    expect_maps(summed_gradient, given, "Windows overlap here: look for a pixel that has won twice.")


@task("pool_gradient", points=1)
def test_gradient_stays_in_the_image(edge_gradient, given):
    """With "same" padding the gradient has the images' shape, and nothing of it is lost beyond the edge."""
    expect_maps(edge_gradient, given, "All pixels are negative, and windows hang over the edge. Who wins?")
