"""The learning rate falls when the validation loss stalls, and the best weights seen are those that stay."""

import keras


def train(model, train_data, valid_data, epochs=10):
    model.compile(keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
    callbacks = [
        keras.callbacks.EarlyStopping(monitor="val_accuracy", patience=max(3, epochs // 2), restore_best_weights=True),
        keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.3, patience=1),
        keras.callbacks.TerminateOnNaN(),
    ]
    return model.fit(train_data, validation_data=valid_data, epochs=epochs, callbacks=callbacks, verbose=0)
