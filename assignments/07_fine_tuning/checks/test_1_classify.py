"""Visible checks of classification with a network as it is."""

import numpy as np

from autograder import Inputs, expect, inputs, task
from source_data import sample_photos

from . import signs
from .cases import TOLERANCE_OF_PROBABILITIES as TOLERANCE
from .cases import drawn_network


@inputs("classified_drawings")
def networks_and_photos(rng):
    cases, photos = zip(*(drawn_network(rng) for _ in range(2)), strict=True)
    return Inputs(sent={"cases": list(cases), "photos": list(photos)})


@inputs("classified_photos")
def photos():
    (china, flower), _ = sample_photos()
    return Inputs(sent={"photos": [china, flower, china[:, ::-1].copy(), flower[:, ::-1].copy()], "top": 3})


def expect_classes(answer, wanted, mistakes):
    """Compare the names and probabilities that are told of one photo."""
    told, found = [name for name, _ in answer], np.array([probability for _, probability in answer])
    named = signs.of_each([(told, None), (found, TOLERANCE)], [mistakes["names"], mistakes["probabilities"]])
    top = len(wanted["probabilities"])
    help_line = f"The {top} likeliest classes: central square, resize to the network's size, preprocess; RGB stays RGB."
    expect(told, equals=wanted["names"], mistakes=named, help=help_line)
    help_line = "The probabilities of these classes."
    expect(found, close_to=wanted["probabilities"], tolerance=TOLERANCE, mistakes=named, help=help_line)


@task("classify", points=2)
def test_small_networks_classify_as_computed_by_hand(classified_drawings, answers, mistakes):
    """Small networks of other sizes and ranges give the names and probabilities that are computed by hand."""
    for told, wanted, named in zip(classified_drawings, answers, mistakes, strict=True):
        for photo in zip(told, wanted, named, strict=True):
            expect_classes(*photo)


@task("classify", points=1)
def test_photos_are_recognised(classified_photos):
    """EfficientNet-Lite0 calls china.jpg a palace and flower.jpg a daisy, also as mirror images."""
    expect(
        [answer[0][0] for answer in classified_photos],
        equals=["palace", "daisy", "palace", "daisy"],
        help="The likeliest class of each photo. This network wants 0..255 and scales by itself; squeezing a photo changes what it shows.",
    )
