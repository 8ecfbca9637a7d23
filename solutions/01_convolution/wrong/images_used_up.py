"""Fails: test_kernel_is_laid_on_as_it_is, test_channels_are_summed_for_each_filter, test_each_image_gets_its_maps_and_bias, test_strides_skip_windows, test_same_padding_equals_keras, test_dilation_spreads_the_kernel, test_pixels_may_be_bytes, test_drawn_same_padding, test_drawn_combinations, test_conv2d_is_fast

Maps are right, and the caller's images are black afterwards.
"""

import numpy as np


def conv2d(images, kernels, bias=None, strides=1, padding="valid", dilation=1):
    given = images
    images = images.copy()
    given[...] = 0
    steps, gaps = np.broadcast_to(strides, 2), np.broadcast_to(dilation, 2)
    spans = [int(gap) * (weights - 1) + 1 for gap, weights in zip(gaps, kernels.shape)]
    images = np.asarray(images, np.result_type(images, np.float32))
    if padding == "same":
        images = np.pad(images, ((0, 0), *map(same_padding, images.shape[1:3], spans, steps), (0, 0)))
    elif padding != "valid":
        raise ValueError(f'Padding is "valid" or "same". Received: {padding=}')
    windows = np.lib.stride_tricks.sliding_window_view(images, spans, axis=(1, 2))
    windows = windows[:, :: steps[0], :: steps[1], :, :: gaps[0], :: gaps[1]]
    maps = np.tensordot(windows, kernels, axes=((4, 5, 3), (0, 1, 2)))
    return maps if bias is None else maps + bias
