"""What the kit's tests share."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment import Assignment, load_assignment
from autograder.pools import grading_pool
from autograder.student.progress import VARIABLE
from autograder.verify import Verdict, known_solutions, verify_one
from autograder.worker import sandbox
from autograder.worker.pool import Workers

pytest_plugins = ["pytester"]

# The kit's tests run wherever its commands do; those of the sandbox itself skip where there is none.
os.environ[sandbox.UNSAFE_VARIABLE] = "1"
ROOT = Path(__file__).resolve().parent.parent
SEED = 1
# Whether this machine has a sandbox; where it has, all tests run student code in it.
ISOLATED = not sandbox.why_not()
needs_sandbox = pytest.mark.skipif(not ISOLATED, reason=sandbox.why_not() or "there is a sandbox")
JOBS = os.cpu_count() or 1
# The files whose tests use the fixture `verdicts`, and one whose submissions are known solutions.
_GRADE_ALL = {"test_doors_agree.py", "test_kit_proves_itself.py", "test_sample_class.py"}
_FOLDERS = sorted(path.parent for path in (ROOT / "assignments").glob("*/assignment.toml"))
_LOADED = {folder.name: load_assignment(folder, ROOT / "solutions") for folder in _FOLDERS}
LOADED = {name: loaded for name, loaded in _LOADED.items() if not loaded.draft}
ASSIGNMENTS, DRAFTS = list(LOADED), [name for name, loaded in _LOADED.items() if loaded.draft]
KNOWN = [(name, solution) for name, loaded in LOADED.items() for solution in known_solutions(loaded)]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Under pytest-xdist each process runs whole files, and one grades the known solutions for all files that want them."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return "known solutions" if Path(file).name in _GRADE_ALL else file

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
    return LOADED["04_resnet"]


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
def verdicts(facts_folder: Path, workers: Workers) -> dict[tuple[str, str], Verdict]:
    """All known solutions, graded side by side. No test runs meanwhile."""
    with grading_pool(JOBS) as pool:
        graded = pool.map(lambda known: verify_one(LOADED[known[0]], known[1], workers, SEED, 1), KNOWN)
        return {(name, solution.name): verdict for (name, solution), verdict in zip(KNOWN, graded, strict=True)}
