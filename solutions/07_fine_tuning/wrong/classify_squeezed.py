"""Fails: test_small_networks_classify_as_computed_by_hand, test_photos_are_recognised, test_drawn_networks_classify

The whole photo is squeezed into a square (A). Tells: the temple is called a bell cote.
"""

import keras
import numpy as np


def classify(network, photos, preprocess_input, class_names, top=3):
    size = network.input_shape[1:3]
    squares = [keras.ops.image.resize(photo.astype("float32"), size, antialias=True) for photo in photos]
    probabilities = network.predict(preprocess_input(keras.ops.stack(squares)), verbose=0)
    return [[(class_names[index], float(row[index])) for index in np.argsort(-row)[:top]] for row in probabilities]
