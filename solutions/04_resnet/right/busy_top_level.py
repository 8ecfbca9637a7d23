"""The file prints, changes what TensorFlow, NumPy and Keras let it change, and trains a toy; the network is nested and names its units."""

import logging
import threading
import time
import warnings

import numpy as np
import tensorflow as tf

import keras


def build_resnet(
    input_shape,
    num_classes,
    blocks_per_stage=(3, 4, 6, 3),
    filters_per_stage=(64, 128, 256, 512),
    unit=ResidualUnit,
    stem="large",
):
    if len(blocks_per_stage) != len(filters_per_stage):
        raise ValueError(f"Stages do not agree. Received: {blocks_per_stage=}, {filters_per_stage=}")
    if stem not in ("large", "small"):
        raise ValueError(f"No such stem. Received: {stem=}")
    inputs = keras.Input(input_shape)
    if stem == "large":
        outputs = normalized_convolution(filters_per_stage[0], 7, strides=2)(inputs)
        outputs = keras.layers.ReLU()(outputs)
        outputs = keras.layers.MaxPooling2D(3, strides=2, padding="same")(outputs)
    else:
        outputs = normalized_convolution(filters_per_stage[0], 3)(inputs)
        outputs = keras.layers.ReLU()(outputs)
    for stage, (blocks, filters) in enumerate(zip(blocks_per_stage, filters_per_stage)):
        for block in range(blocks):
            outputs = unit(filters, strides=2 if stage > 0 and block == 0 else 1, name=f"unit_{stage}_{block}")(outputs)
    body = keras.Model(inputs, outputs)
    inputs = keras.Input(input_shape)
    outputs = keras.layers.GlobalAveragePooling2D()(body(inputs))
    outputs = keras.layers.Dense(num_classes, activation="softmax")(outputs)
    model = keras.Model(inputs, outputs)
    model.summary()
    return model


logging.basicConfig(level=logging.DEBUG)
np.seterr(all="raise")
warnings.warn("Only a warning.")
tf.config.threading.set_intra_op_parallelism_threads(1)
keras.utils.set_random_seed(42)
keras.config.disable_traceback_filtering()
threading.Thread(target=time.sleep, args=(3,), daemon=True).start()

toy = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
toy.compile("sgd", "mse")
print(toy.fit(np.zeros((8, 2)), np.zeros(8), epochs=2).history)
toy.save("toy.keras")
keras.backend.clear_session()

if __name__ == "__main__":
    raise SystemExit("Only when it is run as a program.")
