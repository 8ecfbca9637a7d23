"""Answers with an archive that grows a thousandfold when it is unpacked.

Earns 0. Told: stored uncompressed
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
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("facts.json", "[" + " " * 10**8 + "]")
    return buffer.getvalue()


def double(number):
    return number


def double_all(numbers):
    return numbers
