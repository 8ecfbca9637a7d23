"""Visible checks of the comparison: whether it is fair, whether it is true, and what is concluded from it."""

import numpy as np

from autograder import Inputs, expect, inputs, task
from source_data import FLOWER_NAMES, draw_flowers, flower_arrays

from . import signs
from .cases import BRIGHTNESS, COUNTS, STRATEGIES, backbone_case, drawn_images, drawn_splits, drawn_tables

COLUMNS = ("strategy", "seed", "epochs", "trainable_parameters", "seconds", "valid_accuracy", "test_accuracy")


@inputs("compared_runs")
def runs_to_compare(rng):
    case = backbone_case(rng, blocks=2) | {"classes": 3, "offset": 128.0, "scale": 40.0}
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


@task("comparison", points=1)
def test_table_has_one_row_for_each_run(compared_runs, answers, mistakes):
    """The table has one row for each strategy and seed, with all its columns; trainable parameters and seconds are right."""
    told = 0
    for strategy, _, row, _ in each_run(compared_runs):
        expect_row(strategy, row, answers[strategy], mistakes[strategy])
        told += row["seconds"]
    help_line = "Seconds of all runs together, compared with those that passed."
    expect(told, at_most=compared_runs["seconds"], help=help_line)
    rows = [len(fact["rows"]) for fact in compared_runs["calls"]]
    expect(rows, equals=[len(fact["runs"]) for fact in compared_runs["calls"]], help="Rows in each table.")


def expect_row(strategy, row, wanted, mistakes):
    """Compare a row's columns, and what it says of parameters and seconds."""
    expect([name for name in COLUMNS if name not in row], equals=[], help="Columns that a row lacks.")
    help_line = f"Trainable parameters of strategy {strategy!r} in its last phase, the head's included."
    named = mistakes["parameters"]
    expect(row["trainable_parameters"], equals=wanted["parameters"], mistakes=named, help=help_line)
    expect(row["seconds"], at_least=1e-6, help="Seconds of a run's training.")


@task("comparison", points=2)
def test_strategies_move_what_they_say(compared_runs, answers, mistakes):
    """Each run starts from a fresh backbone with the right first weights, and moves what its strategy says."""
    used = []
    for strategy, _, _, run in each_run(compared_runs):
        wanted, named = answers[strategy], mistakes[strategy]["weights"]
        help_line = f"What make_backbone was asked for, strategy {strategy!r}."
        expect(run["weights"], equals=wanted["weights"], mistakes=named, help=help_line)
        used += run["backbones"]
        help_line = f"Weights of the backbone that strategy {strategy!r} has moved."
        expect(run["moved"], equals=[wanted["moved"]], help=help_line)
    expect(len(set(used)), equals=len(used), help="Backbones in all runs: no two share one.")


@task("comparison", points=1)
def test_runs_have_one_budget(compared_runs, given):
    """Every run is trained for `epochs` passes over the training images, no more and no fewer."""
    epochs = given.sent["epochs"]
    for strategy, _, row, run in each_run(compared_runs):
        expect(row.get("epochs"), equals=epochs, help=f"What the table says of strategy {strategy!r}.")
        expect_passes(strategy, run["seen"][0], epochs)


def expect_passes(strategy, seen, epochs):
    """Compare how often the training images pass a run's backbone with the budget."""
    darkest, images = BRIGHTNESS["train"][0] - 10, COUNTS["train"]
    passes = float(np.sum(seen["all"] > darkest)) / images
    named = signs.of_budget(seen, epochs, images, darkest)
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
        expect(len(dark), equals=0, mistakes=signs.of_dark(dark, BRIGHTNESS), help=help_line)


@task("comparison", points=1)
def test_runs_follow_their_seed(compared_runs, given):
    """A run depends on its seed and on nothing before it: the same seed gives the same head, another seed another."""
    other, same = given.sent["calls"][1]["seeds"]
    again = {run["run"][1]: run["head"] for run in compared_runs["calls"][1]["runs"]}
    alone = next(run["head"] for run in compared_runs["calls"][0]["runs"] if run["run"][0] == "frozen")
    help_line = (
        f"The head of strategy 'frozen' with seed {same}, in two comparisons. Set all seeds at the start of each run."
    )
    for first, second in zip(alone, again[same], strict=True):
        expect(second, close_to=first, tolerance=1e-3, mistakes=signs.OF_RUNS_BEFORE, help=help_line)
    apart = max(float(np.max(np.abs(one - two))) for one, two in zip(alone, again[other], strict=True))
    expect(apart, at_least=1e-3, mistakes=signs.OF_ONE_SEED, help="How far the heads of two seeds differ.")


@task("comparison", points=2)
def test_reported_accuracies_are_true(compared_runs, given):
    """The accuracies in the table are those of the returned models."""
    for strategy, _, row, run in each_run(compared_runs):
        for split in ("valid", "test"):
            expect_accuracy(strategy, split, row, run["probabilities"][split], given.sent["data"][split][1])


def expect_accuracy(strategy, split, row, probabilities, labels):
    """Compare an accuracy in the table with that of what the model answers."""
    right = int(np.sum(np.argmax(probabilities, axis=1) == labels))
    told, tolerance = row.get(f"{split}_accuracy", np.nan), 0.4 / len(labels)
    named = signs.of_accuracy(told, right, len(labels))
    help_line = f"Accuracy on {split!r} of strategy {strategy!r}, computed again with its model."
    expect(told, close_to=right / len(labels), tolerance=tolerance, mistakes=named, help=help_line)


@inputs("verdicts")
def tables(rng):
    return Inputs(sent={"tables": drawn_tables(rng)})


@task("comparison", points=1)
def test_better_takes_three_standard_errors(verdicts, answers, mistakes):
    """A strategy is better only where its paired differences lie more than three standard errors above zero."""
    help_line = "Answers for tables of two to twelve pairs, some runs without partner. Differences seed by seed; deviation with n - 1."
    expect(verdicts, equals=answers, mistakes=mistakes, help=help_line)


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
