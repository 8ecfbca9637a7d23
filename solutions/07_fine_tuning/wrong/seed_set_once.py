"""Fails: test_runs_follow_their_seed

The seed is set once, before the first run: every run depends on those before it (B). Tells: one seed in two comparisons.
"""

import time

import keras
import numpy as np


def compare_strategies(
    make_backbone, data, num_classes, seeds, strategies=STRATEGIES, epochs=6, num_layers=20, preprocess_input=None
):
    rows, models = [], {}
    keras.utils.set_random_seed(seeds[0])
    for strategy in strategies:
        for seed in seeds:
            backbone = make_backbone(None if strategy == "scratch" else "imagenet")
            model = build_classifier(backbone, num_classes, preprocess_input)
            started = time.perf_counter()
            train_by_strategy(model, strategy, data["train"], epochs, num_layers)
            seconds = time.perf_counter() - started
            rows.append(
                {
                    "strategy": strategy,
                    "seed": seed,
                    "epochs": epochs,
                    "trainable_parameters": sum(int(np.prod(weight.shape)) for weight in model.trainable_weights),
                    "seconds": seconds,
                    "valid_accuracy": accuracy(model, *data["valid"]),
                    "test_accuracy": accuracy(model, *data["test"]),
                }
            )
            models[strategy, seed] = model
    return rows, models
