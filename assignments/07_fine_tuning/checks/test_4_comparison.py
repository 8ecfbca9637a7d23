"""Visible checks of the comparison: whether it is fair, whether it is true, and what is concluded from it."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs
from source_data import FLOWER_NAMES, draw_flowers, flower_arrays

from . import training_mistakes as mistakes
from .backbone_in_numpy import channels, described_weights, drawn_backbone, learning_weights, number_of_parameters
from .test_3_phases import drawn_images

STRATEGIES = ["scratch", "frozen", "top", "all"]
COLUMNS = ("strategy", "seed", "epochs", "trainable_parameters", "seconds", "valid_accuracy", "test_accuracy")
# Brightness of an image tells its split: (darkest, brightest) of each, with a gap between.
BRIGHTNESS = {"test": (5, 65), "valid": (90, 140), "train": (165, 250)}
COUNTS = {"train": 60, "valid": 24, "test": 30}
TRAIN_DATA_SEED = 7


@inputs("compared_runs")
def runs_to_compare(rng):
    case = drawn_backbone(rng, blocks=2) | {"classes": 3, "offset": 128.0, "scale": 40.0}
    data = {}
    for split, (darkest, brightest) in BRIGHTNESS.items():
        images, labels = drawn_images(rng, case, COUNTS[split], darkest, brightest)
        data[split] = [np.round(images).astype(np.uint8), labels]
    first, second = (int(seed) for seed in rng.choice(10_000, 2, replace=False))
    strategies = [str(name) for name in rng.permutation(STRATEGIES)]
    calls = [{"strategies": strategies, "seeds": [first]}, {"strategies": ["frozen"], "seeds": [second, first]}]
    numbers = {"classes": 3, "epochs": int(rng.integers(3, 6)), "num_layers": int(rng.integers(3, 6))}
    return Inputs(sent={"case": case, "data": data, "calls": calls} | numbers)


def each_run(facts):
    """Yield (strategy, seed, row, run) of every run; its row is the one that names it."""
    for fact in facts["calls"]:
        for run in fact["runs"]:
            strategy, seed = run["run"]
            rows = [row for row in fact["rows"] if row.get("strategy") == strategy and row.get("seed") == seed]
            expect(len(rows), equals=1, help=f"Rows of strategy {strategy!r} with seed {seed}.")
            yield strategy, seed, rows[0], run


def learning(case, strategy, num_layers):
    """Return the backbone's weights that a strategy moves; from scratch averages move as well."""
    if strategy == "scratch":
        return [name for name, _ in described_weights(case)]
    return learning_weights(case, {"frozen": 0, "top": num_layers, "all": len(case["layers"])}[strategy])


def parameters(case, strategy, num_layers):
    weights = [name for name in learning(case, strategy, num_layers) if "moving_" not in name]
    return number_of_parameters(case, weights) + (channels(case) + 1) * case["classes"]


@task("comparison", points=1)
def test_table_has_one_row_for_each_run(compared_runs, given):
    """The table has one row for each strategy and seed, with all its columns; trainable parameters and seconds are right."""
    case, num_layers, seconds = given.sent["case"], given.sent["num_layers"], 0
    for strategy, _, row, _ in each_run(compared_runs):
        expect([name for name in COLUMNS if name not in row], equals=[], help="Columns that a row lacks.")
        help_line = f"Trainable parameters of strategy {strategy!r} in its last phase, the head's included."
        wanted, named = parameters(case, strategy, num_layers), mistakes.of_row(case, strategy)
        expect(row["trainable_parameters"], equals=wanted, mistakes=named, help=help_line)
        expect(row["seconds"], at_least=1e-6, help="Seconds of a run's training.")
        seconds += row["seconds"]
    expect(
        seconds, at_most=compared_runs["seconds"], help="Seconds of all runs together, compared with those that passed."
    )
    rows = [len(fact["rows"]) for fact in compared_runs["calls"]]
    expect(rows, equals=[len(fact["runs"]) for fact in compared_runs["calls"]], help="Rows in each table.")


@task("comparison", points=2)
def test_strategies_move_what_they_say(compared_runs, given):
    """Each run starts from a fresh backbone with the right first weights, and moves what its strategy says."""
    used = []
    for strategy, _, _, run in each_run(compared_runs):
        first = "None" if strategy == "scratch" else "imagenet"
        help_line = f"What make_backbone was asked for, strategy {strategy!r}."
        expect(run["weights"], equals=[first], mistakes=mistakes.of_start(strategy), help=help_line)
        used += run["backbones"]
        wanted = learning(given.sent["case"], strategy, given.sent["num_layers"])
        help_line = f"Weights of the backbone that strategy {strategy!r} has moved."
        expect(run["moved"], equals=[wanted], help=help_line)
    expect(len(set(used)), equals=len(used), help="Backbones in all runs: no two share one.")


