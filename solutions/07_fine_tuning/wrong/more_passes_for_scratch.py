"""Fails: test_runs_have_one_budget

The network from scratch gets three times the passes, because it needs them: the comparison then says nothing (B). Tells: passes through the backbone.
"""

import time

import keras
import numpy as np


def compare_strategies(
    make_backbone, data, num_classes, seeds, strategies=STRATEGIES, epochs=6, num_layers=20, preprocess_input=None
):
    rows, models = [], {}
    for strategy in strategies:
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            backbone = make_backbone(None if strategy == "scratch" else "imagenet")
            model = build_classifier(backbone, num_classes, preprocess_input)
            started = time.perf_counter()
            passes = 3 * epochs if strategy == "scratch" else epochs
            train_by_strategy(model, strategy, data["train"], passes, num_layers)
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
