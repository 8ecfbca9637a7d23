"""Variants of a reference solution: files that hold only the definitions that differ."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment import Assignment
from autograder.errors import AssignmentError, AutograderError

_FAILS = re.compile(r"^Fails: ([\w, ]+?)(?:; perhaps ([\w, ]+))?$")


@dataclass(frozen=True)
class Variant:
    """One known solution: the reference with some definitions replaced.

    Attributes:
        name: the file's name without its ending, with its folder: `right/closure_units`.
        source: the whole submission.
        must_fail: names of the checks that must fail; empty for a right variant.
        may_fail: names of the checks that chance decides.
        idea: the first sentence of its docstring that is not the list of failures.
    """

    name: str
    path: Path
    source: str
    must_fail: frozenset[str]
    idea: str
    may_fail: frozenset[str] = frozenset()


def load_variants(assignment: Assignment, kind: str) -> list[Variant]:
    """Return the variants in the assignment's folder `right` or `wrong`, in order of name.

    Raises:
        AssignmentError: a variant names no or unknown checks, or cannot be read.
    """
    reference = assignment.reference_source()
    folder = (assignment.solution_folder or assignment.folder) / kind
    return [_read_variant(path, kind, reference, assignment) for path in sorted(folder.glob("*.py"))]


def find_variant(assignment: Assignment, name: str) -> Variant:
    """Return one variant, such as `wrong/train_not_at_all`.

    Raises:
        AutograderError: there is none of that name; names those that exist.
    """
    known = {variant.name: variant for kind in ("right", "wrong") for variant in load_variants(assignment, kind)}
    if name not in known:
        raise AutograderError(f"{assignment.name} has no variant '{name}'. Known: {', '.join(known)}.")
    return known[name]


def _read_variant(path: Path, kind: str, reference: str, assignment: Assignment) -> Variant:
    text = path.read_text(encoding="utf-8")
    try:
        document = ast.get_docstring(ast.parse(text)) or ""
        source = compose(reference, text)
    except SyntaxError as error:
        raise AssignmentError(
            path, error.lineno, f"A variant is Python. This one cannot be read: {error.msg}."
        ) from None
    first, _, rest = document.partition("\n")
    if kind == "right":
        return Variant(f"{kind}/{path.stem}", path, source, frozenset(), first)
    match = _FAILS.match(first)
    must_fail, may_fail = (_names(group) for group in match.groups()) if match else (frozenset(), frozenset())
    unknown = sorted((must_fail | may_fail) - {check.name for check in assignment.checks})
    if not must_fail or unknown:
        sentence = f"A wrong variant's docstring begins with `Fails: test_…`. Received '{first}'; unknown: {unknown}."
        raise AssignmentError(path, 1, sentence)
    return Variant(f"{kind}/{path.stem}", path, source, must_fail, " ".join(rest.split()), may_fail)


def _names(listed: str | None) -> frozenset[str]:
    return frozenset(name.strip() for name in (listed or "").split(",") if name.strip())


def compose(reference: str, variant: str) -> str:
    """Return the reference with the variant's top-level definitions in place of those of the same name.

    What the reference does not define (imports, helpers, constants) comes right before the first cell that defines something.
    """
    reference_lines, variant_lines = reference.splitlines(), variant.splitlines()
    old = {name: span for name, span in _spans(ast.parse(reference))}
    replacements: list[tuple[int, int, list[str]]] = []
    added: list[str] = []
    for name, (start, end) in _spans(ast.parse(variant), with_other_statements=True):
        text = variant_lines[start - 1 : end]
        if name in old:
            replacements.append((*old[name], text))
        else:
            added += [*text, "", ""]
    first = min(start for start, _ in old.values())
    replacements.append((first, first - 1, added))
    for start, end, text in sorted(replacements, key=lambda item: (item[0], item[1]), reverse=True):
        reference_lines[start - 1 : end] = text
    return "\n".join(reference_lines) + "\n"


def _spans(tree: ast.Module, with_other_statements: bool = False) -> list[tuple[str, tuple[int, int]]]:
    """Return (name, (first line, last line)) of top-level definitions, decorators included; other statements have the name ""."""
    spans = []
    for index, node in enumerate(tree.body):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            start = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            spans.append((node.name, (start, node.end_lineno or node.lineno)))
        elif with_other_statements and not (index == 0 and isinstance(node, ast.Expr)):
            spans.append(("", (node.lineno, node.end_lineno or node.lineno)))
    return spans


def known_solutions(assignment: Assignment) -> list[Variant]:
    """Return the stub, the reference and all variants of an assignment."""
    path, solutions = assignment.folder, []
    if assignment.stub_source is not None:
        solutions.append(Variant("stub", path, assignment.stub_source, frozenset(), "The file that is handed out."))
    solutions.append(Variant("reference", path, assignment.reference_source(), frozenset(), "The reference solution."))
    return solutions + load_variants(assignment, "right") + load_variants(assignment, "wrong")
