"""Fails: test_classifier_computes_what_it_should, test_only_the_head_is_trainable, test_one_step_moves_the_head_alone, test_drawn_classifier; perhaps test_dropout_drops_its_share

Normalisations are left alone and a model class calls the backbone with `training=True`: it computes with the statistics of each batch, at inference too (B). Tells: answers at inference.
"""

import keras


class Classifier(keras.Model):
    def __init__(self, backbone, num_classes, preprocess_input, dropout):
        super().__init__()
        self.preprocess_input = preprocess_input or (lambda images: images)
        self.features = backbone
        self.pool = keras.layers.GlobalAveragePooling2D()
        self.drop = keras.layers.Dropout(dropout)
        self.dense = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, images, training=None):
        features = self.features(self.preprocess_input(images), training=True)
        return self.dense(self.drop(self.pool(features), training=training))


def build_classifier(backbone, num_classes, preprocess_input=None, dropout=0.2):
    for layer in backbone.layers:
        layer.trainable = isinstance(layer, keras.layers.BatchNormalization)
    return Classifier(backbone, num_classes, preprocess_input, dropout)
