"""What holds for every assignment before anything is graded: its folder's shape, hints, stubs, names, leaks, and the record of answers."""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment import (
    ANSWERS,
    CHECKS,
    HANDED_OUT,
    HANDOUT,
    PICTURES,
    RECORDED,
    SETTINGS,
    THRESHOLDS,
    Assignment,
)
from autograder.errors import AutograderError
from autograder.proof.variants import Variant
from autograder.release import is_record, record_answers, scan, scan_statements, stub_files
from autograder.submission import definitions_by_task

_HINTS, _FEWEST_WORDS, _MOST_WORDS = 3, 5, 60
# A part of a hint that is shorter is a name, and no code to copy.
_SHORTEST_CODE, _MOST_OF_A_LINE = 15, 0.6
_INSTRUCTORS = re.compile(r"hidden|solution|mistake|answer|textbook|in_numpy")
_Definition = ast.FunctionDef | ast.ClassDef


@dataclass(frozen=True)
class RuleVerdict:
    """One rule, and what breaks it: sentences that name file and place; none where it holds."""

    rule: str
    problems: tuple[str, ...]


def check_rules(assignment: Assignment, solutions: Sequence[Variant]) -> Iterator[RuleVerdict]:
    """Yield the verdict on each rule.

    Args:
        assignment: with its instructors' folder.
        solutions: its known solutions.
    """
    rules: dict[str, Callable[[], Iterator[str]]] = {
        "folders hold what belongs there": lambda: _shape(assignment),
        "each task has three short hints, and none is a line of the solution": lambda: _hints(assignment),
        "each stub has its docstring and its gap": lambda: _stubs(assignment),
        "stub and reference offer the same names": lambda: _names(assignment),
        "nothing leaks": lambda: _leaks(assignment),
        "recorded answers are those that the code gives": lambda: _record(assignment),
        "each check is failed by a known wrong solution": lambda: _failed_checks(assignment, solutions),
    }
    for rule, problems in rules.items():
        yield RuleVerdict(rule, tuple(problems()))


def _shape(assignment: Assignment) -> Iterator[str]:
    stubs = set(stub_files(assignment))
    calibrated = {THRESHOLDS} if _recorded(assignment, "calibration.json").exists() else set()
    answers = {ANSWERS} if assignment.answered_probes else set()
    yield from _differences(assignment.folder, {HANDOUT, CHECKS, *stubs}, {PICTURES})
    required = {SETTINGS, "probe.py", HANDED_OUT, *calibrated, *answers}
    # Beside modules, the data that pictures are drawn from.
    modules = {
        path.name
        for path in assignment.checks_folder.iterdir()
        if path.suffix in (".py", ".json") and not _INSTRUCTORS.search(path.stem)
    }
    yield from _differences(assignment.checks_folder, required, modules)
    solution = assignment.reference_file().parent
    yield from _differences(solution, {f"{assignment.module}.py", CHECKS}, {"right", "wrong", RECORDED})


def _differences(folder: Path, required: set[str], allowed: set[str]) -> Iterator[str]:
    found = {path.name for path in folder.iterdir() if path.name != "__pycache__" and not path.name.startswith(".")}
    for name in sorted(required - found):
        hint = " `autograder release` writes it." if name in (HANDED_OUT, ANSWERS) or name.endswith(".ipynb") else ""
        yield f"{folder / name} is missing.{hint}"
    for name in sorted(found - required - allowed):
        yield f"{folder / name} does not belong there. Here are {', '.join(sorted(required | allowed))}."


def _recorded(assignment: Assignment, name: str) -> Path:
    return assignment.reference_file().parent / RECORDED / name


def _hints(assignment: Assignment) -> Iterator[str]:
    path = assignment.checks_folder / SETTINGS
    private = _lines(assignment.reference_source()) - _lines(assignment.stub_source or "")
    for task in assignment.tasks:
        if len(task.hints) != _HINTS:
            yield f"{path}: task '{task.name}' has {len(task.hints)} hints; it has {_HINTS}: where to look, which idea, nearly the answer."
        for number, hint in enumerate(task.hints, 1):
            words = len(hint.split())
            if not _FEWEST_WORDS <= words <= _MOST_WORDS:
                yield f"{path}: hint {number} of '{task.name}' has {words} words; it has {_FEWEST_WORDS} to {_MOST_WORDS}."
            for code in re.findall("`([^`]+)`", hint):
                if _is_copied("".join(code.split()), private):
                    yield f"{path}: hint {number} of '{task.name}' quotes the solution: `{code}`."


def _is_copied(code: str, private: set[str]) -> bool:
    if len(code) < _SHORTEST_CODE or re.fullmatch(r"[\w.]+(\(\))?", code):
        return False
    return any(code in line and len(code) > _MOST_OF_A_LINE * len(line) for line in private)


def _lines(text: str) -> set[str]:
    return {"".join(line.split()) for line in text.splitlines()}


def _stubs(assignment: Assignment) -> Iterator[str]:
    path = assignment.checks_folder / HANDED_OUT
    found = definitions_by_task(assignment.stub_source or "")
    for task in assignment.tasks:
        definitions = [node for _, node in found.get(task.name, []) if isinstance(node, _Definition)]
        if not definitions:
            yield f"{path}: no cell `# %% {task.name}` defines anything. Run `autograder release {assignment.name}`."
        for node in definitions:
            if not ast.get_docstring(node):
                yield f"{path}:{node.lineno}: `{node.name}` has no docstring; it is the specification."
            if not any(map(_is_gap, ast.walk(node))):
                yield f"{path}:{node.lineno}: `{node.name}` has no gap; what a student need not write stands above the task."


def _is_gap(node: ast.AST) -> bool:
    return isinstance(node, ast.Raise) and "NotImplementedError" in ast.dump(node)


def _names(assignment: Assignment) -> Iterator[str]:
    handed_out, reference = (
        _signatures(text or "") for text in (assignment.stub_source, assignment.reference_source())
    )
    path = assignment.checks_folder / HANDED_OUT
    for name in sorted(set(handed_out) | set(reference)):
        stub, solved = handed_out.get(name), reference.get(name)
        if stub != solved and not (stub is None and name.startswith("_")):
            yield f"{path}: `{name}{stub or ' is missing'}`, and in the reference `{name}{solved or ' is missing'}`."


def _signatures(source: str) -> dict[str, str]:
    return {
        node.name: f"({ast.unparse(node.args)})" if isinstance(node, ast.FunctionDef) else ""
        for node in ast.parse(source).body
        if isinstance(node, _Definition)
    }


def _leaks(assignment: Assignment) -> Iterator[str]:
    for leak in [*scan([assignment.folder], assignment), *scan_statements(assignment.folder, assignment)]:
        yield f"{leak.file}, {leak.place}: {leak.what}."


def _record(assignment: Assignment) -> Iterator[str]:
    path = assignment.checks_folder / ANSWERS
    try:
        made = record_answers(assignment)
    except AutograderError as error:
        yield f"{path}: {error}"
        return
    if assignment.answered_probes and path.exists() and not is_record(path, made):
        yield f"{path} is outdated: run `autograder release {assignment.name}`."


def _failed_checks(assignment: Assignment, solutions: Sequence[Variant]) -> Iterator[str]:
    failed = frozenset[str]().union(*(solution.must_fail for solution in solutions))
    for check in assignment.checks:
        if check.name not in failed:
            yield f"{check.path}:{check.line}: nothing in wrong/ fails {check.name}, so it may be one that cannot fail."
