"""Answers with an archive that lists the same entry a million times.

Earns 0. Told: lists
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
        archive.writestr("facts.json", "{}")
    whole = buffer.getvalue()
    start, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    entries = whole[start:end] * 10**6
    return whole[:start] + entries + whole[end : end + 12] + len(entries).to_bytes(4, "little") + whole[end + 16 :]


def double(number):
    return number


def double_all(numbers):
    return numbers
