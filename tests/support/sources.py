"""The modules of an assignment's checks, for tests of what is in them."""

from types import ModuleType

from autograder.assignment import Assignment


def module_of_checks(assignment: Assignment, name: str) -> ModuleType:
    """Return a module of an assignment's public or instructors' checks.

    Raises:
        FileNotFoundError: neither folder has it.
    """
    for folder in assignment.package.folders:
        if (folder / f"{name}.py").exists():
            return assignment.package.module(folder / f"{name}.py")
    raise FileNotFoundError(f"{assignment.name} has no module {name}.py in {assignment.package.folders}.")
