"""`python -m tests.bench`: measures, prints one table, and writes it to `build/bench.json`.

Everything happens on copies in a temporary folder. Figures are medians; a figure that misses its target is shown, and fails nothing.
Quiet the machine first.
"""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.bench import attacks, growth, hostile_class, speed, starts, watch
from tests.bench.figures import Row, machine, table, write
from tests.support import ROOT

Rows = Callable[[bool, Path], list[Row]]
SECTIONS: dict[str, Rows] = {
    "attacks": attacks.rows,
    "class": hostile_class.rows,
    "speed": speed.rows,
    "starts": starts.rows,
    "growth": growth.rows,
    "watch": watch.rows,
}
# In a file there is room; a terminal has the width that it has.
console = Console(width=None if sys.stdout.isatty() else 150)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="in about a minute; says which figures it leaves out")
    parser.add_argument("--only", nargs="+", choices=list(SECTIONS), default=list(SECTIONS), help="measure only these")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench.json", help="where the figures are written")
    options = parser.parse_args()
    # No facts that were kept before, no options of somebody's own.
    for name in [name for name in os.environ if name.startswith(("AUTOGRADER", "PYTEST"))]:
        del os.environ[name]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # cleans up
    about = machine()
    _introduce(about)
    rows: list[Row] = []
    for name in options.only:
        with tempfile.TemporaryDirectory(prefix=f"bench-{name}-") as scratch, console.status(f"Measuring: {name}"):
            rows += SECTIONS[name](options.quick, Path(scratch))
    console.print(table(rows), speed.NOTES.strip() if "speed" in options.only else "")
    write(rows, about, options.out)
    console.print(f"wrote {options.out}", markup=False, highlight=False)


def _introduce(about: dict[str, Any]) -> None:
    versions = ", ".join(f"{name} {version}" for name, version in about["versions"].items())
    load, cores = about["load_at_start"], about["cores"]
    console.print(f"{about['date']}; {cores} cores, {about['processor']}; load {load}; {versions}", highlight=False)
    if load > 0.3 * cores:
        console.print("The machine is busy: only ratios mean something, and they little.", style="yellow")


if __name__ == "__main__":
    main()