@task("comparison", points=1)
def test_runs_have_one_budget(compared_runs, given):
    """Every run is trained for `epochs` passes over the training images, no more and no fewer."""
    epochs = given.sent["epochs"]
    for strategy, _, row, run in each_run(compared_runs):
        expect(row.get("epochs"), equals=epochs, help=f"What the table says of strategy {strategy!r}.")
        darkest, images = BRIGHTNESS["train"][0] - 10, COUNTS["train"]
        passes = float(np.sum(run["seen"][0]["all"] > darkest)) / images
        named = mistakes.of_budget(run["seen"][0], epochs, images, darkest)
        help_line = f"Passes of the training images, in 0..255, through the backbone, strategy {strategy!r}."
        expect(passes, at_most=epochs, mistakes=named, help=help_line)
        # Only what is frozen gives the same features again; a phase of kept features takes one pass.
        least = {"scratch": epochs, "frozen": 1}.get(strategy, 2)
        expect(passes, at_least=least, mistakes=named, help=help_line)


@task("comparison", points=1)
def test_runs_learn_from_training_images_only(compared_runs):
    """No run learns from validation or test images."""
    for strategy, _, _, run in each_run(compared_runs):
        learnt_from = run["seen"][0]["learnt_from"]
        dark = learnt_from[learnt_from < BRIGHTNESS["train"][0] - 10]
        help_line = f"Images in training mode that are no training images in 0..255, strategy {strategy!r}."
        expect(len(dark), equals=0, mistakes=mistakes.of_dark(dark, BRIGHTNESS), help=help_line)


@task("comparison", points=1)
def test_runs_follow_their_seed(compared_runs, given):
    """A run depends on its seed and on nothing before it: the same seed gives the same head, another seed another."""
    seeds = given.sent["calls"][1]["seeds"]
    again = {run["run"][1]: run["head"] for run in compared_runs["calls"][1]["runs"]}
    alone = next(run["head"] for run in compared_runs["calls"][0]["runs"] if run["run"][0] == "frozen")
    help_line = f"The head of strategy 'frozen' with seed {seeds[1]}, in two comparisons. Set all seeds at the start of each run."
    for first, second in zip(alone, again[seeds[1]], strict=True):
        named = {"With the same seed, and other runs before it, it came out different.": second}
        expect(second, close_to=first, tolerance=1e-3, mistakes=named, help=help_line)
    other = max(float(np.max(np.abs(one - two))) for one, two in zip(alone, again[seeds[0]], strict=True))
    named = {"Two seeds gave the same head: runs do not start from their own seed.": other}
    expect(other, at_least=1e-3, mistakes=named, help="How far the heads of two seeds differ.")


@task("comparison", points=2)
def test_reported_accuracies_are_true(compared_runs, given):
    """The accuracies in the table are those of the returned models."""
    for strategy, _, row, run in each_run(compared_runs):
        for split in ("valid", "test"):
            labels = given.sent["data"][split][1]
            right = int(np.sum(np.argmax(run["probabilities"][split], axis=1) == labels))
            told, tolerance = row.get(f"{split}_accuracy", np.nan), 0.4 / len(labels)
            named = mistakes.of_accuracy(told, right, len(labels))
            help_line = f"Accuracy on {split!r} of strategy {strategy!r}, computed again with its model."
            expect(told, close_to=right / len(labels), tolerance=tolerance, mistakes=named, help=help_line)


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


def errors_above_zero(differences):
    """Return how many standard errors the mean of differences lies above zero."""
    return np.mean(differences) / (np.std(differences, ddof=1) / np.sqrt(len(differences)))


def differences_at(rng, errors, count):
    """Return differences whose mean is so many standard errors above zero."""
    noise = rng.normal(size=count)
    noise = (noise - noise.mean()) / noise.std(ddof=1) * 0.02
    return noise + errors * 0.02 / np.sqrt(count)


# Standard errors above zero, number of pairs, runs without partner.
KINDS = [(4.0, 8, 0), (2.4, 8, 0), (-4.0, 8, 0), (3.4, 4, 3), (2.7, 12, 2), (3.3, 12, 0), (5.0, 2, 0)]


