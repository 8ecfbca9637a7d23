"""What a probe's source says before it runs: its functions, and the modules beside it that it imports."""

import ast
from pathlib import Path

from autograder.errors import AssignmentError


def files_of_probe(probe: Path) -> tuple[Path, ...]:
    """Return the probe and the modules beside it that it imports, directly or through others.

    Raises:
        AssignmentError: one of them is no Python.
    """
    found, waiting = {probe}, [probe]
    while waiting:
        beside = {probe.parent / f"{name}.py" for name in _imported_names(waiting.pop())} - found
        found |= {path for path in beside if path.exists()}
        waiting += [path for path in beside if path.exists()]
    return tuple(sorted(found))


def functions_in(path: Path) -> list[str]:
    """Return the names of a module's top-level functions.

    Raises:
        AssignmentError: it is no Python.
    """
    return [node.name for node in _parsed(path).body if isinstance(node, ast.FunctionDef)]


def _imported_names(path: Path) -> set[str]:
    tree = _parsed(path)
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def _parsed(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise AssignmentError(path, error.lineno, f"The probe cannot be read: {error.msg}.") from None
