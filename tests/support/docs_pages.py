"""The documentation's pages as the tests read them: files, commands with what they print, and why some are not run.

In a page, a fenced block is one of these:

- ``console``: lines that begin with ``$ `` are commands, run in order in one fresh folder; what stands below them is compared with what
  they print: ``...`` stands for anything or nothing, and runs of white space are alike.
- any language with ``title="some/path.py"``: that file, written at this point, before the commands below.
- anything else: an illustration, which may hold no command.

Comments right above a ``console`` block: ``<!-- not run: REASON -->``; ``<!-- exits with 1 -->``. ``<!-- meanwhile: COMMAND -->`` is run and
not shown: what somebody else did. The page's front matter says in what folder it begins: ``tested_in:`` course, student's folder, empty
folder.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,})\s*(?P<language>\w*)(?P<options>.*)$")
_TITLE = re.compile(r'title="([^"]+)"')
_REMARK = re.compile(r"^ *<!-- (not run|exits with|meanwhile):? (.+?) -->$")
_TESTED_IN = re.compile(r"\A---\n(?:.*\n)*?tested_in: (.+)\n(?:.*\n)*?---\n")


@dataclass(frozen=True)
class Command:
    """One command line, what it must print (empty where that is not shown), and what it must exit with."""

    line: int
    text: str
    printed: str = ""
    exits_with: int = 0
    not_run: str = ""


@dataclass(frozen=True)
class Written:
    """A file that the page shows in full."""

    line: int
    path: str
    text: str


@dataclass(frozen=True)
class Illustration:
    """A block that is neither file nor command."""

    line: int
    language: str
    text: str


Step = Command | Written | Illustration


def begins_in(page: Path) -> str:
    """Return what the page's front matter says about where its commands begin; empty where it says nothing."""
    found = _TESTED_IN.match(page.read_text(encoding="utf-8"))
    return found.group(1) if found else ""


def read_page(page: Path) -> list[Step]:
    """Return the page's steps in order.

    Raises:
        ValueError: a block does not end, or a remark for tests stands above something else than commands.
    """
    steps: list[Step] = []
    remarks: dict[str, str] = {}
    lines = iter(enumerate(page.read_text(encoding="utf-8").splitlines(), 1))
    for number, line in lines:
        fence, remark = _FENCE.match(line), _REMARK.match(line)
        if remark:
            name, value = remark.groups()
            if name == "meanwhile":
                steps.append(Command(number, value))
            else:
                remarks[name] = value
        elif fence:
            text = _until_closed(lines, fence, f"{page}:{number}")
            steps += _steps_of(number, fence, text, remarks)
            remarks = {}
        elif line.strip() and remarks:
            raise ValueError(f"{page}:{number}: A remark for tests stands right above a block. Received {line!r}.")
    return steps


def is_as_shown(shown: str, printed: str) -> bool:
    """Return whether a command printed what a page shows."""
    pieces = [r"\s+".join(re.escape(word) for word in piece.split()) for piece in shown.split("...")]
    return re.fullmatch(rf"\s*{'.*?'.join(pieces)}\s*", printed, re.DOTALL) is not None


def _until_closed(lines: Iterator[tuple[int, str]], fence: re.Match[str], place: str) -> list[str]:
    taken, indent = [], len(fence["indent"])
    for _, line in lines:
        if line.strip() == fence["fence"]:
            return taken
        taken.append(line[indent:])
    raise ValueError(f"{place}: A block ends with {fence['fence']}. This one does not end.")


def _steps_of(number: int, fence: re.Match[str], lines: list[str], remarks: dict[str, str]) -> list[Step]:
    title = _TITLE.search(fence["options"])
    if fence["language"] == "console":
        return list(_commands(number, lines, remarks))
    if title:
        return [Written(number, title.group(1), "\n".join(lines) + "\n")]
    return [Illustration(number, fence["language"], "\n".join(lines))]


def _commands(number: int, lines: list[str], remarks: dict[str, str]) -> Iterator[Command]:
    """Yield a block's commands; a line that ends with a backslash goes on, and only the last command may fail."""
    starts = [index for index, line in enumerate(lines) if line.startswith("$ ")]
    if not starts or starts[0]:
        raise ValueError(f"line {number}: A console block begins with a command, `$ …`. Received {lines[:1]}.")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        split = start
        while lines[split].endswith("\\"):
            split += 1
        text = "\n".join([lines[start][2:], *lines[start + 1 : split + 1]])
        exits_with = int(remarks.get("exits with", 0)) if end == len(lines) else 0
        printed = "\n".join(lines[split + 1 : end])
        yield Command(number + 1 + start, text, printed, exits_with, remarks.get("not run", ""))
