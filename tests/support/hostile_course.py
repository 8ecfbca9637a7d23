"""A course that attacks are let loose on: it knows what each of them gained, what it reached, and whose record it changed."""

import contextlib
import os
import re
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.assignment import Assignment, load_assignment
from autograder.judge import VISIBLE_SEED, Grading, Outcome, Record, question_of
from autograder.submission import submission_from_source
from autograder.worker import Workers, WorkerSession
from autograder.worker.process import usage_of
from tests.support import ROOT
from tests.support.small_assignment import HIDDEN, RIGHT, TOML, write_small_assignment

HOSTILE = ROOT / "tests" / "hostile"
KINDS = ("forging", "harm", "reading")
ATTACKS = sorted(path for kind in KINDS for path in (HOSTILE / kind).glob("*.py"))
_ENDING_SECONDS = 10
CANARY = f"canary-{os.urandom(8).hex()}"
LIMITS = "import_seconds = 5\nmemory_mb = 1200\nscratch_mb = 50\nprocesses = 20\nthreads = 500\n"
# What comes after an attack looks around: whatever the attack left behind would be in its record.
LOOKING = f"""
import glob
print([found for place in (".", "/dev/shm", "/assignment", "/proc/[0-9]*") for found in sorted(glob.glob(f"{{place}}/*" if "[" not in place else place))])
{RIGHT}"""


@dataclass(frozen=True)
class Effect:
    """What an attack did.

    Attributes:
        record: its own record.
        gained: points beyond what the honest parts of its file earn.
        reached: what it read or changed of the course or the judge's processes; empty where nothing.
        changed: whether the submission after it has another record than without it.
    """

    record: Record
    gained: float
    reached: tuple[str, ...]
    changed: bool


@dataclass
class Course:
    """A folder with an assignment, its solutions, others' work and a gradebook, each with the canary in it, and a server."""

    folder: Path
    assignment: Assignment
    port: int
    socket_name: str

    def source(self, attack: Path) -> str:
        """Return an attack's text with this course's places in it."""
        check = next(check for check in self.assignment.checks if check.probe == "doubled" and not check.hidden)
        asked = question_of(self.assignment, check, VISIBLE_SEED, self.assignment.profile("cpu"))
        known = repr({number: 2 * number for number in asked.given.sent["numbers"]})
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
        """Have the judge grade a source."""
        submission = submission_from_source("mallory", "small_numbers.py", source, self.assignment)
        with contextlib.closing(WorkerSession(workers, self.assignment, submission)) as session:
            return replace(Grading(self.assignment, submission, session, "cpu", 7).record(), seconds=0)

    def undisturbed(self, workers: Workers) -> Record:
        """Return the record of an honest submission before any attack."""
        record = self.grade(LOOKING, workers)
        if (record.score, record.sandboxed) != (self.assignment.max_score, True):
            raise RuntimeError(f"An honest submission has full marks in the sandbox. Received {shown(record)}.")
        return record

    def suffer(self, attack: Path, workers: Workers, undisturbed: Record) -> Effect:
        """Grade an attack, and after it an honest submission."""
        earned, _ = announced(attack)
        files, server = self.files(), workers.server_pid
        record = self.grade(self.source(attack), workers)
        reached = {
            "the canary": CANARY in record.to_json(),
            "the course's files": self.files() != files,
            "the warm server": workers.server_pid != server or not _alone(server),
            "the judge": Outcome.GRADER_ERROR in record.outcomes,
        }
        changed = self.grade(LOOKING, workers) != undisturbed
        return Effect(record, record.score - earned, tuple(what for what, done in reached.items() if done), changed)

    def files(self) -> dict[str, tuple[int, int]]:
        """Return all files of the course as they are now."""
        found = [path for path in self.folder.rglob("*") if "__pycache__" not in path.parts]
        return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in found}


def _alone(server: int | None) -> bool:
    """Return whether the server soon has no process beside it: the one between it and a worker may take a moment to end."""
    deadline = time.monotonic() + _ENDING_SECONDS
    while (processes := usage_of(server or 0).processes) != 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    return processes == 1


@contextlib.contextmanager
def hostile_course(folder: Path) -> Iterator[Course]:
    """Write the course into a folder, and start what attacks ask: a server, a nameless socket, a process with a secret."""
    assignment, name = _write_course(folder), f"canary-{os.getpid()}"
    with contextlib.ExitStack() as stack:
        stack.enter_context(_canary_in_shared_memory(name))
        stack.enter_context(_process_with_a_canary())
        server, nameless = stack.enter_context(socket.socket()), stack.enter_context(socket.socket(socket.AF_UNIX))
        server.bind(("127.0.0.1", 0))
        nameless.bind(f"\0{name}" if sys.platform == "linux" else str(folder / "nameless"))
        stack.enter_context(_listening(server))
        stack.enter_context(_listening(nameless))
        yield Course(folder, assignment, server.getsockname()[1], name)


def _write_course(folder: Path) -> Assignment:
    toml = re.sub(r"import_seconds(.|\n)*?source_kb", f"{LIMITS}source_kb", TOML)
    public = write_small_assignment(folder, hidden=f"{HIDDEN}\n# {CANARY}\n", toml=toml)
    (folder / "class" / "ada").mkdir(parents=True)
    (folder / "class" / "ada" / "small_numbers.py").write_text(f"{RIGHT}\n# {CANARY}\n")
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as book:
        book.execute("CREATE TABLE grade (student TEXT, manual_score REAL)")
        book.execute("INSERT INTO grade VALUES (?, 0)", (CANARY,))
        book.commit()
    return load_assignment(public, folder / "solutions")


@contextlib.contextmanager
def _canary_in_shared_memory(name: str) -> Iterator[None]:
    shared = Path("/dev/shm", name)
    if shared.parent.is_dir():
        shared.write_text(CANARY)
    try:
        yield
    finally:
        shared.unlink(missing_ok=True)


@contextlib.contextmanager
def _process_with_a_canary() -> Iterator[None]:
    """A process of the same user that has the canary in its command line and its environment, as an instructor's would."""
    command = [sys.executable, "-c", "import sys; sys.stdin.read()", CANARY]
    sleeper = subprocess.Popen(command, stdin=subprocess.PIPE, env=os.environ | {"SECRET": CANARY})
    try:
        yield
    finally:
        sleeper.communicate()


@contextlib.contextmanager
def _listening(line: socket.socket) -> Iterator[None]:
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


@contextlib.contextmanager
def sandboxed_workers() -> Iterator[Workers]:
    """Yield workers in the sandbox, with a secret in the judge's environment before the server starts."""
    os.environ["SECRET"] = CANARY
    try:
        with Workers(isolated=True) as workers:
            yield workers
    finally:
        del os.environ["SECRET"]


def announced(attack: Path) -> tuple[float, str]:
    """Return what an attack's docstring says that it earns, and what the instructor is told."""
    match = re.match(r'"""[^\n]+\.\n\nEarns (\d)\.(?: Told: (.+))?\n"""', attack.read_text(encoding="utf-8"))
    if match is None:
        raise ValueError(f"An attack begins with one sentence, and what it earns. Received {attack}.")
    return float(match.group(1)), match.group(2) or ""


def shown(record: Record) -> str:
    """Return all that a record says of why."""
    checks = [check for task in record.tasks for check in task.checks]
    return "\n".join([*(task.reason for task in record.tasks), *(check.received for check in checks)])
