"""Rows of the bench: what was measured, beside what, on how many samples; as a table and as JSON."""

import datetime
import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.table import Table

from autograder.facts import installed_versions

LEFT_OUT = "left out by --quick"


@dataclass(frozen=True)
class Row:
    """One figure.

    Attributes:
        what: what was measured.
        measured: the figure, in words.
        beside: what it is compared with, measured in the same run.
        target: what it should reach.
        reached: whether it does; `None` where nothing is asked, or nothing was measured.
        sample: how much was measured.
        figures: the numbers behind it, by name with unit.
    """

    what: str
    measured: str
    target: str = ""
    reached: bool | None = None
    beside: str = ""
    sample: str = ""
    figures: dict[str, Any] = field(default_factory=dict)


def left_out(what: str, target: str) -> Row:
    """Return the row of a figure that takes too long for a quick run."""
    return Row(what, LEFT_OUT, target)


@dataclass(frozen=True)
class Sample:
    """Some seconds that were measured one after another."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def figures(self, name: str) -> dict[str, Any]:
        """Return median, least and most under one name, in milliseconds."""
        low, high = min(self.seconds), max(self.seconds)
        return {f"{name}_ms": {"median": _ms(self.median), "min": _ms(low), "max": _ms(high), "n": len(self.seconds)}}

    def __str__(self) -> str:
        return f"{1000 * self.median:.0f} ms ({1000 * min(self.seconds):.0f} to {1000 * max(self.seconds):.0f})"


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 2)


def machine() -> dict[str, Any]:
    """Return what the figures depend on."""
    return {
        "date": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
        "cores": os.cpu_count() or 1,
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()}",
        "load_at_start": round(os.getloadavg()[0], 2),
        "versions": installed_versions(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def table(rows: Sequence[Row]) -> Table:
    """Return the rows as a table for a terminal."""
    shown = Table("what", "measured", "beside", "target", "reached", "sample", title="Figures", show_lines=True)
    words = {True: "[green]yes[/green]", False: "[red]no[/red]", None: ""}
    for row in rows:
        shown.add_row(row.what, row.measured, row.beside, row.target, words[row.reached], row.sample)
    return shown


def write(rows: Sequence[Row], about: dict[str, Any], path: Path) -> None:
    """Write rows and machine to a JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    described = {"machine": about, "rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")
