"""How long your `conv2d` takes, as a multiple of Keras' time. Run it in the assignment's folder:

python -m checks.speed convolution.py
"""

import importlib.util
import sys
import time
from pathlib import Path

import keras
import numpy as np
from threadpoolctl import threadpool_limits

from .limits import IMAGES, KERNELS

REPEATS = 3
# Where the processor's seconds are limited, as in grading, their clock may tick in hundredths of a second only.
SHORTEST = 0.05
# Whoever is so far behind on the first try does not catch up.
HOPELESS = 200


def seconds_of_both(conv2d, images, kernels):
    """Return `{"yours", "keras"}`, seconds of the processor, the least of several turns; and your maps.

    Seconds of the processor, of all threads together, hardly change when other programs keep the machine busy; seconds of the clock do.
    NumPy's products get one thread: several of them, waiting for each other on a busy machine, burn many times the seconds.
    """

    def keras_turn():
        np.asarray(keras.ops.conv(images, kernels))

    def your_turn():
        nonlocal maps
        maps = conv2d(images, kernels)

    maps, fastest = None, {"yours": float("inf"), "keras": float("inf")}
    with threadpool_limits(limits=1, user_api="blas"):
        for _ in range(REPEATS):
            fastest["keras"] = min(fastest["keras"], seconds_of(keras_turn))
            fastest["yours"] = min(fastest["yours"], seconds_of(your_turn))
            if fastest["yours"] > HOPELESS * fastest["keras"]:
                break
    return fastest, maps


def seconds_of(turn):
    """Return the seconds of the processor for one turn, out of as many as it takes to measure them."""
    turns, began = 0, time.process_time()
    while time.process_time() - began < SHORTEST:
        turn()
        turns += 1
    return (time.process_time() - began) / turns


def main():
    specification = importlib.util.spec_from_file_location("submission", Path(sys.argv[1]))
    student = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(student)
    rng = np.random.default_rng()
    images, kernels = (rng.normal(size=shape).astype(np.float32) for shape in (IMAGES, KERNELS))
    found, _ = seconds_of_both(student.conv2d, images, kernels)
    sys.stdout.write(f"{found['yours'] / found['keras']:.1f} times Keras' {1000 * found['keras']:.2f} ms\n")


if __name__ == "__main__":
    main()
