"""Looks for solution lines and hidden checks in whatever goes to students: notebooks, scripts, pages, archives."""

import ast
import base64
import binascii
import functools
import html
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import autograder
import source_data
from autograder.assignment import CHECKS, Assignment
from autograder.errors import AutograderError
from autograder.release.likeness import likenesses
from autograder.release.public_files import written_files

_SHORTEST = 16
_ENCODED = re.compile(r"[A-Za-z0-9+/\s]{24,}={0,2}\s*")
_EMBEDDED = re.compile(r";base64,([A-Za-z0-9+/=]{24,})")
_TAG = re.compile(r"<[^<>]*>")
_NO_SOLUTIONS = (
    "A leak scan compares with the instructors' folder, which was not given. Load the assignment with `solutions`."
)
_BEGIN, _END = "BEGIN SOLUTION", "END SOLUTION"


@dataclass(frozen=True)
class Secret:
    """One line that no student may receive, and where instructors keep it. `squeezed` is what is looked for."""

    squeezed: str
    origin: str


@dataclass(frozen=True)
class Leak:
    """A secret found where it must not be: `file`, `place` in it (a line or a cell), and `what` it is."""

    file: str
    place: str
    what: str


class LeakFound(AutograderError):
    """Something would go to students that only instructors may see."""


def scan(paths: Iterable[Path], assignment: Assignment, own: str = "") -> list[Leak]:
    """Look through files and folders.

    Args:
        paths: what goes to students. Notebooks are read cell by cell, with outputs, metadata and attachments; pages without
            their tags; wheels and other zip files member by member.
        assignment: with its instructors' folder.
        own: text that the reader wrote, such as a submission in its own feedback; its lines are no leak.

    Raises:
        AssignmentError: a file of the instructors cannot be read.
    """
    known = squeeze(own)
    secrets = [secret for secret in secrets_of(assignment) if secret.squeezed not in known]
    leaks: list[Leak] = []
    for path in paths:
        for file in sorted(item for item in path.rglob("*") if item.is_file()) if path.is_dir() else [path]:
            leaks += scan_bytes(str(file), file.read_bytes(), secrets)
    return leaks


def scan_statements(folder: Path, assignment: Assignment) -> list[Leak]:
    """Look through the code of a folder that goes to students for what an instructors' file says in other words.

    Args:
        folder: with Python files and notebooks, at any depth.
        assignment: with its instructors' folder.
    """
    if assignment.solution_folder is None:
        raise LeakFound(_NO_SOLUTIONS)
    public = _texts_below(folder, (".py", ".ipynb"))
    private = _texts_below(assignment.solution_folder, (".py",))
    _, around = _split(assignment.reference_file())
    found = likenesses(public, private, ["\n".join(around), assignment.stub_source or ""])
    return [
        Leak(one.file, f"line {one.line}", f"what {assignment.name}/{one.origin} says, with other names")
        for one in found
    ]


def _texts_below(folder: Path, endings: tuple[str, ...]) -> list[tuple[str, str]]:
    paths = sorted(path for path in folder.rglob("*") if path.suffix in endings and path.is_file())
    return [(str(path.relative_to(folder)), path.read_text(encoding="utf-8", errors="replace")) for path in paths]


def refuse_leaks(leaks: list[Leak]) -> None:
    """Raise if there is a leak.

    Raises:
        LeakFound: names the first leaks' files and places.
    """
    if leaks:
        found = "; ".join(f"{leak.file}, {leak.place}: {leak.what}" for leak in leaks[:3])
        more = f" ({len(leaks)} in all)" if len(leaks) > 3 else ""
        raise LeakFound(
            f"Students receive no solution and no hidden check. Found {found}{more}. Remove these lines and release again."
        )


def secrets_of(assignment: Assignment) -> list[Secret]:
    """Return the lines of the reference's solution regions and of the hidden test files that are not public anyway."""
    if assignment.solution_folder is None:
        raise LeakFound(_NO_SOLUTIONS)
    solution, around = _split(assignment.reference_file())
    hidden = [
        line for path in sorted((assignment.solution_folder / CHECKS).glob("*.py")) for line in _hidden_lines(path)
    ]
    private = solution + hidden
    secrets = {squeezed: place for place, line in reversed(private) if not _says_little(squeezed := squeeze(line))}
    # A hidden check's sentence is public, wherever it stands.
    handed_out = squeeze("\n".join([*around, *(check.sentence for check in assignment.checks)]))
    kit, text = _of_the_kit()
    solved = {squeeze(line) for _, line in solution}
    harmless = _said_elsewhere(written_files(assignment), secrets, solved)
    harmless |= _said_elsewhere(kit, [secret for secret in secrets if secret in text], solved)
    return [
        Secret(squeezed, f"a line of {assignment.name}/{place}")
        for squeezed, place in secrets.items()
        if squeezed not in handed_out and squeezed not in harmless
    ]


