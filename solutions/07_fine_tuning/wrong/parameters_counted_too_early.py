"""Fails: test_table_has_one_row_for_each_run

Trainable parameters are counted before the strategy has set its flags: each has as many as its head (B). Tells: the numbers in the table.
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
            parameters = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
            started = time.perf_counter()
            train_by_strategy(model, strategy, data["train"], epochs, num_layers)
            seconds = time.perf_counter() - started
            rows.append(
                {
                    "strategy": strategy,
                    "seed": seed,
                    "epochs": epochs,
                    "trainable_parameters": parameters,
                    "seconds": seconds,
                    "valid_accuracy": accuracy(model, *data["valid"]),
                    "test_accuracy": accuracy(model, *data["test"]),
                }
            )
            models[strategy, seed] = model
    return rows, models
