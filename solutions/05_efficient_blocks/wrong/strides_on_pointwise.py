"""Fails: test_separable_convolution_mixes_channels_afterwards

The depthwise convolution keeps the size, and the pointwise one strides (B). Shapes and weights are right; padding then falls
elsewhere at even sizes, and three quarters of the work were for nothing.
"""




def separable_convolution(images, depthwise_kernels, pointwise_kernels, strides=1):
    looked = depthwise_convolution(images, depthwise_kernels)
    return looked[:, ::strides, ::strides] @ pointwise_kernels[0, 0]
