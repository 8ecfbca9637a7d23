"""Global average pooling by `keras.ops.mean`, and a dense layer of logits followed by a softmax layer of its own."""

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
    if stem not in {"large", "small"}:
        raise ValueError(f"No such stem. Received: {stem=}")
    inputs = keras.Input(input_shape, name="photo")
    if stem == "small":
        tensor = keras.ops.relu(normalized_convolution(filters_per_stage[0], 3)(inputs))
    else:
        tensor = keras.ops.relu(normalized_convolution(filters_per_stage[0], 7, 2)(inputs))
        tensor = keras.ops.max_pool(tensor, 3, 2, padding="same")
    for number, (blocks, filters) in enumerate(zip(blocks_per_stage, filters_per_stage), start=1):
        for block in range(1, blocks + 1):
            strides = 2 if block == 1 and number != 1 else 1
            tensor = unit(filters, strides=strides, name=f"stage{number}_block{block}")(tensor)
    tensor = keras.ops.mean(tensor, axis=(1, 2))
    logits = keras.layers.Dense(num_classes, name="logits")(tensor)
    return keras.Model(inputs, keras.layers.Softmax(name="probabilities")(logits), name="resnet")


# As far as this student has come.
def train(model, train_data, valid_data, epochs=10):
    raise NotImplementedError("This part is yours: write it in place of this line.")
