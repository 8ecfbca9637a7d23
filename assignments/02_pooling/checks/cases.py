"""What the checks share: cases that can be followed by hand, and what is expected of maps."""

import functools

import numpy as np

from autograder import Inputs, expect, giving_all

# Single-precision sums in another order differ by about 1e-7.
TOLERANCE = 1e-5
KINDS = ("max", "average")
# Windows, and strides, with which the images' edges are hung over by one pixel, by two and by three.
EDGES = (((2, 2), None), ((3, 3), (2, 2)), ((4, 3), (1, 2)))
OVER_EDGES = {"padding": "same", "low": -90, "high": -1}


def case_of(rng, kind, shape, pool_size=(2, 2), strides=None, padding="valid", low=-60, high=40, dtype=np.float32):
    """Draw a case of whole numbers, no two of which are equal."""
    pixels = rng.permutation(np.arange(low, high))[: np.prod(shape)].reshape(shape)
    sides = {"pool_size": list(pool_size), "strides": strides and list(strides)}
    return {"images": pixels.astype(dtype), "kind": kind} | sides | {"padding": padding}


def gradient_of(rng, shape, maps, *sides, **options):
    """Draw a case with a gradient for max pooling's maps, which have the shape `maps`."""
    case = case_of(rng, "max", shape, *sides, **options)
    return case | {"upstream": rng.integers(1, 9, maps).astype(np.float32)}


@functools.cache
def cases_by_hand():
    """Return the visible cases of each probe."""
    # One generator draws all, so that a case is what it has been since these were first handed out: new ones come last.
    rng = np.random.default_rng(14)
    case, gradient = functools.partial(case_of, rng), functools.partial(gradient_of, rng)
    return {
        "window_maxima": [case("max", (2, 4, 6, 1)), case("max", (1, 6, 3, 2), (3, 3))],
        "window_means": [case("average", (2, 4, 6, 1)), case("average", (1, 6, 3, 2), (3, 3))],
        # Sizes that leave a rest.
        "default_windows": [case(kind, (1, 7, 7, 1), side) for kind in KINDS for side in ((2, 2), (3, 3))],
        "oblong_windows": [
            case(kind, (1, 7, 8, 1), window, strides)
            for kind in KINDS
            for window, strides in (((2, 3), (2, 3)), ((3, 2), (1, 2)), ((2, 2), (3, 4)))
        ],
        "negative_edges": [case("max", (1, 6, 7, 1), *sides, **OVER_EDGES) for sides in EDGES],
        "averaged_edges": [case("average", (1, 6, 7, 1), *sides, **OVER_EDGES) for sides in EDGES],
        "whole_numbers": [
            case(kind, (1, 5, 4, 1), (2, 2), None, padding, -90, -1, np.int32)
            for kind in KINDS
            for padding in ("valid", "same")
        ],
        "pooled_sensitivity": [
            case(kind, (1, 6, 9, 1), (side, side)) | {"right": right}
            for kind in KINDS
            for side, right in ((2, 1), (3, 2))
        ],
        "price_paid": [case(kind, (1, 6, 6, 1), (side, side)) for kind in KINDS for side in (2, 3)],
        "routed_gradient": [gradient((2, 4, 6, 1), (2, 2, 3, 1)), gradient((1, 6, 3, 2), (1, 2, 1, 2), (3, 3))],
        "summed_gradient": [
            gradient((1, 5, 6, 1), (1, 3, 4, 1), (3, 3), (1, 1)),
            gradient((1, 6, 5, 2), (1, 2, 4, 2), (3, 2), (2, 1)),
        ],
        "edge_gradient": [
            gradient((1, 6, 7, 1), maps, *sides, **OVER_EDGES)
            for sides, maps in zip(EDGES, ((1, 3, 4, 1), (1, 3, 4, 1), (1, 6, 4, 1)), strict=True)
        ],
    }


def by_hand(probe):
    return Inputs(sent={"cases": cases_by_hand()[probe]})


def expect_array(fact, answer, mistakes, shape_help, help):
    """Expect the shape, then the numbers; `mistakes` tells of both."""
    expect(fact.shape, equals=answer.shape, mistakes=mistakes["shape"], help=shape_help)
    expect(fact, close_to=answer, tolerance=TOLERANCE, mistakes=mistakes["numbers"], help=help)


def expect_maps(facts, given, answers, mistakes, help):
    """Expect the maps of each case to be right. A known mistake is called by its name."""
    named = named_by_kind(facts, given, mistakes)
    for case, maps, answer in zip(given.sent["cases"], facts, answers, strict=True):
        known, help_line = dict.fromkeys(("shape", "numbers"), named[case["kind"]]), f"{help} {described(case)}"
        expect_array(maps, answer, known, f"The shape of what comes out. {help_line}", help_line)


def named_by_kind(facts, given, mistakes):
    """Return for each kind of pooling the mistake that gives all facts of that kind."""
    kinds = [case["kind"] for case in given.sent["cases"]]
    return {
        kind: giving_all(
            [fact for fact, its_kind in zip(facts, kinds, strict=True) if its_kind == kind],
            mistakes[kind].items(),
            tolerance=TOLERANCE,
        )
        for kind in dict.fromkeys(kinds)
    }


def described(case):
    sides = f"window {tuple(case['pool_size'])}, strides {case['strides'] and tuple(case['strides'])}"
    return f"(Images {case['images'].shape}, {case['kind']}, {sides}, padding '{case['padding']}'.)"
