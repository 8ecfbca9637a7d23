"""What the kit's tests share."""

import functools
import os
import secrets
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment import Assignment, assignments_below, load_assignment
from autograder.proof import Verdict
from autograder.proof.verify import verify
from autograder.student.progress import VARIABLE
from autograder.worker import Workers, sandbox
from tests.support import ROOT
from tests.support.known import Part, parts_of

pytest_plugins = ["pytester"]

# The kit's tests run wherever its commands do; those of the sandbox itself skip where there is none.
os.environ[sandbox.UNSAFE_VARIABLE] = "1"
# What a script starts in the background ignores interrupts, and so would every command that a test starts and interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
SEED = 1
# Whether this machine has a sandbox; where it has, all tests run student code in it.
ISOLATED = not sandbox.why_not()
needs_sandbox = pytest.mark.skipif(not ISOLATED, reason=sandbox.why_not() or "there is a sandbox")
JOBS = os.cpu_count() or 1
# The files that grade all known solutions, assignment by assignment.
_GRADE_ALL = {"test_doors_agree.py", "test_kit_proves_itself.py", "test_sample_class.py"}
_FOLDERS = assignments_below(ROOT / "assignments")
_LOADED = {folder.name: load_assignment(folder, ROOT / "solutions") for folder in _FOLDERS}
LOADED = {name: loaded for name, loaded in _LOADED.items() if not loaded.draft}
ASSIGNMENTS, DRAFTS = list(LOADED), [name for name, loaded in _LOADED.items() if loaded.draft]
RESNET = "04_resnet"
PARTS = [part for loaded in LOADED.values() for part in parts_of(loaded) if part.solutions]
TESTED = {part.assignment: part for part in PARTS if not part.left_out}
KNOWN = [(part.assignment, solution) for part in PARTS for solution in part.solutions]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Under pytest-xdist each process runs whole files, or all that the known solutions of one assignment are graded for."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file, _, test = nodeid.partition("::")
            if Path(file).name not in _GRADE_ALL:
                return file
            # A test of known solutions that names no assignment takes those of the fixture `resnet`.
            return next((name for name in ASSIGNMENTS if f"[{name}" in test), RESNET)

    return ByFile(config, log)


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Workers as `autograder verify` has them: in the sandbox where this machine can."""
    with Workers(isolated=ISOLATED) as pool:
        yield pool


@pytest.fixture(scope="session", params=ASSIGNMENTS)
def assignment(request: pytest.FixtureRequest) -> Assignment:
    """Each of the kit's assignments, with its hidden checks."""
    return LOADED[request.param]


@pytest.fixture(scope="session")
def resnet() -> Assignment:
    return LOADED[RESNET]


@pytest.fixture(scope="session", autouse=True)
def facts_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One store of facts for all doors and processes: a network that one test has trained, no other test trains again."""
    base, name = tmp_path_factory.getbasetemp(), os.environ.get("PYTEST_XDIST_TESTRUNUID", secrets.token_hex(4))
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "facts" / name
    before = os.environ.get("AUTOGRADER_FACTS")
    os.environ["AUTOGRADER_FACTS"] = before or str(folder)
    yield Path(os.environ["AUTOGRADER_FACTS"])
    if before is None:
        del os.environ["AUTOGRADER_FACTS"]


@pytest.fixture(scope="session", autouse=True)
def progress_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A progress file of the tests' own, so that none of them counts as somebody's work."""
    os.environ[VARIABLE] = str(tmp_path_factory.mktemp("progress") / "progress.json")
    yield Path(os.environ[VARIABLE])
    del os.environ[VARIABLE]


@pytest.fixture(scope="session")
def verdicts(facts_folder: Path, workers: Workers) -> Callable[[Part], dict[str, Verdict]]:
    """Returns the verdicts on some known solutions by their names, graded when they are first asked for."""

    @functools.cache
    def of(part: Part) -> dict[str, Verdict]:
        graded = verify(LOADED[part.assignment], part.solutions, workers, SEED, JOBS)
        return {verdict.name: verdict for verdict in graded}

    return of
