"""Fails: test_padding_is_what_keras_adds, test_drawn_paddings

Of an odd number of zeros the larger half comes before the image, as in Caffe.
"""


def same_padding(size, kernel, stride=1):
    windows = output_size(size, kernel, stride, "same")
    missing = max((windows - 1) * stride + kernel - size, 0)
    return missing - missing // 2, missing // 2