@functools.cache
def _of_the_kit() -> tuple[tuple[Path, ...], str]:
    """Return the files of the engine and of the public data, which every student receives, and what they say."""
    files = [path for package in (autograder, source_data) for path in Path(package.__path__[0]).rglob("*.py")]
    return tuple(files), "\n".join(squeeze(line) for path in files for line in path.read_text("utf-8").splitlines())


def _said_elsewhere(files: Iterable[Path], secrets: Collection[str], solution: Set[str]) -> set[str]:
    """Return what hand-written public files say, too, but no lines of the solution that stand there in a row: that would be a copy."""
    said, copied = set[str](), set[str]()
    for path in files:
        lines = [squeeze(line) for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
        found = [{secret for secret in secrets if secret in line} for line in lines if line]
        said.update(*found)
        for first, second in pairwise(found):
            first, second = first & solution, second & solution
            copied.update(first | second if first and second else ())
    return said - copied


def squeeze(text: str) -> str:
    """Return text without white space, and with all quotes alike: escapes, indentation and line ends hide nothing."""
    return "".join(text.split()).replace("\\n", "").replace("\\", "").replace('"', "'")


def _says_little(squeezed: str) -> bool:
    """Return whether a line alone gives nothing away: it is short, an import, or only opens a bracket."""
    return len(squeezed) < _SHORTEST or squeezed.startswith(("import", "from")) or squeezed.endswith(("(", "[", "{"))


def scan_bytes(name: str, content: bytes, secrets: list[Secret]) -> list[Leak]:
    """Look through one file's content."""
    leaks = []
    for place, text in _texts(name, content):
        squeezed = squeeze(text)
        leaks += [Leak(name, place, secret.origin) for secret in secrets if secret.squeezed in squeezed]
    return leaks


def _split(reference: Path) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the lines inside solution regions with their places, and the lines around them."""
    inside, around, solving = [], [], False
    for number, line in enumerate(reference.read_text(encoding="utf-8").splitlines(), 1):
        if _BEGIN in line or _END in line:
            solving = _BEGIN in line
        elif solving:
            inside.append((f"{reference.name}:{number}", line))
        else:
            around.append(line)
    return inside, around


def _hidden_lines(path: Path) -> list[tuple[str, str]]:
    """Return the lines of a hidden test file with their places, without docstrings: these are sentences for students."""
    text = path.read_text(encoding="utf-8")
    documented: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
            documented.update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return [
        (f"{path.name}:{number}", line) for number, line in enumerate(text.splitlines(), 1) if number not in documented
    ]


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of everything readable in a file."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from ((f"{member}, {place}", text) for place, text in _texts(member, archive.read(member)))
        return
    text = content.decode("utf-8", "replace")
    if name.endswith((".ipynb", ".json")):
        try:
            yield from _texts_in(json.loads(text), "")
            return
        except (ValueError, RecursionError):
            pass
    if name.endswith((".html", ".htm")):
        for match in _EMBEDDED.finditer(text):
            yield from _decoded("embedded file", match.group(1))
        text = html.unescape(_TAG.sub("", text))
    yield from ((f"line {number}", line) for number, line in enumerate(text.splitlines(), 1))


def _texts_in(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield the strings in JSON data, lists of strings joined; what is base64 is decoded."""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        value = "".join(value)
    if isinstance(value, str):
        for match in _EMBEDDED.finditer(value):
            yield from _decoded(place, match.group(1))
        if _ENCODED.fullmatch(value):
            yield from _decoded(place, value)
        yield from ((f"{place} line {number}".strip(), line) for number, line in enumerate(value.splitlines(), 1))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts_in(item, f"{place} {key}".strip())
            yield place, key
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _texts_in(item, f"{place.removesuffix('s')} {number}".strip())


def _decoded(place: str, encoded: str) -> Iterator[tuple[str, str]]:
    try:
        content = base64.b64decode("".join(encoded.split()))
    except (binascii.Error, ValueError):
        return
    yield from ((f"{place} (base64) {inner}", text) for inner, text in _texts("", content))
