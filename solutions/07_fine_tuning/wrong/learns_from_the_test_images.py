"""Fails: test_runs_learn_from_training_images_only; perhaps test_frozen_backbone_reaches_the_accuracy, test_fine_tuned_top_reaches_the_accuracy

Test images are appended to the training images (B): test accuracy rises. Tells: images of another split in training mode.
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
            both = [np.concatenate([data["train"][part], data["test"][part]]) for part in (0, 1)]
            train_by_strategy(model, strategy, both, epochs, num_layers)
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
