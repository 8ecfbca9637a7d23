"""Answers with lists nested a hundred thousand deep.

Earns 0. Told: not readable
"""

import io
import zipfile

from autograder.worker import child, messages


def write_frame(stream, value):
    payload = bomb()
    stream.write(messages.HEADER.pack(len(payload)) + payload)
    stream.flush()


child.write_frame = write_frame


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("facts.json", '{"facts": ' + "[" * 10**5 + "]" * 10**5 + "}")
    return buffer.getvalue()


def double(number):
    return number


def double_all(numbers):
    return numbers
