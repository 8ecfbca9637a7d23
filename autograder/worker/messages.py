"""What travels between judge and worker: length-prefixed frames, each one encoded piece of plain data."""

import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

from autograder.codec import decode, encode

HEADER = struct.Struct("<Q")


@dataclass(frozen=True)
class Crash:
    """Why a probe returned no facts.

    Attributes:
        kind: `raised`, `load`, `time`, `memory`, `ended`, `facts`, or `probe` (the assignment's own probe is at fault).
        sentence: what happened and what to do, for the student.
        traceback: the student's own lines, where the code raised.
        printed: what the student's code printed until then, shortened.
    """

    kind: str
    sentence: str
    traceback: str = ""
    printed: str = ""


def write_frame(stream: BinaryIO, value: Any) -> None:
    """Write one piece of plain data."""
    payload = encode(value)
    stream.write(HEADER.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def read_frame(stream: BinaryIO) -> Any:
    """Read one piece of plain data from a trusted writer; `None` at the end of the stream."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    (length,) = HEADER.unpack(header)
    return decode(stream.read(length), max_bytes=length)
