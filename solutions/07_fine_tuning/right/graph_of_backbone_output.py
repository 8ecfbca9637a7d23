"""The head goes on from `backbone.output` in one graph, so the model's own layers are the backbone's; flags by container and slice."""

import keras


def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    backbone.trainable = False
    x = keras.layers.GlobalAvgPool2D()(backbone.output)
    x = keras.layers.Dropout(dropout)(x)
    x = keras.layers.Dense(num_classes, activation=keras.activations.softmax)(x)
    whole = keras.Model(backbone.input, x)
    if preprocess_input is None:
        return whole
    inputs = keras.Input(backbone.input_shape[1:])
    return keras.Model(inputs, whole(preprocess_input(inputs)))


def backbone_layers(model):
    inner = [layer for layer in model.layers if isinstance(layer, keras.Model)]
    return (inner[0] if inner else model).layers[:-3]


def freeze(model):
    for layer in backbone_layers(model):
        layer.trainable = False


def unfreeze_top(model, num_layers):
    freeze(model)
    if num_layers > 0:
        for layer in backbone_layers(model)[-num_layers:]:
            layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)


def train_by_strategy(model, strategy, train, epochs, num_layers):
    images, labels = train[0].astype("float32"), train[1]
    layers = backbone_layers(model)
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
