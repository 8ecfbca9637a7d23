"""A run's folder: what was fixed at its beginning, and the records so far."""

import contextlib
import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from autograder.errors import AutograderError
from autograder.files import write_whole
from autograder.judge import Record, record_from_json

RESULTS, ASKED = "results.jsonl", "asked.json"


@dataclass(frozen=True)
class Run:
    """One batch run's folder and what was fixed at its beginning."""

    folder: Path
    assignment: str
    profile: str
    seed: int
    structure_only: bool = False

    @property
    def results(self) -> Path:
        return self.folder / RESULTS

    def facts_file(self, submission: str) -> Path:
        """Return where a submission's facts are kept; named by a hash, because a folder's name may be anything."""
        return (
            self.folder
            / "facts"
            / f"{hashlib.sha256(submission.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}.npz"
        )

    def records(self) -> list[Record]:
        """Return the finished records; a last line that was cut off in the middle is left out."""
        if not self.results.exists():
            return []
        found = []
        # A machine that was reset may leave anything in the last block.
        for line in self.results.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                found.append(record_from_json(line))
            except (ValueError, TypeError, KeyError):
                continue
        return found

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep a second command out of this folder; the lock goes with the process, however it ends.

        Raises:
            AutograderError: another command is at work here.
        """
        lock = FileLock(self.folder / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise AutograderError(
                f"One command at a time writes to a run's folder. Another one is at work in {self.folder}. Wait for it, or choose another --out."
            ) from None
        try:
            yield
        finally:
            lock.release()

    def ask_for(self, names: Iterable[str]) -> None:
        """Write down whose records make this run complete."""
        write_whole(self.folder / ASKED, json.dumps(sorted(names)).encode())

    def finished_records(self) -> list[Record]:
        """Return the records of a run that is complete, in order of name.

        Raises:
            AutograderError: some submissions that the run was asked for have no record, or none was asked for.
        """
        records = {record.submission: record for record in self.records()}
        asked = json.loads((self.folder / ASKED).read_text()) if (self.folder / ASKED).exists() else list(records)
        missing = sorted(set(asked) - set(records))
        if missing or not records:
            raise AutograderError(
                f"A run is exported when it is finished. {len(missing)} of {len(asked)} submissions in {self.folder} have no record"
                f"{f', the first is {missing[0]!r}' if missing else ''}. Give the same `autograder grade` command again."
            )
        return [records[name] for name in sorted(records)]


def open_run(folder: Path, assignment: str, profile: str, seed: int | None, structure_only: bool = False) -> Run:
    """Begin a run in `folder`, or go on with the one that is there.

    Raises:
        AutograderError: the folder holds a run of something else.
    """
    described = folder / "run.json"
    if described.exists():
        run = read_run(folder)
        known, asked = (run.assignment, run.profile, run.structure_only), (assignment, profile, structure_only)
        if known != asked or seed not in (None, run.seed):
            raise AutograderError(
                f"{folder} holds a run of {_in_words(*known)}; asked for is {_in_words(*asked)}"
                f"{'' if seed is None else f' with seed {seed}'}. Choose another folder with --out."
            )
        return run
    run = Run(folder, assignment, profile, secrets.randbits(128) if seed is None else seed, structure_only)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "facts").mkdir(exist_ok=True)
    fixed = {name: value for name, value in asdict(run).items() if name != "folder"}
    write_whole(described, json.dumps(fixed).encode())
    return run


def _in_words(assignment: str, profile: str, structure_only: bool) -> str:
    return f"{assignment} on profile {profile}{', structure only' if structure_only else ''}"


def read_run(folder: Path) -> Run:
    """Return the run in `folder`.

    Raises:
        AutograderError: there is none.
    """
    try:
        described = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        return Run(folder, **described)
    except (OSError, ValueError, TypeError) as error:
        raise AutograderError(
            f"{folder} holds no readable run ({type(error).__name__}). Name the folder that `grade --out` wrote."
        ) from None
