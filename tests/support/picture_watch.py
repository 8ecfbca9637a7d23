"""Pictures of `autograder watch` for the docs: `python -m tests.support.picture_watch FOLDER`.

A real `autograder watch` on a copy of an assignment, in a terminal of its own, saves known answers, presses keys, and what the
screen shows is drawn as SVG by rich. Takes about a minute.
"""

import argparse
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from autograder.assignment import find_assignment
from autograder.proof.variants import find_variant
from tests.support import ROOT
from tests.support.terminal import Terminal

NAME, MISTAKE = "04_resnet", "wrong/activation_before_sum"
_ROWS, _COLUMNS, _SECONDS = 40, 110, 300


def draw_watch(folder: Path) -> list[Path]:
    """Write `watch_wrong.svg`, `watch_hint.svg` and `watch_right.svg` into a folder and return their paths."""
    assignment = find_assignment(NAME, ROOT, with_solutions=True)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        ignored = shutil.ignore_patterns("__pycache__", "*.ipynb")
        desk = Path(shutil.copytree(assignment.folder, Path(scratch) / NAME, ignore=ignored))
        file = desk / f"{assignment.module}.py"
        file.write_text(find_variant(assignment, MISTAKE).source)
        environment = os.environ | {
            "TERM": "xterm-256color",
            "AUTOGRADER_PROGRESS": str(Path(scratch) / "progress.json"),
        }
        environment.pop("NO_COLOR", None)
        command = [sys.executable, "-m", "autograder.cli", "watch", NAME]
        with Terminal(command, desk.parent, environment, (_ROWS, _COLUMNS)) as terminal:
            written = [_picture(terminal, folder / "watch_wrong.svg", "blocked", "help:")]
            terminal.press("h")
            written.append(_picture(terminal, folder / "watch_hint.svg", "Hint 1"))
            file.write_text(assignment.reference_source())
            written.append(_picture(terminal, folder / "watch_right.svg", "press t to train"))
            terminal.press("q")
            terminal.process.wait(_SECONDS)
    return written


def _picture(terminal: Terminal, path: Path, *texts: str) -> Path:
    terminal.wait_for(*texts, seconds=_SECONDS, without="grading")
    console = Console(record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(terminal.coloured().rstrip()))
    console.save_svg(str(path), title="autograder watch")
    return path


def main() -> None:
    """Draw."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.picture_watch", description=__doc__)
    parser.add_argument("folder", type=Path)
    for path in draw_watch(parser.parse_args().folder):
        print(path)


if __name__ == "__main__":
    main()
