"""What known mistakes give in place of a layer's costs and a stack's memory, worked out from what is right."""

import math


def mistaken_costs(layer, incoming, right):
    """Return for each cost of a layer what mistakes give, by the sentences that name them."""
    (height, width, filters), parameters, multiply_adds = right
    found = {
        "output_shape": mistaken_shapes(layer, right[0]),
        "parameters": mistaken_parameters(layer, incoming[-1], parameters),
        "multiply_adds": mistaken_multiply_adds(layer, incoming, height * width, multiply_adds),
    }
    return {cost: told_together(mistakes) for cost, mistakes in found.items()}


def mistaken_shapes(layer, shape):
    height, width, filters = shape
    hidden = (layer.get("dilation", 1) - 1) * (layer["kernel_size"] - 1) * (layer.get("padding", "valid") == "valid")
    larger = (height + hidden, width + hidden, filters)
    return {"The dilation was left out: a dilated kernel spans more pixels than it has weights.": larger}


def mistaken_parameters(layer, channels, right):
    filters, has_bias, side = layer["filters"], layer.get("use_bias", True), layer["kernel_size"]
    weights, span = right - filters * has_bias, side + (layer.get("dilation", 1) - 1) * (side - 1)
    return {
        "The biases were not counted.": weights,
        "One bias was counted for the whole layer. Each filter has its own.": weights + has_bias,
        "Biases were counted though `use_bias` is False.": weights + filters,
        "Filters were counted as if one channel came in.": right - weights + weights // channels,
        "The holes of a dilated kernel were counted as weights.": right - weights + weights // side**2 * span**2,
    }


def mistaken_multiply_adds(layer, incoming, places, right):
    height, width, channels = incoming
    return {
        "Multiply-adds were counted for every pixel that comes in.": right // places * height * width,
        "Multiply-adds were counted for one place of the window only.": right // places,
        "Filters were counted as if one channel came in.": right // channels,
        "Adding the biases was counted, too.": right + places * layer["filters"] * layer.get("use_bias", True),
    }


def mistaken_memory(case, costs, right):
    """Return for each use of memory what mistakes give, by the sentences that name them."""
    predicting, training = right
    numbers = [math.prod(shape) for shape in (case["input_shape"], *(shape for shape, *_ in costs))]
    of_one_number = 4 * case["batch"]
    found = {
        "predicting": {
            "All outputs were counted, as in training. Predicting, most of them can be forgotten.": training,
            "What goes into a layer was counted, or what comes out, but not both together.": of_one_number
            * max(numbers),
        },
        "training": {
            "The images themselves were not counted.": training - of_one_number * numbers[0],
            "The input and output of one layer were counted, as in predicting.": predicting,
        },
    }
    return {use: told_together(found[use] | _of_any_use(case, bytes)) for use, bytes in zip(found, right, strict=True)}


def _of_any_use(case, right):
    return {
        "Eight bytes were counted for each number.": 2 * right,
        "The batch was left out: these are the bytes of one image.": right // case["batch"],
    }


def told_together(mistakes):
    """Return the mistakes with those in one sentence that give the same."""
    by_value = {}
    for sentence, value in mistakes.items():
        by_value.setdefault(value, []).append(sentence)
    return {" Or: ".join(sentences): value for value, sentences in by_value.items()}
