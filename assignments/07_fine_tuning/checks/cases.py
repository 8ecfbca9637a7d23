"""What the checks put into a student's hands, drawn for each run: photos, backbones as plain data, images of them, tables."""

import numpy as np

from autograder import Inputs
from source_data import draw_flowers

WORDS = (
    "anchor basket candle drum easel fiddle goblet hammer inkpot jug kettle lantern mitten needle oar pillow".split()
)
# In 400 drawings, 18 sound ways to resize came within 0.015 of what is computed; a squeezed photo, of all mistakes the least, not within 0.033.
TOLERANCE_OF_PROBABILITIES = 0.02
# The fingerprint of a single number is coarse; that of a row of equal numbers is not.
COPIES = 32
STRATEGIES = ["scratch", "frozen", "top", "all"]
# Brightness of an image tells its split: (darkest, brightest) of each, with a gap between.
BRIGHTNESS = {"test": (5, 65), "valid": (90, 140), "train": (165, 250)}
COUNTS = {"train": 60, "valid": 24, "test": 30}
TRAIN_DATA_SEED = 7


# Photos for classification


def drawn_photo(rng, height, width):
    """Return a photo whose brightness rises evenly in one direction, another for each colour."""
    rows, columns = np.linspace(-1, 1, height)[:, None, None], np.linspace(-1, 1, width)[None, :, None]
    slopes = rng.uniform(25, 55, (2, 3)) * rng.choice([-1, 1], (2, 3))
    return np.round(128 + slopes[0] * rows + slopes[1] * columns).astype(np.uint8)


def drawn_network(rng):
    """Return the description of a network that averages each quarter of its image, and photos for it."""
    classes = int(rng.integers(6, 10))
    names = [str(word) for word in rng.choice(WORDS, classes, replace=False)]
    numbers = {"offset": float(rng.uniform(100, 150)), "scale": float(rng.uniform(20, 30))}
    case = {"size": int(rng.choice([8, 12, 16])), "class_names": names, "top": int(rng.integers(2, 4)), **numbers}
    photos = [drawn_photo(rng, *sides) for sides in sides_of_photos(rng, case["size"])]
    return case | {"seed": int(rng.integers(2**31))}, photos


