"""The worker process once it belongs to one submission: answers the judge's requests until the line is closed."""

import contextlib
import functools
import gc
import os
import resource
import sys
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from autograder.errors import AssignmentError
from autograder.facts import facts_to_plain
from autograder.worker.isolation import PUBLIC, settle
from autograder.worker.messages import TICKET_BYTES, read_frame, write_frame
from autograder.worker.runner import Runner


def import_frameworks() -> None:
    """Import what every submission needs. Only import: one operation here, and forked children hang."""
    import keras  # noqa: F401, PLC0415 - worker only; the judge stays free of it
    import tensorflow  # noqa: F401, PLC0415

    # A million objects that live as long as the process: every collection would look through them again.
    gc.freeze()


@functools.cache
def warm_up() -> None:
    """Use a small network once, so that what TensorFlow and Keras do the first time is done before student code comes."""
    import keras  # noqa: PLC0415 - worker only

    layers = (keras.layers.Conv2D(2, 3), keras.layers.BatchNormalization(), keras.layers.Dense(2))
    network = keras.Sequential([keras.Input((4, 4, 3)), *layers])
    network(keras.ops.zeros((1, 4, 4, 3)), training=True)
    # Names of layers begin anew.
    keras.utils.clear_session(free_memory=False)


def serve(requests: BinaryIO, replies: BinaryIO, isolated: bool) -> None:
    """Answer requests: first the settings, perhaps `warm_up`, then `load`, then any number of `probe`."""
    ticket, settings = requests.read(TICKET_BYTES), read_frame(requests)
    if settings is None:
        return
    # It stays in the buffer until the answer is written behind it.
    replies.write(ticket)
    try:
        _limit(settings)
        if isolated:
            settle(
                settings["scratch_mb"],
                settings["threads_allowed"],
                settings["public_files"],
                settings["place"] is not None,
            )
        else:
            os.chdir(settings["scratch"])
        _choose_device(settings["place"])
    except OSError as error:
        write_frame(replies, {"broken": f"The worker could not be isolated: {error}"})
        return
    try:
        runner = Runner(PUBLIC / "probe.py" if isolated else Path(settings["probe_file"]))
    except AssignmentError as error:
        # The sandbox shows the folder elsewhere than where it lies.
        lies_in = str(Path(settings["probe_file"]).parent)
        write_frame(replies, {"broken": str(error).replace(str(PUBLIC), lies_in) if isolated else str(error)})
        return
    write_frame(replies, {"ready": True})
    while (ticket := requests.read(TICKET_BYTES)) and (request := read_frame(requests)) is not None:
        answer = _answer(runner, request)
        replies.write(ticket)
        write_frame(replies, answer)


def _answer(runner: Runner, request: dict[str, Any]) -> dict[str, Any]:
    if request["do"] == "warm_up":
        warm_up()
        return {"ready": True}
    if request["do"] == "load":
        result = runner.load(request["source"], request["filename"])
    else:
        result = runner.probe(request["name"], request["given"], request["seed"])
    for stream in (sys.stdout, sys.stderr):
        # Student code may have put anything in their place, or closed them; that is no mistake in a network.
        with contextlib.suppress(AttributeError, OSError, ValueError, TypeError):
            stream.flush()
    return facts_to_plain(result)


def _limit(settings: dict[str, Any]) -> None:
    largest, seconds = settings["scratch_mb"] << 20, settings["cpu_seconds"]
    # Process 1 of a namespace never gets the soft limit's signal.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threads = settings["threads"]
    if threads:
        import tensorflow as tf  # noqa: PLC0415 - worker only

        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(threads)


def _choose_device(place: dict[str, Any] | None) -> None:
    """Hide all GPUs, or all but a place on one: float32 on a GPU is rounded more coarsely than checks of numbers allow."""
    import tensorflow as tf  # noqa: PLC0415 - worker only

    if place is None:
        # CUDA reads it when it is first asked for a GPU, which in this process nobody has done.
        os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
        return
    if place["device"]:
        os.environ["CUDA_VISIBLE_DEVICES"] = place["device"]
    for gpu in tf.config.list_physical_devices("GPU"):
        if place["memory_mb"]:
            limit = tf.config.LogicalDeviceConfiguration(memory_limit=place["memory_mb"])
            tf.config.set_logical_device_configuration(gpu, [limit])
        else:
            tf.config.experimental.set_memory_growth(gpu, True)


def take_over(line: int, printed: int, isolated: bool) -> NoReturn:
    """Make this process a worker on the given file descriptors, and end it when the judge hangs up.

    Args:
        line: socket to the judge.
        printed: where standard output and standard error go.
        isolated: whether this is process 1 of its own namespaces, which it must close before student code comes.
    """
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if printed > 2:
        os.close(printed)
    # What was printed is heard while a network trains, and is not lost with a process that is stopped.
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    try:
        with os.fdopen(os.dup(line), "rb") as requests, os.fdopen(line, "wb") as replies:
            serve(requests, replies, isolated)
    except (BrokenPipeError, ConnectionResetError):
        pass
    finally:
        # TensorFlow's own shutdown takes 0.7 s and has nothing left to save.
        os._exit(0)


def main() -> None:
    """Entry point of a cold worker: `python -m autograder.worker.child LINE PRINTED`."""
    line, printed = int(sys.argv[1]), int(sys.argv[2])
    import_frameworks()
    take_over(line, printed, isolated=False)


if __name__ == "__main__":
    main()