@inputs("verdicts")
def tables(rng):
    differences = [differences_at(rng, errors, count) for errors, count, _ in KINDS]
    drawn = [drawn_table(rng, gaps, extra) for gaps, (_, _, extra) in zip(differences, KINDS, strict=True)]
    drawn += [drawn_table(rng, np.array([0.2])), drawn_table(rng, np.array([]), unpaired=4)]
    answers = [errors > 3 for errors, _, _ in KINDS] + [False, False]
    return Inputs(sent={"tables": drawn}, withheld={"answers": answers})


@task("comparison", points=1)
def test_better_takes_three_standard_errors(verdicts, given):
    """A strategy is better only where its paired differences lie more than three standard errors above zero."""
    help_line = "Answers for tables of two to twelve pairs, some runs without partner. Differences seed by seed; deviation with n - 1."
    named = mistakes.of_verdicts(given.sent["tables"], KINDS)
    expect(verdicts, equals=given.withheld["answers"], mistakes=named, help=help_line)


@inputs("drawn_comparison")
def rows_to_draw(rng):
    rows = [
        {"strategy": strategy, "seed": seed, "epochs": 6, "trainable_parameters": 10, "seconds": 1.0}
        | {"valid_accuracy": float(rng.uniform(0.2, 0.5)), "test_accuracy": float(rng.uniform(0.5, 0.99))}
        for strategy in STRATEGIES
        for seed in range(3)
    ]
    return Inputs(sent={"rows": [rows[number] for number in rng.permutation(len(rows))]})


@task("comparison", points=1)
def test_figure_shows_every_run(drawn_comparison, given):
    """The figure names each strategy, and has a mark at the test accuracy of each run."""
    texts = " ".join(drawn_comparison["texts"])
    missing = [name for name in STRATEGIES if name not in texts]
    expect(missing, equals=[], help="Strategies that no text in the figure names.")
    heights = np.array([*drawn_comparison["heights"], np.inf])
    lacking = [
        row["test_accuracy"] for row in given.sent["rows"] if np.min(np.abs(heights - row["test_accuracy"])) > 1e-3
    ]
    expect(len(lacking), equals=0, help="Runs without a mark at the height of their test accuracy, from 0 to 1.")


@inputs("trained_flowers")
def flowers(rng, profile):
    """Draw the held-back photos anew for each run; the judge keeps their labels."""
    settings = profile.settings
    if settings["source"] == "embedded_flowers":
        data = drawn_splits(settings)
        held_back, labels = draw_flowers(settings["held_back"], int(rng.integers(2**63)), settings["size"])
    else:
        data = {split: list(flower_arrays(split, settings["source"], settings["size"])) for split in ("train", "valid")}
        held_back, labels = flower_arrays("test", settings["source"], settings["size"])
        # The photos to be judged stay without labels: half of the validation photos serve as a test split.
        images, answers = data["valid"]
        data |= {"valid": [images[::2], answers[::2]], "test": [images[1::2], answers[1::2]]}
    names = ("backbone", "strategies", "epochs", "num_layers")
    blocks = settings.get("blocks")
    sent = {"data": data, "held_back_images": held_back, "classes": len(FLOWER_NAMES), "seed": int(rng.integers(2**31))}
    return Inputs(
        sent=sent | {"blocks": blocks} | {name: settings[name] for name in names}, withheld={"labels": labels}
    )


def drawn_splits(settings):
    """Return three splits of drawings that are the same in every run."""
    total = sum(settings[split] for split in COUNTS)
    images, labels = draw_flowers(total, TRAIN_DATA_SEED, settings["size"])
    ends = np.cumsum([settings[split] for split in COUNTS])[:-1]
    parts = zip(COUNTS, np.split(images, ends), np.split(labels, ends), strict=True)
    return {split: [part, answers] for split, part, answers in parts}


def accuracy(facts, strategy, given):
    return float(np.mean(np.argmax(facts[strategy], axis=1) == given.withheld["labels"]))


@task("comparison", points=1)
def test_frozen_backbone_reaches_the_accuracy(trained_flowers, given, threshold):
    """With strategy "frozen", accuracy on flowers never seen reaches the calibrated threshold."""
    help_line = "Right answers on held-back flowers, backbone frozen. The range must be that of training; few steps ask for a high rate."
    expect(accuracy(trained_flowers, "frozen", given), at_least=threshold["frozen"], help=help_line)


@task("comparison", points=1)
def test_fine_tuned_top_reaches_the_accuracy(trained_flowers, given, threshold):
    """With strategy "top", accuracy on flowers never seen reaches the calibrated threshold."""
    help_line = "The share of right answers on held-back flowers, upper layers fine-tuned. A high rate destroys what the layers know."
    expect(accuracy(trained_flowers, "top", given), at_least=threshold["top"], help=help_line)
