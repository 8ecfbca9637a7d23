"""Which tasks a change can touch: for each task a fingerprint of all the code that its verdict can depend on.

Comments, layout and docstrings do not count. A task depends on the names that its cell defines, on every top-level name that
these use, and on what the tasks that it needs depend on. Code that runs when the file is imported can change anything, so every
task depends on it and on what it uses. Where the file does what cannot be followed, every task depends on all of it.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from autograder.assignment import Assignment
from autograder.submission import definitions_by_task, shape_of

# With these, code reaches names that are not written in it.
_UNFOLLOWED = {"globals", "vars", "eval", "exec", "compile", "__import__", "importlib", "inspect", "sys", "gc"}
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def fingerprints(source: str, assignment: Assignment) -> dict[str, str]:
    """Return a fingerprint for each task: while it stays, so does the verdict.

    Args:
        source: the student's code, perhaps no Python at all.
        assignment: what it is a submission of.
    """
    code = _read(source)
    if code is None or assignment.stub_source is None:
        return dict.fromkeys((task.name for task in assignment.tasks), _hash([shape_of(source)]))
    stub = definitions_by_task(assignment.stub_source)
    shared, found = code.shared, dict[str, str]()
    for task in assignment.tasks:
        # Of a task that the stub gives no name for, nobody knows what it depends on.
        names = {name for name, _ in stub.get(task.name, ())} or set(code.dumps)
        found[task.name] = _hash([*shared, *code.behind(names), *(found[need] for need in task.needs)])
    return found


@dataclass
class _Code:
    """A file's definitions, and what runs on import."""

    dumps: dict[str, str] = field(default_factory=dict)
    uses: dict[str, set[str]] = field(default_factory=dict)
    on_import: list[ast.AST] = field(default_factory=list)

    @property
    def shared(self) -> list[str]:
        used = set().union(*(_names_in(node) for node in self.on_import))
        return [*map(ast.dump, self.on_import), *self.behind(used)]

    def behind(self, names: Iterable[str]) -> list[str]:
        """Return the definitions of these names and of all that they use, in order of name."""
        reached: set[str] = set()
        waiting = [name for name in names if name in self.dumps]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += [used for used in self.uses[name] if used in self.dumps]
        return [self.dumps[name] for name in sorted(reached)]


def _read(source: str) -> _Code | None:
    """Return a file's definitions; `None` where it is no Python, or what depends on what cannot be followed."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    code = _Code()
    for node in tree.body:
        if not isinstance(node, _Definition):
            if not _never_runs(node):
                code.on_import.append(node)
            continue
        if node.name in code.dumps:
            return None  # which of the two counts depends on who asks when
        code.uses[node.name] = _names_in(node)
        code.on_import += _effects_on_import(node)
        code.dumps[node.name] = shape_of(node)
    every_name = set().union(*code.uses.values(), *(_names_in(node) for node in code.on_import))
    return None if every_name & _UNFOLLOWED else code


def _never_runs(node: ast.stmt) -> bool:
    """Return whether a statement does nothing in a file that is imported: bare text, or the block of a script."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.If) and not node.orelse and ast.unparse(node.test) == "__name__ == '__main__'"


def _effects_on_import(node: _Definition) -> Iterator[ast.AST]:
    """Yield the parts of a definition that may change others: calls that run on import; all of it, if it declares names global."""
    if any(isinstance(inner, ast.Global) for inner in ast.walk(node)):
        yield node
    yield from node.decorator_list
    if isinstance(node, ast.ClassDef):
        evaluated: list[ast.AST] = [*node.bases, *node.keywords]
        for inner in node.body:
            if isinstance(inner, _Definition):
                yield from _effects_on_import(inner)
            else:
                evaluated.append(inner)
    else:
        evaluated = [node.args]
    yield from (part for part in evaluated if any(isinstance(inner, ast.Call) for inner in ast.walk(part)))


def _names_in(node: ast.AST) -> set[str]:
    """Return every name that is used; a text counts, because names can be looked up by text."""
    names = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            names.add(inner.id)
        elif isinstance(inner, ast.Global):
            names.update(inner.names)
        elif isinstance(inner, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom):
            names.add((inner.module or "").partition(".")[0])
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str) and inner.value.isidentifier():
            names.add(inner.value)
    return names


def _hash(parts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
    return whole.hexdigest()
