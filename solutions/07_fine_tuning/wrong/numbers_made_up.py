"""Fails: test_reported_accuracies_are_true

The test accuracy is the validation accuracy with a little added: a number that was never measured. Tells: the returned models' own accuracy.
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
                    "test_accuracy": min(1.0, accuracy(model, *data["valid"]) + 0.1),
                }
            )
            models[strategy, seed] = model
    return rows, models
