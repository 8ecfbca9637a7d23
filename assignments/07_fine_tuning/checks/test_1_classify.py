"""Visible checks of classification with a network as it is."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs
from source_data import sample_photos

from . import mistakes
from .classes_in_numpy import probabilities

WORDS = (
    "anchor basket candle drum easel fiddle goblet hammer inkpot jug kettle lantern mitten needle oar pillow".split()
)
# In 400 drawings, 18 sound ways to cut and resize came within 0.012 of this; a squeezed photo, of all mistakes the least, not within 0.024.
TOLERANCE = 0.016


def drawn_photo(rng, height, width):
    """Return a photo whose brightness rises evenly in one direction, another for each colour."""
    rows, columns = np.linspace(-1, 1, height)[:, None, None], np.linspace(-1, 1, width)[None, :, None]
    slopes = rng.uniform(25, 55, (2, 3)) * rng.choice([-1, 1], (2, 3))
    return np.round(128 + slopes[0] * rows + slopes[1] * columns).astype(np.uint8)


def drawn_network(rng):
    """Return a network that averages each quarter of its image, and photos; of many networks the one that is surest of its order."""
    classes = int(rng.integers(6, 10))
    names = [str(word) for word in rng.choice(WORDS, classes, replace=False)]
    numbers = {"offset": float(rng.uniform(100, 150)), "scale": float(rng.uniform(20, 30))}
    case = {"size": int(rng.choice([8, 12, 16])), "class_names": names, "top": int(rng.integers(2, 4)), **numbers}
    photos = [drawn_photo(rng, *sides) for sides in sides_of_photos(rng, case["size"])]
    candidates = [case | {"seed": int(seed)} for seed in rng.integers(2**31, size=100)]
    return max(candidates, key=lambda candidate: smallest_gap(candidate, photos)), photos


def sides_of_photos(rng, size):
    """Return sides that are odd multiples of the network's pixels: there all sound ways to cut and resize give nearly the same."""
    shorter, longer = size, size + 2 * int(rng.integers(3 * size // 8, size // 2 + 1))
    times = rng.choice([3, 5], 3)
    return [
        (times[0] * shorter, times[0] * shorter),
        (times[1] * shorter, times[1] * longer),
        (times[2] * longer, times[2] * shorter),
    ]


def smallest_gap(case, photos):
    likeliest = np.sort(probabilities(case, photos))[:, ::-1][:, : case["top"] + 1]
    return np.min(-np.diff(likeliest))


@inputs("classified_drawings")
def networks_and_photos(rng):
    cases, photos = zip(*(drawn_network(rng) for _ in range(2)), strict=True)
    return Inputs(sent={"cases": list(cases), "photos": list(photos)})


@inputs("classified_photos")
def photos():
    (china, flower), _ = sample_photos()
    return Inputs(sent={"photos": [china, flower, china[:, ::-1].copy(), flower[:, ::-1].copy()], "top": 3})


@task("classify", points=2)
def test_small_networks_classify_as_computed_by_hand(classified_drawings, given):
    """Small networks of other sizes and ranges give the names and probabilities that are computed by hand."""
    for case, photos, answers in zip(given.sent["cases"], given.sent["photos"], classified_drawings, strict=True):
        for number, (wanted, answer) in enumerate(zip(probabilities(case, photos), answers, strict=True)):
            likeliest = np.argsort(-wanted)[: case["top"]]
            names = [case["class_names"][number] for number in likeliest]
            help_line = f"The {case['top']} likeliest classes: central square, resize to the network's size, preprocess; RGB stays RGB."
            signs = mistakes.of_answer(answer, case, photos, number, TOLERANCE)
            told = [name for name, _ in answer]
            expect(told, equals=names, mistakes=signs, help=help_line)
            found, named = np.array([probability for _, probability in answer]), "The probabilities of these classes."
            expect(
                found,
                close_to=wanted[likeliest],
                tolerance=TOLERANCE,
                mistakes=signs,
                help=named,
            )


@task("classify", points=1)
def test_photos_are_recognised(classified_photos):
    """EfficientNet-Lite0 calls china.jpg a palace and flower.jpg a daisy, also as mirror images."""
    expect(
        [answer[0][0] for answer in classified_photos],
        equals=["palace", "daisy", "palace", "daisy"],
        help="The likeliest class of each photo. This network wants 0..255 and scales by itself; squeezing a photo changes what it shows.",
    )
