"""A comparison that reuses the two phases, seeds outside and strategies inside, rows as they come from NumPy."""

import time

import keras
import numpy as np
import tensorflow as tf


def compare_strategies(
    make_backbone, data, num_classes, seeds, strategies=STRATEGIES, epochs=6, num_layers=20, preprocess_input=None
):
    rows, models = [], {}
    batches = {
        split: tf.data.Dataset.from_tensor_slices((images.astype(np.float32), labels)).batch(16)
        for split, (images, labels) in data.items()
    }
    for seed in seeds:
        for strategy in strategies:
            began = time.time()
            backbone = make_backbone("imagenet" if strategy != "scratch" else None)
            keras.utils.set_random_seed(seed)
            model = build_classifier(backbone, num_classes, preprocess_input=preprocess_input)
            shuffled = tf.data.Dataset.from_tensor_slices((data["train"][0].astype(np.float32), data["train"][1]))
            shuffled = shuffled.shuffle(len(data["train"][1]), seed=seed).batch(16)
            if strategy in ("scratch", "frozen"):
                if strategy == "scratch":
                    for layer in backbone.layers:
                        layer.trainable = True
                model.compile(keras.optimizers.Adam(1e-2), "sparse_categorical_crossentropy", metrics=["accuracy"])
                model.fit(shuffled, validation_data=batches["valid"], epochs=epochs, verbose=0)
            else:
                layers = {"top": num_layers, "all": len(backbone.layers)}[strategy]
                first = 2 * epochs // 3
                passes = (first, epochs - first)
                train_in_two_phases(model, shuffled, batches["valid"], layers, passes, (1e-2, 5e-4))
            count = sum(np.prod(weight.shape) for weight in model.trainable_weights)
            seconds = np.float32(time.time() - began)
            model.compile(metrics=["accuracy"], loss="sparse_categorical_crossentropy")
            scores = {split: model.evaluate(batches[split], verbose=0)[1] for split in ("valid", "test")}
            rows.append(
                {
                    "seed": seed,
                    "strategy": strategy,
                    "epochs": np.int64(epochs),
                    "trainable_parameters": count,
                    "seconds": seconds,
                    "valid_accuracy": scores["valid"],
                    "test_accuracy": round(scores["test"], 3),
                    "note": "first try",
                }
            )
            models[(strategy, seed)] = model
    return rows, models
