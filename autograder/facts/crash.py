"""Why there are no facts, and how facts or their absence travel."""

from dataclasses import dataclass
from typing import Any

# Kinds of a crash outside the student's code: with what it returned, or by the assignment's own probe alone.
WHEN_USED, PROBES_FAULT = "used", "probe"


@dataclass(frozen=True)
class Crash:
    """Why a probe returned no facts.

    Attributes:
        kind: `raised`, `used`, `load`, `time`, `memory`, `processes`, `ended`, `facts`, or `probe`.
        sentence: what happened and what to do, for the student.
        traceback: the student's own lines, where the code raised.
    """

    kind: str
    sentence: str
    traceback: str = ""


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
