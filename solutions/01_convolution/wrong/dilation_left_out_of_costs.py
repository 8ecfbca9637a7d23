"""Fails: test_each_layer_is_counted, test_drawn_costs, test_memory_is_counted, test_drawn_memory

A dilated kernel is taken for as small as it was.
"""


def layer_costs(input_shape, layers):
    costs = []
    for layer in layers:
        height, width, channels = input_shape
        filters, kernel, stride = layer["filters"], layer["kernel_size"], layer.get("strides", 1)
        span, padding = kernel, layer.get("padding", "valid")
        sizes = [output_size(size, span, stride, padding) for size in (height, width)]
        weights = kernel * kernel * channels * filters
        parameters = weights + filters * layer.get("use_bias", True)
        input_shape = (*sizes, filters)
        costs.append(
            {"output_shape": input_shape, "parameters": parameters, "multiply_adds": weights * sizes[0] * sizes[1]}
        )
    return costs
