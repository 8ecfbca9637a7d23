"""What a probe's source says before it runs: its functions, and the modules beside it that it imports."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

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


def words_by_function(files: Iterable[Path]) -> dict[str, set[str]]:
    """Return for each top-level function and class of some modules the identifiers in it, those in texts as well.

    Under "" stands what the modules say outside of them.
    """
    found: dict[str, set[str]] = {"": set()}
    for node in (node for path in files for node in _parsed(path).body):
        name = node.name if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else ""
        found.setdefault(name, set()).update(_words_in(node))
    return found


def words_behind(probe: str, words: Mapping[str, set[str]]) -> frozenset[str]:
    """Return the identifiers in a probe and in all functions that it reaches."""
    reached, waiting = set[str](), {"", probe}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= {word for word in words[name] if word in words} - reached
    return frozenset(set().union(*(words[name] for name in reached)))


def texts_in(given: Any) -> frozenset[str]:
    """Return the texts in what a probe is given: by these, too, it may look up names."""
    if isinstance(given, str):
        return frozenset([given])
    parts = given.values() if isinstance(given, dict) else given if isinstance(given, (list, tuple)) else ()
    return frozenset().union(*map(texts_in, parts))


def _words_in(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr
        elif isinstance(inner, ast.alias):
            yield inner.name
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def _imported_names(path: Path) -> set[str]:
    tree = _parsed(path)
    beside = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 1]
    return {node.module for node in beside if node.module} | {
        alias.name for node in beside if not node.module for alias in node.names
    }


def _parsed(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise AssignmentError(path, error.lineno, f"The probe cannot be read: {error.msg}.") from None
