"""What the kit's tests share."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.assignment import Assignment, load_assignment
from autograder.worker.pool import Workers

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parent.parent
ASSIGNMENTS = sorted(path.parent.name for path in (ROOT / "assignments").glob("*/assignment.toml"))


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    with Workers() as pool:
        yield pool


@pytest.fixture(scope="session", params=ASSIGNMENTS)
def assignment(request: pytest.FixtureRequest) -> Assignment:
    """Each of the kit's assignments, with its hidden checks."""
    return load_assignment(ROOT / "assignments" / request.param, ROOT / "solutions")


@pytest.fixture(scope="session")
def resnet() -> Assignment:
    return load_assignment(ROOT / "assignments" / "04_resnet", ROOT / "solutions")


@pytest.fixture(scope="session", autouse=True)
def facts_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One store of facts for all doors: a network that one test has trained, no other test trains again."""
    folder = tmp_path_factory.mktemp("facts") / secrets.token_hex(4)
    before = os.environ.get("AUTOGRADER_FACTS")
    os.environ["AUTOGRADER_FACTS"] = before or str(folder)
    yield Path(os.environ["AUTOGRADER_FACTS"])
    if before is None:
        del os.environ["AUTOGRADER_FACTS"]
