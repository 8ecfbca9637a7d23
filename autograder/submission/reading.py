"""A submission: a folder with one student's `.py` or `.ipynb` of one assignment, read as text and never executed here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.assignment import Assignment
from autograder.errors import SubmissionError
from autograder.submission.notebooks import read_notebook
from autograder.submission.submission import Submission

_CELL = re.compile(r"^# %% *(.*?)\s*$")


def read_submission(folder: Path, assignment: Assignment) -> Submission:
    """Read a student's folder.

    Raises:
        SubmissionError: there is nothing to grade, or it is unclear what; the sentence is for the student.
    """
    if not folder.is_dir():
        raise SubmissionError(
            f"A submission is a folder. {folder.name} is not one; put {assignment.module}.py into a folder."
        )
    candidates = [folder / f"{assignment.module}{ending}" for ending in (".py", ".ipynb")]
    present = [path for path in candidates if path.is_file() and not path.is_symlink()]
    if not present:
        found = sorted(path.name for path in folder.iterdir())[:5]
        raise SubmissionError(
            f"A submission holds {assignment.module}.py or {assignment.module}.ipynb. "
            f"Received {', '.join(found) or 'an empty folder'}. Name the file as it was handed out."
        )
    read = [_read_file(path, assignment) for path in present]
    edited = [(path, item) for path, item in zip(present, read, strict=True) if _is_edited(item[0], assignment)]
    if len(edited) > 1:
        names = " and ".join(path.name for path, _ in edited)
        raise SubmissionError(
            f"One file is graded, but {names} were both edited. Remove the one that should not count."
        )
    path, (source, notes) = edited[0] if edited else (present[0], read[0])
    return submission_from_source(folder.name, path.name, source, assignment, notes)


def submission_from_source(
    name: str, filename: str, source: str, assignment: Assignment, notes: tuple[str, ...] = ()
) -> Submission:
    """Return the submission that consists of the given source text."""
    return Submission(name, filename, source, untouched_tasks(source, assignment), notes)


def _read_file(path: Path, assignment: Assignment) -> tuple[str, tuple[str, ...]]:
    size, limit = path.stat().st_size, assignment.limits.source_kb * 1024
    # Pictures in a notebook's outputs take room that code does not.
    if size > limit * (10 if path.suffix == ".ipynb" else 1):
        raise SubmissionError(
            f"{path.name} may have {limit // 1024} KB. Received {size // 1024} KB. Clear all outputs and remove data from the file."
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SubmissionError(
            f"{path.name} must be UTF-8 text. Byte {error.start} is not. Save it again with the encoding UTF-8."
        ) from None
    if "\0" in text:
        raise SubmissionError(
            f"{path.name} must be text. It holds a zero byte at position {text.index(chr(0))}. Save it again as text."
        )
    if path.suffix == ".py":
        return text, ()
    notebook = read_notebook(text)
    try:
        notebook.source.encode()
    except UnicodeEncodeError as error:
        raise SubmissionError(
            f"{path.name} must be text. It holds half a character (\\u{ord(error.object[error.start]):04x}). Remove it and save again."
        ) from None
    if len(notebook.source) > limit:
        raise SubmissionError(
            f"The code in {path.name} may have {limit // 1024} KB. Received {len(notebook.source) // 1024} KB."
        )
    return notebook.source, notebook.notes


def _is_edited(source: str, assignment: Assignment) -> bool:
    if assignment.stub_source is None:
        return True
    return shape_of(source) != shape_of(assignment.stub_source)


def shape_of(code: str | ast.stmt) -> str:
    """Return what code says, without comments, layout and docstrings; the text itself where it is not Python, or too deep."""
    if isinstance(code, ast.stmt):
        return _dump(code)
    try:
        return "\n".join(_dump(node) for node in ast.parse(code).body if not _is_bare_text(node))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return code


def _is_bare_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _dump(node: ast.AST) -> str:
    for inner in ast.walk(node):
        if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            inner.body = [item for item in inner.body if not _is_bare_text(item)]
    return ast.dump(node)


def untouched_tasks(source: str, assignment: Assignment) -> frozenset[str]:
    """Return the tasks whose definitions equal the stub's."""
    if assignment.stub_source is None:
        return frozenset()
    try:
        submitted = {name: _dump(node) for name, node in _definitions(ast.parse(source))}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    names = {task.name for task in assignment.tasks}
    return frozenset(
        task
        for task, stub in definitions_by_task(assignment.stub_source).items()
        if task in names and stub and all(submitted.get(name) == _dump(node) for name, node in stub)
    )


def definitions_by_task(source: str) -> dict[str, list[tuple[str, ast.stmt]]]:
    """Return the top-level classes and functions below each `# %% task` title of a percent script."""
    titles = [
        (number, match.group(1)) for number, line in enumerate(source.splitlines(), 1) if (match := _CELL.match(line))
    ]
    found: dict[str, list[tuple[str, ast.stmt]]] = {title: [] for _, title in titles}
    for name, node in _definitions(ast.parse(source)):
        above = [title for number, title in titles if number < node.lineno]
        if above:
            found[above[-1]].append((name, node))
    return found


def _definitions(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name, node
