"""What a part of a submission depends on: the definitions and imports that it reaches, and what else runs with the file.

Comments, layout and docstrings do not count. Where code does what cannot be followed, nothing is said about its parts.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from autograder.submission.reading import shape_of

# With these, code reaches names that are not written in it.
_UNFOLLOWED = {"globals", "vars", "eval", "exec", "compile", "__import__", "importlib", "inspect", "sys", "gc"}
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass
class Code:
    """A file's top-level names, and what runs when it is imported.

    Attributes:
        dumps: what each name stands for, without comments, layout and docstrings.
        uses: the names that each of them uses.
        on_import: what runs on import, beside the imports themselves.
        imports: the names that imports gave.
    """

    dumps: dict[str, str] = field(default_factory=dict)
    uses: dict[str, set[str]] = field(default_factory=dict)
    on_import: list[ast.AST] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)

    @cached_property
    def shared(self) -> list[str]:
        used = set().union(*(names_in(node) for node in self.on_import))
        return [*map(ast.dump, self.on_import), *self.behind(used)]

    @property
    def keeps_state(self) -> bool:
        """Whether a call may leave something behind that another finds: variables of the file that are no plain constants."""
        return not all(isinstance(node, ast.expr) or _sets_a_constant(node) for node in self.on_import)

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


def separable_code(source: str) -> Code | None:
    """Return a file's definitions where each depends only on what it reaches; `None` where a call may change what others find."""
    code = read_code(source)
    return None if code is None or code.keeps_state else code


def read_code(source: str) -> Code | None:
    """Return a file's definitions; `None` where it is no Python, or what depends on what cannot be followed."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    code = Code()
    for node in tree.body:
        if isinstance(node, _Definition):
            if node.name in code.dumps:
                return None  # which of the two counts depends on who asks when
            code.uses[node.name] = names_in(node)
            code.on_import += _effects_on_import(node)
            code.dumps[node.name] = shape_of(node)
        elif not _never_runs(node) and not isinstance(node, (ast.Import, ast.ImportFrom)):
            code.on_import.append(node)
    for name, (line, used) in _imports(tree).items():
        if name in ("*", *code.dumps):
            return None
        code.dumps[name], code.uses[name] = line, used
        code.imports.add(name)
    every_name = set().union(*code.uses.values(), *(names_in(node) for node in code.on_import))
    return None if every_name & _UNFOLLOWED else code


def _imports(tree: ast.Module) -> dict[str, tuple[str, set[str]]]:
    """Return for each name that imports give to a file how they do, and the modules that they name."""
    lines: dict[str, list[str]] = {}
    used: dict[str, set[str]] = {}
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                # `import a.b` gives the name `a`; what it holds then depends on all such lines.
                name = alias.asname or alias.name.partition(".")[0]
                lines.setdefault(name, []).append(f"{getattr(node, 'module', '')} {ast.dump(alias)}")
                used.setdefault(name, set()).update(names_in(node))
    return {name: (" ".join(sorted(set(found))), used[name]) for name, found in lines.items()}


def _sets_a_constant(node: ast.AST) -> bool:
    if not isinstance(node, (ast.Assign, ast.AnnAssign)) or node.value is None:
        return False
    return not any(
        isinstance(inner, (ast.Call, ast.List, ast.Dict, ast.Set, ast.Lambda)) for inner in ast.walk(node.value)
    )


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


def names_in(node: ast.AST) -> set[str]:
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
