"""Runs next to the student's code, calls it, and returns facts. It gathers, never judges."""

import time
from typing import Any

import keras
import numpy as np

from autograder.authoring import keras_facts
from autograder.authoring.keras_movement import Notes, farthest, moved, movements, values
from source_data.backbones import imagenet_class_names, load_backbone, preprocessing

from .backbones import (
    classifying_network,
    drawn_backbone,
    drawn_preprocessing,
    maker_of_backbones,
    named_weights,
)

Facts = Any


def classified_drawings(student, given) -> Facts:
    """Answers of networks small enough to be computed by hand."""
    facts = []
    for case, photos in zip(given["cases"], given["photos"], strict=True):
        network = classifying_network(case)
        answers = student.classify(network, photos, drawn_preprocessing(case), case["class_names"], top=case["top"])
        facts.append(_plain_answers(answers))
    return facts


def classified_photos(student, given) -> Facts:
    """Answers of EfficientNet-Lite0, as ImageNet has taught it."""
    network = load_backbone(include_top=True)
    answers = student.classify(network, given["photos"], preprocessing(), imagenet_class_names(), top=given["top"])
    return _plain_answers(answers)


def classifier_outputs(student, given) -> Facts:
    """What a classifier answers with drawn weights, and what its weights are."""
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model, backbone, head = _classifier(student, case, images)
        answers = _with_drawn_head(model, head, images, case)
        facts.append({"head": _described(head), "parameters": keras_facts.trainable_parameters(model)} | answers)
    return facts


def classifier_dropout(student, given) -> Facts:
    """What a classifier answers in training, with and without dropout."""
    facts = []
    for case, images in zip(given["cases"], given["images"], strict=True):
        model, backbone, head = _classifier(student, case, images)
        answers = _with_drawn_head(model, head, images, case)
        facts.append(answers | {"training": keras_facts.output(model, images, training=True)})
    return facts


def classifier_step(student, given) -> Facts:
    """What one step of an optimiser moves in a classifier that is fresh from the student's function."""
    facts = []
    for case, images, labels in zip(given["cases"], given["images"], given["labels"], strict=True):
        model, backbone, head = _classifier(student, case, images)
        facts.append(_moved_by_a_step(model, backbone, head, images, labels))
    return facts


def unfrozen_steps(student, given) -> Facts:
    """What one step of an optimiser moves after one call."""
    return _steps_after_calls(student, given)


def unfrozen_again(student, given) -> Facts:
    """What one step moves after each of a series of calls."""
    return _steps_after_calls(student, given)


def unfrozen_edges(student, given) -> Facts:
    """What one step moves where no layer, and where every layer is to learn."""
    return _steps_after_calls(student, given)


def two_phases(student, given) -> Facts:
    """What the student's training does to a classifier, noted each time that images pass through it."""
    case, images, notes = given["case"], given["images"], Notes()
    model, backbone, head = _classifier(student, case, images[:1], notes)
    student.unfreeze_top(model, case["unfrozen_before"])
    notes.followed = {"backbone": list(backbone.values()), "head": head}
    before, probabilities, drawn = notes.weights(), [keras_facts.predictions(model, images)], [0]
    notes.passages.clear()
    histories = student.train_in_two_phases(
        model,
        keras_facts.counted_batches(images, given["labels"], case["batch"], case["seed"], drawn),
        keras_facts.batches(given["valid_images"], given["valid_labels"], case["batch"]),
        case["num_layers"],
        epochs=tuple(case["epochs"]),
        learning_rates=tuple(case["learning_rates"]),
    )
    passages, after = list(notes.passages), notes.weights()
    return {
        "passes": drawn[0] / len(images),
        "losses": [[float(loss) for loss in history.history["loss"]] for history in histories],
        "moved": moved(backbone, before["backbone"], after["backbone"]),
        "probabilities": [*probabilities, keras_facts.predictions(model, images)],
    } | _phases(passages, before, after, case)


def compared_runs(student, given) -> Facts:
    """What each run of a comparison started from, learnt from and moved, and what it says about itself."""
    case, data = given["case"], {split: tuple(given["data"][split]) for split in ("train", "valid", "test")}
    made = []
    started = time.perf_counter()
    runs = []
    for call in given["calls"]:
        rows, models = student.compare_strategies(
            maker_of_backbones(case, made),
            data,
            given["classes"],
            call["seeds"],
            strategies=tuple(call["strategies"]),
            epochs=given["epochs"],
            num_layers=given["num_layers"],
            preprocess_input=drawn_preprocessing(case),
        )
        keys = [(strategy, seed) for strategy in call["strategies"] for seed in call["seeds"]]
        runs.append(
            {
                "rows": [_plain_row(row) for row in rows],
                "runs": [_run_facts(models[key], made, case, data) | {"run": list(key)} for key in keys],
            }
        )
    return {"calls": runs, "seconds": time.perf_counter() - started}


def verdicts(student, given) -> Facts:
    """Answers to the question whether one strategy is better than another."""
    return [bool(student.is_better(rows, "first", "second")) for rows in given["tables"]]


def drawn_comparison(student, given) -> Facts:
    """Texts and heights in the student's figure."""
    # Drawn in memory, whatever screen there is: names along an axis exist only once they are drawn.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - slow to import

    figure = student.draw_comparison(given["rows"])
    FigureCanvasAgg(figure).draw()
    texts, heights = [], []
    for axes in figure.axes:
        texts += [text.get_text() for text in axes.findobj(lambda artist: hasattr(artist, "get_text"))]
        for line in axes.lines:
            heights += np.ravel(line.get_ydata()).tolist()
        for collection in axes.collections:
            heights += np.asarray(collection.get_offsets())[:, 1].tolist()
        heights += [patch.get_y() + patch.get_height() for patch in axes.patches if hasattr(patch, "get_height")]
    return {"texts": texts, "heights": [float(height) for height in heights]}


