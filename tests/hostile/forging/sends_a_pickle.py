"""Answers with a pickled object that would run a command where it is loaded.

Earns 0. Told: numeric arrays only
"""

import io
import zipfile

from autograder.worker import child, messages


def write_frame(stream, value):
    payload = bomb()
    stream.write(messages.HEADER.pack(len(payload)) + payload)
    stream.flush()


child.write_frame = write_frame


import numpy


class Armed:
    def __reduce__(self):
        return exec, ("open('<COURSE>/pickled', 'w')",)


def bomb():
    buffer, array = io.BytesIO(), io.BytesIO()
    numpy.lib.format.write_array(array, numpy.array([Armed()], dtype=object), allow_pickle=True)
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("facts.json", '{"facts": {"__array__": 0}}')
        archive.writestr("0.npy", array.getvalue())
    return buffer.getvalue()


def double(number):
    return number


def double_all(numbers):
    return numbers