def sides_of_photos(rng, size):
    """Return sides that are odd multiples of the network's pixels: there all sound ways to cut and resize give nearly the same."""
    shorter, longer = size, size + 2 * int(rng.integers(3 * size // 8, size // 2 + 1))
    times = rng.choice([3, 5], 3)
    return [
        (times[0] * shorter, times[0] * shorter),
        (times[1] * shorter, times[1] * longer),
        (times[2] * longer, times[2] * shorter),
    ]


# Backbones and classifiers


def backbone_case(rng, blocks=3, sizes=(9, 11, 13)):
    """Return a backbone's description: blocks of convolution, batch normalisation and leaky ReLU, as plain values."""
    height, width = (int(size) for size in rng.choice(sizes, 2, replace=False))
    kinds = ["conv", *rng.permutation(["depthwise", *["conv"] * (blocks - 2)])]
    layers = []
    for number, kind in enumerate(kinds):
        layers.append(_convolution(rng, str(kind), strides=2 if number == 0 else 1))
        layers += [{"kind": "normalization"}, {"kind": "activation"}]
    # Not every network ends in an activation, so nothing can be counted in threes.
    layers += [{"kind": "pointwise", "filters": int(rng.integers(5, 8))}, {"kind": "normalization"}]
    layers += [{"kind": "activation"}] * int(rng.integers(2))
    for number, layer in enumerate(layers):
        layer = layers[number] = dict(layer)
        layer["name"] = f"{layer['kind']}_{number}"
    return {"input_shape": [height, width, 3], "layers": layers, "seed": int(rng.integers(2**31))}


def _convolution(rng, kind, strides):
    layer = {"kind": kind, "size": int(rng.choice([2, 3])), "strides": strides}
    return layer | ({"filters": int(rng.integers(4, 8))} if kind == "conv" else {})


def classifier_case(rng, **options):
    """Return a backbone's description, with the number of classes and what else a classifier needs."""
    numbers = {"offset": float(rng.uniform(100, 150)), "scale": float(rng.uniform(30, 60))}
    # Logits of a few units: a softmax that is certain of one class shows no mistake.
    head = {"head_seed": int(rng.integers(2**31)), "head_scale": 0.5}
    return backbone_case(rng) | {"classes": int(rng.integers(3, 8))} | numbers | head | options


def without_preprocessing(case):
    """Return the same classifier for images as they are: 50 times as bright as those that the other's preprocessing gives."""
    return {name: value for name, value in case.items() if name not in ("offset", "scale")} | {"head_scale": 0.02}


def with_images(rng, cases, batch=6):
    """Return classifiers with a batch of images and labels for each."""
    images = [rng.uniform(0, 255, (batch, *case["input_shape"])).astype(np.float32) for case in cases]
    labels = [np.arange(batch) % case["classes"] for case in cases]
    return Inputs(sent={"cases": cases, "images": images, "labels": labels})


def copies_of_one(rng, cases):
    """Return classifiers of one kind of image, with many copies of one such image for each."""
    image = rng.uniform(0, 255, (1, *cases[0]["input_shape"])).astype(np.float32)
    return Inputs(sent={"cases": cases, "images": [np.repeat(image, 1000, axis=0)] * len(cases)})


def called(calls):
    """Return a series of calls as a student would write it."""
    return ", ".join("freeze(model)" if number is None else f"unfreeze_top(model, {number})" for number in calls)


# Images to train on


def drawn_images(rng, case, count, darkest, brightest):
    """Return images of one colour each, with noise, and labels that follow the colour: a head can learn them."""
    labels = rng.permutation(np.arange(count) % case["classes"])
    colours = rng.uniform(darkest, brightest, (case["classes"], 3))
    noise = rng.normal(size=(count, *case["input_shape"])) * 8
    images = np.clip(colours[labels][:, None, None] + noise, darkest, brightest)
    return images.astype(np.float32), labels


def drawn_splits(settings):
    """Return three splits of drawings of flowers that are the same in every run."""
    total = sum(settings[split] for split in COUNTS)
    images, labels = draw_flowers(total, TRAIN_DATA_SEED, settings["size"])
    ends = np.cumsum([settings[split] for split in COUNTS])[:-1]
    parts = zip(COUNTS, np.split(images, ends), np.split(labels, ends), strict=True)
    return {split: [part, answers] for split, part, answers in parts}


# Tables of runs

# Standard errors above zero, number of pairs, runs without partner.
KINDS = [(4.0, 8, 0), (2.4, 8, 0), (-4.0, 8, 0), (3.4, 4, 3), (2.7, 12, 2), (3.3, 12, 0), (5.0, 2, 0)]


def drawn_tables(rng):
    """Return tables of all kinds, of a single pair and of none, in mixed order."""
    differences = [differences_at(rng, errors, count) for errors, count, _ in KINDS]
    drawn = [drawn_table(rng, gaps, extra) for gaps, (_, _, extra) in zip(differences, KINDS, strict=True)]
    drawn += [drawn_table(rng, np.array([0.2])), drawn_table(rng, np.array([]), unpaired=4)]
    return [drawn[number] for number in rng.permutation(len(drawn))]


def drawn_table(rng, differences, unpaired=0):
    """Return the rows of two strategies whose paired differences are given, in mixed order."""
    seeds = rng.choice(1000, len(differences) + unpaired, replace=False)
    level = rng.uniform(0.5, 0.7, len(seeds))
    rows = [_row("second", seed, accuracy) for seed, accuracy in zip(seeds, level, strict=True)]
    rows += [_row("first", seed, base + gain) for seed, base, gain in zip(seeds, level, differences, strict=False)]
    rows += [_row("first", 2000 + number, 0.0 if number % 2 else 1.0) for number in range(unpaired)]
    rows += [_row("third", seed, 0.9) for seed in seeds]
    return [rows[number] for number in rng.permutation(len(rows))]


def _row(strategy, seed, accuracy):
    return {"strategy": strategy, "seed": int(seed), "test_accuracy": float(accuracy), "valid_accuracy": 0.5}


def differences_at(rng, errors, count):
    """Return differences whose mean is so many standard errors above zero."""
    noise = rng.normal(size=count)
    noise = (noise - noise.mean()) / noise.std(ddof=1) * 0.02
    return noise + errors * 0.02 / np.sqrt(count)
