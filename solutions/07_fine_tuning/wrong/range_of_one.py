"""Fails: test_runs_have_one_budget, test_runs_learn_from_training_images_only, test_frozen_backbone_reaches_the_accuracy, test_fine_tuned_top_reaches_the_accuracy

Training images are divided by 255, those to be judged are not (A). Tells: accuracy on images in 0..255.
"""

import keras


def compile_and_fit(model, images, labels, epochs, learning_rate):
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy")
    model.fit(images, labels, epochs=epochs, verbose=2)


def train_by_strategy(model, strategy, train, epochs, num_layers):
    images, labels = train[0].astype("float32") / 255, train[1]
    if strategy == "scratch":
        for layer in find_backbone(model).layers:
            layer.trainable = True
        compile_and_fit(model, images, labels, epochs, 1e-3)
        return
    head_epochs = epochs if strategy == "frozen" else epochs // 2
    unfreeze_top(model, 0)
    compile_and_fit(model, images, labels, head_epochs, 3e-2)
    if strategy != "frozen":
        unfreeze_top(model, num_layers if strategy == "top" else len(find_backbone(model).layers))
        compile_and_fit(model, images, labels, epochs - head_epochs, 1e-3)
