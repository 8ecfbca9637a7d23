"""Fails: test_strategies_move_what_they_say

All strategies start from ImageNet's weights, from scratch included (B). Tells: what make_backbone was asked for.
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
            backbone = make_backbone("imagenet")
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
