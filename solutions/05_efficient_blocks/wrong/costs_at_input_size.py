"""Fails: test_costs_are_counted, test_drawn_costs

Multiply-adds are counted for each pixel of the input (W). With strides 2 only a quarter of them is computed.
"""




def convolution_costs(height, width, channels, filters, kernel_size, strides=1):
    pixels = height * width
    full = kernel_size**2 * channels * filters
    separable = kernel_size**2 * channels + channels * filters
    return {"full": (full, full * pixels), "separable": (separable, separable * pixels)}
