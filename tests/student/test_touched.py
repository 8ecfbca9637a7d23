"""Which tasks a change touches: all that it could change, and no others."""

import ast
import re
from pathlib import Path

import pytest

from autograder.assignment import load_assignment
from autograder.proof import load_variants
from autograder.student.fingerprints import fingerprints
from autograder.submission import definitions_by_task
from tests.bench.watch import without_repeated_imports
from tests.conftest import LOADED
from tests.support.small_assignment import write_small_assignment

THREE = """
[[tasks]]
name = "other"
title = "Another"
points = 1
seconds = 4
"""
OTHER_CHECK = '''

@task("other", points=1)
def test_other(doubled_others):
    """Another."""
    expect(doubled_others, equals=1, help="1.")
'''
OTHER_PROBE = """

def doubled_others(student, given):
    return student.other()
"""
OTHER_STUB = '\n\n# %% other\ndef other():\n    raise NotImplementedError("not yet")\n'

BASE = '''
import math

CONSTANT = 2


def helper(number):
    """Help."""
    return number * 2


def unused():
    return 1


def double(number):
    return helper(number)


def double_all(numbers):
    return [double(number) for number in numbers]


def other():
    return 1
'''
ALL, NONE = {"double", "double_all", "other"}, set()


@pytest.fixture(scope="module")
def three_tasks(tmp_path_factory):
    """An assignment of three tasks; the second needs the first, the third stands alone."""
    from tests.support.small_assignment import PROBE, STUB, TOML, VISIBLE

    folder = write_small_assignment(
        tmp_path_factory.mktemp("touched"), toml=TOML + THREE, probe=PROBE + OTHER_PROBE, visible=VISIBLE + OTHER_CHECK
    )
    (folder / "checks" / "handed_out.py").write_text(STUB + OTHER_STUB)
    return load_assignment(folder)


def touched(assignment, before, after):
    old, new = fingerprints(before, assignment), fingerprints(after, assignment)
    return {name for name in old if old[name] != new[name]}