def trained_flowers(student, given) -> Facts:
    """Predictions of real fine-tuned networks on photos without labels, and what the student says about them."""
    data = {split: tuple(given["data"][split]) for split in ("train", "valid", "test")}
    shape = data["train"][0].shape[1:]
    rows, models = student.compare_strategies(
        lambda weights: load_backbone(given["backbone"], tuple(shape), weights, blocks=given["blocks"]),
        data,
        given["classes"],
        [given["seed"]],
        strategies=tuple(given["strategies"]),
        epochs=given["epochs"],
        num_layers=given["num_layers"],
        preprocess_input=preprocessing(given["backbone"]),
    )
    return {
        strategy: keras_facts.predictions(models[strategy, given["seed"]], given["held_back_images"])
        for strategy in given["strategies"]
    }


def _phases(passages, before, after, case) -> dict[str, Any]:
    """Return what happened before the backbone first moved, and how it moved then."""
    steps = movements(passages, after, "backbone")
    moving = [passage for passage, step in zip(passages, steps, strict=True) if step > 0]
    head = moving[0].weights["head"] if moving else after["head"]
    return {
        "head_moved_first": farthest(before["head"], head),
        "largest_step": max(steps, default=0.0),
        "learnt_from": [float(_brightness(passage, case).max()) for passage in moving],
    }


def _brightness(passage, case) -> np.ndarray:
    """Return the mean of each image that passed, in 0..255: as it was before preprocessing."""
    return passage.brightness * case["scale"] + case["offset"]


def _run_facts(model, made, case, data) -> dict[str, Any]:
    """Return the facts of one run; its backbone is the one whose weights its model uses."""
    own = {id(weight) for weight in model.weights}
    used = [number for number, one in enumerate(made) if own & {id(weight) for weight in one.named.values()}]
    inside = {id(weight) for number in used for weight in made[number].named.values()}
    seen = [_seen(made[number], case) for number in used]
    return {
        "backbones": used,
        "weights": [made[number].weights for number in used],
        "moved": [
            moved(made[number].named, made[number].before, values(made[number].named.values())) for number in used
        ],
        "seen": seen,
        "head": [np.array(weight) for weight in model.weights if id(weight) not in inside],
        "probabilities": {split: keras_facts.predictions(model, data[split][0]) for split in ("valid", "test")},
    }


def _seen(one, case) -> dict[str, Any]:
    """Return the brightness, in 0..255, of each image that passed a backbone, and of those that trained it."""
    steps = movements(one.notes.passages, one.notes.weights(), "backbone")
    bright = [_brightness(passage, case) for passage in one.notes.passages]
    training = [passage.training or step > 0 for passage, step in zip(one.notes.passages, steps, strict=True)]
    learnt = [part for part, learns in zip(bright, training, strict=True) if learns]
    return {"all": np.concatenate([*bright, []]), "learnt_from": np.concatenate([*learnt, []])}


def _classifier(student, case, images, notes=None):
    """Return the student's classifier with all its weights, its backbone's weights by name, and its head's."""
    backbone = drawn_backbone(case, notes)
    keras_facts.fill(backbone, case["seed"])
    named = named_weights(backbone, case)
    options = {"preprocess_input": drawn_preprocessing(case)} if "scale" in case else {}
    options |= {"dropout": case["dropout"]} if "dropout" in case else {}
    model = student.build_classifier(backbone, case["classes"], **options)
    keras_facts.output(model, images[:1])
    inside = {id(weight) for weight in named.values()}
    return model, named, [weight for weight in model.weights if id(weight) not in inside]


def _with_drawn_head(model, head, images, case) -> dict[str, Any]:
    """Set the head's weights to values that the judge can draw as well, and return what the model answers then."""
    for weight in head:
        rng = np.random.default_rng([case["head_seed"], len(weight.shape)])
        weight.assign(case["head_scale"] * rng.normal(size=weight.shape))
    return {"output": keras_facts.output(model, images)}


def _moved_by_a_step(model, backbone, head, images, labels) -> dict[str, Any]:
    """Compile, train on one batch, and return what moved."""
    model.compile(keras.optimizers.SGD(0.01), "sparse_categorical_crossentropy", run_eagerly=True)
    before, head_before = values(backbone.values()), values(head)
    model.fit(images, labels, batch_size=len(images), verbose=0)
    head_moved = [farthest([old], [new]) for old, new in zip(head_before, values(head), strict=True)]
    return {"moved": moved(backbone, before, values(backbone.values())), "head": head_moved}


def _steps_after_calls(student, given) -> Facts:
    facts = []
    for case, images, labels in zip(given["cases"], given["images"], given["labels"], strict=True):
        model, backbone, head = _classifier(student, case, images)
        steps = []
        for num_layers in case["calls"]:
            if num_layers is None:
                student.freeze(model)
            else:
                student.unfreeze_top(model, num_layers)
            steps.append(_moved_by_a_step(model, backbone, head, images, labels))
        facts.append(steps)
    return facts


def _plain_answers(answers) -> Facts:
    return [[[str(name), float(probability)] for name, probability in photo] for photo in answers]


def _plain_row(row) -> dict[str, Any]:
    """Return the columns that are asked for; a student may keep more."""
    wanted = ("epochs", "trainable_parameters", "seconds", "valid_accuracy", "test_accuracy")
    numbers = {column: float(row[column]) for column in wanted if column in row}
    return {"strategy": str(row["strategy"]), "seed": int(row["seed"])} | numbers


def _described(weights) -> list[list[int]]:
    return [[int(size) for size in weight.shape] for weight in weights]
