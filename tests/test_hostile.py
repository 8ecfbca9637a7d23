"""The hostile class: each attack goes through the real judge, gains nothing, reaches nothing, and changes nobody's record."""

import contextlib
import os
import re
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from autograder.assignment import Assignment, load_assignment
from autograder.grading import Grading
from autograder.inputs import VISIBLE_SEED, draw
from autograder.outcomes import Outcome
from autograder.record import Record
from autograder.renderers.report import class_report
from autograder.sessions import WorkerSession
from autograder.submission import submission_from_source
from autograder.worker import sandbox
from autograder.worker.pool import Workers
from autograder.worker.process import usage_of
from tests.small_assignment import HIDDEN, RIGHT, TOML, write_small_assignment

ATTACKS = sorted((Path(__file__).parent / "hostile").glob("*/*.py"))
# Those that only look, and may therefore be let loose on the machine that tests.
REACHING = [
    "reads_solutions",
    "reads_other_submissions",
    "reads_environment",
    "reads_processes",
    "reads_shared_memory",
    "asks_the_network",
    "asks_a_nameless_socket",
]
CANARY = f"canary-{os.urandom(8).hex()}"
LIMITS = "import_seconds = 5\nmemory_mb = 1200\nscratch_mb = 50\nprocesses = 20\nthreads = 500\n"
# What comes after an attack looks around: whatever the attack left behind would be in its record.
LOOKING = f"""
import glob
print([found for place in (".", "/dev/shm", "/assignment", "/proc/[0-9]*") for found in sorted(glob.glob(f"{{place}}/*" if "[" not in place else place))])
{RIGHT}"""
needs_sandbox = pytest.mark.skipif(bool(sandbox.why_not()), reason=sandbox.why_not() or "there is a sandbox")


@dataclass
class Course:
    """A folder with an assignment, its solutions, others' work and a gradebook, each with the canary in it, and a server."""

    folder: Path
    assignment: Assignment
    port: int
    socket_name: str

    def source(self, attack: Path) -> str:
        given = draw(self.assignment.visible_inputs["doubled"], "doubled", VISIBLE_SEED, self.assignment.profile("cpu"))
        known = repr({number: 2 * number for number in given.sent["numbers"]})
        text = attack.read_text(encoding="utf-8")
        for name, value in {
            "<COURSE>": str(self.folder),
            "<SOCKET>": self.socket_name,
            "<CANARY>": CANARY,
            "VISIBLE_ANSWERS": known,
            "PORT": str(self.port),
        }.items():
            text = text.replace(name, value)
        return text

    def grade(self, source: str, workers: Workers) -> Record:
        submission = submission_from_source("mallory", "small_numbers.py", source, self.assignment)
        session = WorkerSession(workers, self.assignment, submission)
        try:
            return replace(Grading(self.assignment, submission, session, "cpu", 7).record(), seconds=0)
        finally:
            session.close()

    def files(self) -> dict[str, tuple[int, int]]:
        """Return all files of the course as they are now, and the temporary folders of workers."""
        found = [path for path in self.folder.rglob("*") if "__pycache__" not in path.parts]
        return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in found}


@contextlib.contextmanager
def listening(line: socket.socket) -> Iterator[None]:
    """Serve the canary to everyone who connects."""

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = line.accept()
                with connection:
                    connection.sendall(CANARY.encode())

    line.listen()
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        line.close()
        thread.join()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    folder = tmp_path_factory.mktemp("hostile")
    toml = re.sub(r"import_seconds(.|\n)*?output_kb", LIMITS + "output_kb", TOML)
    public = write_small_assignment(folder, hidden=f"{HIDDEN}\n# {CANARY}\n", toml=toml)
    (folder / "class" / "ada").mkdir(parents=True)
    (folder / "class" / "ada" / "small_numbers.py").write_text(f"{RIGHT}\n# {CANARY}\n")
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as book:
        book.execute("CREATE TABLE grade (student TEXT, manual_score REAL)")
        book.execute("INSERT INTO grade VALUES (?, 0)", (CANARY,))
        book.commit()
    shared, name = Path("/dev/shm") / f"canary-{os.getpid()}", f"canary-{os.getpid()}"
    if shared.parent.is_dir():
        shared.write_text(CANARY)
    # A process of the same user that has the canary in its command line and its environment, as an instructor's would.
    sleeper = subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()", CANARY],
        stdin=subprocess.PIPE,
        env=os.environ | {"SECRET": CANARY},
    )
    with socket.socket() as server, socket.socket(socket.AF_UNIX) as nameless:
        server.bind(("127.0.0.1", 0))
        nameless.bind(f"\0{name}" if sys.platform == "linux" else str(folder / "nameless"))
        with listening(server), listening(nameless):
            yield Course(folder, load_assignment(public, folder / "solutions"), server.getsockname()[1], name)
    sleeper.communicate()
    shared.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def sandboxed(course: Course) -> Iterator[Workers]:
    # Environment secrets are there before the server starts.
    os.environ["SECRET"] = CANARY
    with Workers(isolated=True) as workers:
        yield workers
    del os.environ["SECRET"]


@pytest.fixture(scope="module")
def undisturbed(course: Course, sandboxed: Workers) -> Record:
    """The record of an honest submission before any attack."""
    record = course.grade(LOOKING, sandboxed)
    assert (record.score, record.sandboxed) == (5, True)
    return record


def announced(attack: Path) -> tuple[float, str]:
    """Return what an attack's docstring says that it earns, and what the instructor is told."""
    match = re.match(r'"""[^\n]+\.\n\nEarns (\d)\.(?: Told: (.+))?\n"""', attack.read_text(encoding="utf-8"))
    assert match is not None, f"{attack} begins with one sentence, and what it earns."
    return float(match.group(1)), match.group(2) or ""


def shown(record: Record) -> str:
    checks = [check for task in record.tasks for check in task.checks]
    return "\n".join([*(task.reason for task in record.tasks), *(check.received for check in checks)])


@needs_sandbox
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_attack_gains_reaches_and_changes_nothing(attack, course, sandboxed, undisturbed):
    earned, told = announced(attack)
    files, server = course.files(), sandboxed.server_pid
    record = course.grade(course.source(attack), sandboxed)
    assert record.score == earned, shown(record)
    assert re.search(told, shown(record)), shown(record)
    assert Outcome.GRADER_ERROR not in record.outcomes, shown(record)
    assert CANARY not in record.to_json()
    class_report(course.assignment, [record]).encode()
    assert course.files() == files
    assert (sandboxed.server_pid, usage_of(server).processes) == (server, 1)
    assert course.grade(LOOKING, sandboxed) == undisturbed


@pytest.mark.parametrize("name", REACHING)
def test_without_the_sandbox_the_same_attack_reaches_what_it_wants(name, course, plain):
    """So the attacks are real, and the test above can fail."""
    (attack,) = (path for path in ATTACKS if path.stem == name)
    record = course.grade(course.source(attack), plain)
    assert (CANARY in record.to_json(), record.sandboxed) == (True, False)


@pytest.fixture(scope="module")
def plain() -> Iterator[Workers]:
    with Workers() as workers:
        yield workers


def test_there_are_at_least_forty_attacks():
    assert len(ATTACKS) >= 40