CHANGES = {
    "a comment": (("    return helper(number)", "    return helper(number)  # twice"), NONE),
    "layout": (("return helper(number)", "return helper(\n        number\n    )"), NONE),
    "a docstring": (('"""Help."""', '"""Help more."""'), NONE),
    "an unused helper": (("def unused():\n    return 1", "def unused():\n    return 2"), NONE),
    "a helper": (("number * 2", "number * 3"), {"double", "double_all"}),
    "what is needed": (("    return helper(number)", "    return 2 * number"), {"double", "double_all"}),
    "what needs": (("[double(number) for", "[1 * double(number) for"), {"double_all"}),
    "what stands alone": (("def other():\n    return 1", "def other():\n    return 2"), {"other"}),
    "a constant": (("CONSTANT = 2", "CONSTANT = 3"), ALL),
    "an import": (("import math", "import cmath"), ALL),
    "a call on import": (("CONSTANT = 2", "CONSTANT = 2\nprint(CONSTANT)"), ALL),
    "a decorator": (("def unused", "@math.sqrt\ndef unused"), ALL),
    "a default that is computed": (("def unused():", "def unused(x=print()):"), ALL),
    "a default that is not": (("def unused():", "def unused(x=1):"), NONE),
    "a new function": (("def unused", "def added():\n    pass\n\n\ndef unused"), NONE),
    "a new function under a used name": (("def unused", "def len(x):\n    return 3\n\n\ndef unused"), NONE),
    "a script's block": (("CONSTANT = 2", "CONSTANT = 2\nif __name__ == '__main__':\n    print(double(2))"), NONE),
    "a syntax error": (("def unused():", "def unused(:"), ALL),
    "a name defined twice": (("def unused():", "def helper(number):\n    return 4\n\n\ndef unused():"), ALL),
    "code that looks names up": (("def unused():\n    return 1", "def unused():\n    return globals()"), ALL),
    "a global name": (("def unused():\n    return 1", "def unused():\n    global CONSTANT\n    CONSTANT = 5"), ALL),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_touches(three_tasks, what):
    (old, new), expected = CHANGES[what]
    assert BASE.count(old) == 1
    assert touched(three_tasks, BASE, BASE.replace(old, new)) == expected


def test_a_name_that_is_looked_up_by_text_counts_as_used(three_tasks):
    base = BASE.replace("return helper(number)", "return REGISTRY['helper'](number)")
    assert touched(three_tasks, base, base.replace("number * 2", "number * 3")) == {"double", "double_all"}


def test_code_that_runs_on_import_brings_what_it_uses(three_tasks):
    base = BASE + "\nTABLE = [unused() for _ in range(3)]\n"
    changed = base.replace("def unused():\n    return 1", "def unused():\n    return 2")
    assert touched(three_tasks, base, changed) == ALL


def test_a_task_without_a_name_in_the_stub_depends_on_everything(three_tasks):
    stub = definitions_by_task(three_tasks.stub_source)
    assert stub["other"]
    three_tasks.__dict__["stub_source"] = three_tasks.stub_source.replace("# %% other", "# %% renamed")
    try:
        changed = BASE.replace("def unused():\n    return 1", "def unused():\n    return 2")
        assert touched(three_tasks, BASE, changed) == {"other"}
    finally:
        del three_tasks.__dict__["stub_source"]


@pytest.mark.parametrize("name", LOADED)
def test_every_task_that_a_known_mistake_fails_is_touched_by_it(name):
    """Soundness, shown on every known wrong answer: a verdict that was kept would have been the wrong one."""
    assignment, spared = LOADED[name], 0
    old = fingerprints(assignment.reference_source(), assignment)
    for mistake in load_variants(assignment, "wrong"):
        wrong = ast.unparse(without_repeated_imports(mistake.source))
        new = fingerprints(wrong, assignment)
        found = {task for task in old if old[task] != new[task]}
        failing = {check.task for check in assignment.checks if check.name in mistake.must_fail | mistake.may_fail}
        assert failing <= found, mistake.name
        spared += len(found) < len(assignment.tasks)
    assert spared > 0, "every mistake touches every task: nothing is gained"


@pytest.mark.parametrize("name", LOADED)
def test_probes_call_only_what_their_task_or_its_needs_define(name):
    """What a probe calls is what a change is looked for in; a task that calls another's function must need that task."""
    assignment = LOADED[name]
    owner = {
        defined: task for task, pairs in definitions_by_task(assignment.stub_source).items() for defined, _ in pairs
    }
    functions = {
        node.name: ast.unparse(node)
        for path in assignment.probing_files
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
    }
    for task in assignment.tasks:
        allowed = {task.name} | behind(assignment, task)
        for probe in {check.probe for check in assignment.checks_of(task.name)}:
            called = {owner[found] for found in names_called(probe, functions) if found in owner}
            tasks = {known.name for known in assignment.tasks}
            assert called & tasks <= allowed, f"{probe} of {task.name} calls what {called - allowed} defines"


def behind(assignment, task):
    return set(task.needs).union(*(behind(assignment, assignment.task(need)) for need in task.needs))


def names_called(function, functions, seen=None):
    """Return the attributes of `student` that a probe, or a function that it calls, asks for."""
    seen = set() if seen is None else seen
    if function in seen or function not in functions:
        return set()
    seen.add(function)
    text = functions[function]
    found = set(re.findall(r"\bstudent\.(\w+)", text))
    for called in set(re.findall(r"\b(\w+)\b", text)) & set(functions):
        found |= names_called(called, functions, seen)
    return found


def test_stubs_of_all_assignments_can_be_followed():
    """Nothing in what is handed out makes every change touch every task."""
    for assignment in LOADED.values():
        found = fingerprints(Path(assignment.folder / f"{assignment.module}.py").read_text(), assignment)
        assert len(set(found.values())) == len(assignment.tasks)
