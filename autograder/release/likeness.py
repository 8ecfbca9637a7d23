"""Code that says the same in other words: statements compared with their names and constants replaced.

A line of the solution that was copied and renamed is found by this, where a search for its text finds nothing.
"""

import ast
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

# Statements in a row that are looked at together, and how many nodes of the syntax tree they must have: less is said by many programs.
_IN_A_ROW, _NODES_IN_A_ROW, _NODES_OF_ONE = 3, 40, 40
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases", "decorator_list")


@dataclass(frozen=True)
class Likeness:
    """A line of a file that students receive, and the place in one that they do not, which say the same."""

    file: str
    line: int
    origin: str


@dataclass(frozen=True)
class _Statement:
    node: ast.AST
    line: int
    size: int


def likenesses(
    public: Iterable[tuple[str, str]], private: Iterable[tuple[str, str]], known: Iterable[str] = ()
) -> list[Likeness]:
    """Return where code that is handed out equals code that is not.

    Args:
        public: name and text of each file that students receive; notebooks as they are.
        private: name and text of each file that they do not.
        known: texts that are public anyway, such as what surrounds the gaps of a reference solution.
    """
    harmless = {shape for text in known for shape, _ in _shapes(text)}
    secrets: dict[str, str] = {}
    for name, text in private:
        for shape, line in _shapes(text):
            if shape not in harmless:
                secrets.setdefault(shape, f"{name}:{line}")
    found: dict[tuple[str, int], Likeness] = {}
    for name, text in public:
        for shape, line in _shapes(_code_in(name, text)):
            if shape in secrets:
                found.setdefault((name, line), Likeness(name, line, secrets[shape]))
    return _without_followers(found)


def _without_followers(found: dict[tuple[str, int], Likeness]) -> list[Likeness]:
    """Return the first of several that follow line upon line in one file."""
    places = sorted(found)
    followers = {
        second for first, second in pairwise(places) if first[0] == second[0] and second[1] - first[1] <= _IN_A_ROW
    }
    return [found[place] for place in places if place not in followers]


def _code_in(name: str, text: str) -> str:
    if not name.endswith(".ipynb"):
        return text
    try:
        cells = json.loads(text)["cells"]
        return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    except (ValueError, KeyError, TypeError):
        return ""


def _shapes(text: str) -> Iterator[tuple[str, int]]:
    """Yield the shape of each long statement and of each few statements in a row, with the line where they begin."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return
    for block in _blocks(tree):
        for place, statement in enumerate(block):
            if statement.size >= _NODES_OF_ONE:
                yield _shape([statement]), statement.line
            row = block[place : place + _IN_A_ROW]
            if len(row) == _IN_A_ROW and sum(one.size for one in row) >= _NODES_IN_A_ROW:
                yield _shape(row), statement.line


def _blocks(tree: ast.Module) -> Iterator[list[_Statement]]:
    """Yield the statements of the module and of each function in the order in which they stand, those of a block behind its head."""
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    for owner in (tree, *functions):
        yield list(_in_order(owner.body))


def _in_order(body: list[ast.stmt]) -> Iterator[_Statement]:
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom)):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        inner = [part for name in _BLOCKS for part in getattr(node, name, ()) if isinstance(part, ast.stmt)]
        head = [part for name, part in ast.iter_fields(node) if name not in _BLOCKS]
        if not isinstance(node, ast.ClassDef):
            size = sum(1 for part in _nodes(head) for _ in ast.walk(part))
            yield _Statement(node, node.lineno, size)
        yield from _in_order(inner)


def _nodes(parts: Iterable[object]) -> Iterator[ast.AST]:
    for part in parts:
        if isinstance(part, ast.AST):
            yield part
        elif isinstance(part, list):
            yield from _nodes(part)


def _shape(row: list[_Statement]) -> str:
    """Return what statements say without their names and constants: a name is known by when it first occurs."""
    numbers: dict[str, int] = {}
    return " ".join(_dump(one.node, numbers) for one in row)


def _dump(value: object, numbers: dict[str, int]) -> str:
    if isinstance(value, ast.Name):
        return f"n{numbers.setdefault(value.id, len(numbers))}"
    if isinstance(value, ast.arg):
        return f"n{numbers.setdefault(value.arg, len(numbers))}"
    if isinstance(value, ast.Constant):
        return type(value.value).__name__
    if isinstance(value, ast.AST):
        fields = (part for name, part in ast.iter_fields(value) if name not in (*_BLOCKS, "ctx", "type_comment"))
        return f"{type(value).__name__}({','.join(_dump(part, numbers) for part in fields)})"
    if isinstance(value, list):
        return f"[{','.join(_dump(part, numbers) for part in value)}]"
    return repr(value)
