"""What travels between judge and worker: length-prefixed frames, each one encoded piece of plain data.

Before each request stands a ticket, drawn for it; before the answer the same. What was written before it was asked for has no ticket.
"""

import struct
from typing import Any, BinaryIO

from autograder.facts import decode, encode

HEADER = struct.Struct("<Q")
TICKET_BYTES = 16
# What the judge says to the warm server, and what that answers.
ALIVE, FORK, DONE, REFUSED = b"?", b"f", b"+", b"!"
ISOLATED = "isolated"


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
    return decode(stream.read(length), max_bytes=length, trusted=True)
