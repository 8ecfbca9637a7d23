"""What the checks share with the probe and with the measuring of speed."""

# Single-precision sums in another order differ by about 1e-6.
TOLERANCE = 1e-5
# What speed is measured on, and how many times Keras' time it may take.
IMAGES, KERNELS, SLOWEST = (1, 200, 300, 2), (3, 3, 2, 4), 20
