"""What known mistakes make of a layer's costs, a stack's memory and its receptive field, each with the sentence that names it."""

import math

from autograder import EachCase, Mistakes, any_of

from .textbook import field_of, reach_of, shapes_in, span


def told_together(found):
    """Return mistakes with those in one sentence that give the same."""
    by_value = {}
    for sentence, value in found.items():
        by_value.setdefault(value, []).append(sentence)
    return Mistakes({" Or: ".join(sentences): value for value, sentences in by_value.items()})


def mistaken_costs(layer, incoming, right):
    """Return for each cost of a layer what mistakes give, worked out from what is right."""
    return {
        "output_shape": mistaken_shapes(layer, right["output_shape"]),
        "parameters": told_together(mistaken_parameters(layer, incoming[-1], right["parameters"])),
        "multiply_adds": told_together(
            mistaken_multiply_adds(layer, incoming, math.prod(right["output_shape"][:2]), right["multiply_adds"])
        ),
    }


def mistaken_shapes(layer, shape):
    height, width, filters = shape
    hidden = (layer.get("dilation", 1) - 1) * (layer["kernel_size"] - 1) * (layer.get("padding", "valid") == "valid")
    larger = (height + hidden, width + hidden, filters)
    return Mistakes({"The dilation was left out: a dilated kernel spans more pixels than it has weights.": larger})


def mistaken_parameters(layer, channels, right):
    filters, has_bias, side = layer["filters"], layer.get("use_bias", True), layer["kernel_size"]
    weights, reach = right - filters * has_bias, span(side, layer.get("dilation", 1))
    return {
        "The biases were not counted.": weights,
        "One bias was counted for the whole layer. Each filter has its own.": weights + has_bias,
        "Biases were counted though `use_bias` is False.": weights + filters,
        "Filters were counted as if one channel came in.": right - weights + weights // channels,
        "The holes of a dilated kernel were counted as weights.": right - weights + weights // side**2 * reach**2,
    }


def mistaken_multiply_adds(layer, incoming, places, right):
    height, width, channels = incoming
    return {
        "Multiply-adds were counted for every pixel that comes in.": right // places * height * width,
        "Multiply-adds were counted for one place of the window only.": right // places,
        "Filters were counted as if one channel came in.": right // channels,
        "Adding the biases was counted, too.": right + places * layer["filters"] * layer.get("use_bias", True),
    }


def mistaken_memory(case, right):
    """Return for each use of memory what mistakes give, worked out from what is right."""
    predicting, training = right["predicting"], right["training"]
    numbers = [math.prod(shape) for shape in shapes_in(case)]
    of_one_number = 4 * case["batch"]
    both = "What goes into a layer was counted, or what comes out, but not both together."
    found = {
        "predicting": {
            "All outputs were counted, as in training. Predicting, most of them can be forgotten.": training,
            both: of_one_number * max(numbers),
        },
        "training": {
            "The images themselves were not counted.": training - of_one_number * numbers[0],
            "The input and output of one layer were counted, as in predicting.": predicting,
        },
    }
    return {use: told_together(found[use] | _of_any_use(case, right[use])) for use in found}


def _of_any_use(case, right):
    return {
        "Eight bytes were counted for each number.": 2 * right,
        "The batch was left out: these are the bytes of one image.": right // case["batch"],
    }


def mistaken_fields(stacks):
    """Return the receptive fields of all stacks as mistakes have them."""

    def with_each(**changes):
        return EachCase(field_of([layer | changes for layer in stack]) for stack in stacks)

    whole_kernels = [field_of(stack, lambda layer: layer.get("dilation", 1) * layer["kernel_size"]) for stack in stacks]
    whole_spans = [field_of(stack, lambda layer: reach_of(layer) + 1) for stack in stacks]
    own_strides = [field_of(stack, lambda layer: layer.get("strides", 1) * reach_of(layer)) for stack in stacks]
    return Mistakes(
        {
            "The strides were left out: all kernels were measured as if every layer saw the image's own pixels.": (
                with_each(strides=1)
            ),
            "The dilation was left out: a dilated kernel spans more pixels than it has weights.": with_each(dilation=1),
            "Each layer added its whole kernel, and so counted once more a pixel that was there already.": EachCase(
                map(any_of, whole_kernels, whole_spans)
            ),
            "A layer's strides spread its own kernel. They spread those of the layers behind it.": EachCase(
                own_strides
            ),
        }
    )
