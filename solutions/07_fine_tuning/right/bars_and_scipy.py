"""Verdicts from SciPy's paired test statistic, a figure of pyplot with bars, error bars and points."""

import math

import keras
from PIL import Image
import numpy as np


def classify(network, photos, preprocess_input, class_names, top=3):
    _, height, width, _ = network.input_shape
    batch = np.zeros((len(photos), height, width, 3), "float32")
    for number, photo in enumerate(photos):
        side = min(photo.shape[:2])
        left, upper = (photo.shape[1] - side) / 2, (photo.shape[0] - side) / 2
        image = Image.fromarray(photo).crop((int(left), int(upper), int(left) + side, int(upper) + side))
        batch[number] = np.asarray(image.resize((width, height), Image.Resampling.BILINEAR))
    values, indices = keras.ops.top_k(network.predict(preprocess_input(batch.copy()), batch_size=1, verbose=0), top)
    rows = zip(np.asarray(indices), np.asarray(values))
    return tuple(tuple((class_names[i], v) for i, v in zip(*row)) for row in rows)


def is_better(rows, first, second):
    from scipy.stats import ttest_rel

    table = {(row["strategy"], row["seed"]): row["test_accuracy"] for row in rows}
    pairs = [
        (table[first, seed], table[second, seed]) for name, seed in table if name == first and (second, seed) in table
    ]
    if len(pairs) < 2:
        return np.False_
    return ttest_rel(*zip(*pairs)).statistic > 3


def draw_comparison(rows):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots()
    names = sorted({row["strategy"] for row in rows})
    for place, name in enumerate(names):
        found = np.array([row["test_accuracy"] for row in rows if row["strategy"] == name])
        axes.bar(place, found.mean(), alpha=0.3)
        axes.errorbar(place, found.mean(), yerr=found.std() / math.sqrt(len(found)))
        axes.scatter(np.full(len(found), place), found, label=f"{name} (n = {len(found)})")
    axes.legend()
    return figure
