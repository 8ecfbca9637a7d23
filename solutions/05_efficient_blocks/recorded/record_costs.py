"""Records the handout's table of costs: `python solutions/05_efficient_blocks/recorded/record_costs.py`, which prints it and writes `record_costs.json`."""

import json
import platform
import sys
import time
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

HERE = Path(__file__).resolve().parent
CHECKS = HERE.parents[2] / "assignments" / HERE.parent.name / "checks"
NETWORKS = {"ResNet50": 224, "DenseNet121": 224, "MobileNetV2": 224, "EfficientNetB0": 224}
REPEATS = 12


def processor_seconds(network, size):
    """Return the least processor time of many runs on one core: what else the machine does is no property of the network."""
    image = tf.constant(np.random.default_rng(0).random((1, size, size, 3), np.float32))
    compute = tf.function(lambda images: network(images, training=False))
    seconds = []
    for _ in range(REPEATS):
        started = time.process_time()
        compute(image).numpy()
        seconds.append(time.process_time() - started)
    return min(seconds)


def measured(name, size, costs):
    network = getattr(keras.applications, name)(weights=None)
    found = costs(network, (size, size, 3))
    return {
        "parameters": network.count_params(),
        "multiply_adds": found.multiply_adds,
        "elementwise": found.elementwise,
        "milliseconds": round(1000 * processor_seconds(network, size), 1),
    }


def processor():
    """Return the processor's name as Linux knows it."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    sys.path.insert(0, str(CHECKS))
    from costs import costs

    rows = {name: measured(name, size, costs) for name, size in NETWORKS.items()}
    machine = {"processor": processor(), "cores": 1, "repeats": REPEATS}
    versions = {"tensorflow": tf.__version__, "keras": keras.__version__}
    (HERE / "record_costs.json").write_text(json.dumps({"networks": rows, **machine, **versions}, indent=2) + "\n")
    print("| network | parameters | multiply-adds | processor time for one image |\n| --- | --- | --- | --- |")
    for name, row in rows.items():
        counts = f"{row['parameters']:,} | {row['multiply_adds']:,}"
        print(f"| `{name}` | {counts} | {row['milliseconds']:.0f} ms |")
    print(machine, versions)
