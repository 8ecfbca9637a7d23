"""The compared network carries its augmentation inside; the pipeline has none. Validation data are only looked at."""

import keras


def compare(build_network, train_photos, valid_photos, size, batch_size, epochs, seed):
    def trained(augmentation):
        keras.utils.set_random_seed(seed)
        network = build_network()
        model = network if augmentation is None else keras.Sequential([augmentation, network])
        model.compile(keras.optimizers.AdamW(3e-3), keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
        train_data = make_pipeline(train_photos, size, batch_size, training=True, seed=seed)
        valid_data = make_pipeline(valid_photos, size, 100)
        return model, model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=0)

    return {"augmented": trained(build_augmentation(seed)), "plain": trained(None)}
