"""Flags by the container, toggled so that they reach every sublayer; compiled before the flags change, which counts until the first fit."""

import keras


def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    backbone.trainable = False
    model = keras.Sequential([keras.Input(backbone.input_shape[1:])])
    if preprocess_input is not None:
        model.add(keras.layers.Lambda(preprocess_input))
    model.add(backbone)
    model.add(keras.layers.GlobalAveragePooling2D(name="pooled"))
    model.add(keras.layers.Dropout(dropout, name="dropped"))
    model.add(keras.layers.Dense(num_classes))
    model.add(keras.layers.Softmax())
    return model


def freeze(model):
    backbone = find_backbone(model)
    backbone.trainable = True
    backbone.trainable = False


def unfreeze_top(model, num_layers):
    freeze(model)
    backbone = find_backbone(model)
    backbone.trainable = True
    for layer in backbone.layers[: max(0, len(backbone.layers) - num_layers)]:
        layer.trainable = False
    for layer in backbone.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False


def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    loss = keras.losses.SparseCategoricalCrossentropy()
    model.compile(optimizer=keras.optimizers.Nadam(learning_rates[0]), loss=loss, metrics=["accuracy"])
    freeze(model)
    first = model.fit(train_data, epochs=epochs[0], verbose=0)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    model.optimizer.learning_rate = learning_rates[1]
    unfreeze_top(model, num_layers)
    second = model.fit(train_data, validation_data=valid_data, epochs=epochs[1], verbose=0)
    return first, second


def train_by_strategy(model, strategy, train, epochs, num_layers):
    images, labels = train[0].astype("float32"), train[1]
    layers = find_backbone(model).layers
    if strategy == "scratch":
        for layer in layers:
            layer.trainable = True
        compile_and_fit(model, images, labels, epochs, 1e-3)
        return
    head_epochs = epochs if strategy == "frozen" else epochs // 2
    freeze(model)
    compile_and_fit(model, images, labels, head_epochs, 3e-2)
    if strategy != "frozen":
        unfreeze_top(model, num_layers if strategy == "top" else len(layers))
        compile_and_fit(model, images, labels, epochs - head_epochs, 1e-3)
