"""A model class whose `call` passes `training` on; its head is made in `build`, tf.data pipelines feed it, photos are resized one by one."""

import heapq

import keras
import tensorflow as tf


def classify(network, photos, preprocess_input, class_names, top=3):
    fit = keras.layers.Resizing(*network.input_shape[1:3], crop_to_aspect_ratio=True)
    results = []
    for photo in photos:
        scores = keras.ops.convert_to_numpy(network(preprocess_input(fit(photo[None].astype("float32")))))[0]
        results.append([(name, score) for score, name in heapq.nlargest(top, zip(scores.tolist(), class_names))])
    return results


class Classifier(keras.Model):
    def __init__(self, backbone, num_classes, preprocess_input, dropout):
        super().__init__()
        self.preprocess_input = preprocess_input or (lambda images: images)
        self.features = backbone
        self.num_classes = num_classes
        self.drop = keras.layers.Dropout(dropout)

    def build(self, input_shape):
        self.dense = keras.layers.Dense(self.num_classes)
        self.dense.build((None, self.features.output_shape[-1]))
        self.built = True

    def call(self, images, training=None):
        maps = self.features(self.preprocess_input(images), training=training)
        pooled = keras.ops.mean(maps, axis=(1, 2))
        return keras.ops.softmax(self.dense(self.drop(pooled, training=training)))


def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    model = Classifier(backbone, num_classes, preprocess_input, dropout)
    freeze(model)
    model.build((None, *backbone.input_shape[1:]))
    return model


def freeze(model):
    unfreeze_top(model, 0)


def unfreeze_top(model, num_layers):
    chosen = set(map(id, model.features.layers[len(model.features.layers) - num_layers :]))
    for layer in model.features.layers:
        layer.trainable = id(layer) in chosen and "normalization" not in type(layer).__name__.lower()


def compile_and_fit(model, images, labels, epochs, learning_rate):
    batches = tf.data.Dataset.from_tensor_slices((images, labels)).shuffle(len(images)).batch(32).prefetch(1)
    model.compile(keras.optimizers.Adam(learning_rate), keras.losses.SparseCategoricalCrossentropy())
    model.fit(batches, epochs=epochs, verbose=0)


def train_by_strategy(model, strategy, train, epochs, num_layers):
    images, labels = train[0].astype("float32"), train[1]
    layers = model.features.layers
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
