"""Which tasks a change can touch: for each task a fingerprint of all the code that its verdict can depend on.

A task depends on what the names that its cell defines reach, and on what the tasks that it needs depend on. Where the file does
what cannot be followed, every task depends on all of it.
"""

import hashlib
from collections.abc import Iterable

from autograder.assignment import Assignment
from autograder.submission import definitions_by_task, read_code, shape_of


def fingerprints(source: str, assignment: Assignment) -> dict[str, str]:
    """Return a fingerprint for each task: while it stays, so does the verdict.

    Args:
        source: the student's code, perhaps no Python at all.
        assignment: what it is a submission of.
    """
    code = read_code(source)
    if code is None or assignment.stub_source is None:
        return dict.fromkeys((task.name for task in assignment.tasks), _hash([shape_of(source)]))
    stub = definitions_by_task(assignment.stub_source)
    # An import that fails fails for every task.
    shared, found = [*code.shared, *code.behind(code.imports)], dict[str, str]()
    for task in assignment.tasks:
        # Of a task that the stub gives no name for, nobody knows what it depends on.
        names = {name for name, _ in stub.get(task.name, ())} or set(code.dumps)
        found[task.name] = _hash([*shared, *code.behind(names), *(found[need] for need in task.needs)])
    return found


def _hash(parts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
    return whole.hexdigest()
