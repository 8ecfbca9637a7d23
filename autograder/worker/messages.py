"""What travels between judge and worker: length-prefixed frames, each one encoded piece of plain data.

Before each request stands a ticket, drawn for it; before the answer the same. What was written before it was asked for has no ticket.
"""

import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

from autograder.codec import decode, encode

HEADER = struct.Struct("<Q")
TICKET_BYTES = 16


@dataclass(frozen=True)
class Crash:
    """Why a probe returned no facts.

    Attributes:
        kind: `raised`, `load`, `time`, `memory`, `ended`, `facts`, or `probe` (the assignment's own probe is at fault).
        sentence: what happened and what to do, for the student.
        traceback: the student's own lines, where the code raised.
    """

    kind: str
    sentence: str
    traceback: str = ""


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


def facts_from_plain(reply: Any) -> Any:
    """Return the facts or the `Crash` in a plain reply; a reply of any other form is a crash as well."""
    if isinstance(reply, dict) and set(reply) == {"facts"}:
        return reply["facts"]
    crash = reply.get("crash") if isinstance(reply, dict) else None
    keys = ("kind", "sentence", "traceback")
    if isinstance(crash, dict) and all(isinstance(crash.get(key), str) for key in keys):
        return Crash(*(crash[key][:4000] for key in keys))
    return Crash("facts", "The answer was not readable: it had neither facts nor a crash in it.")


def facts_to_plain(facts: Any) -> dict[str, Any]:
    """Return facts or a `Crash` in the form that `facts_from_plain` reads."""
    if isinstance(facts, Crash):
        return {"crash": {"kind": facts.kind, "sentence": facts.sentence, "traceback": facts.traceback}}
    return {"facts": facts}
