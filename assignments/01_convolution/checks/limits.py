"""What the speed of `conv2d` is measured on, and how many times Keras' time it may take."""

IMAGES, KERNELS, SLOWEST = (1, 200, 300, 2), (3, 3, 2, 4), 20
