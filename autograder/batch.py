"""A class: grades many submissions, writes each record as it is finished, and goes on where it was stopped."""

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.assignment import Assignment
from autograder.codec import decode, encode
from autograder.errors import AutograderError, SubmissionError, WorkerError
from autograder.facts_store import open_session
from autograder.grading import Grading, ungradable
from autograder.outcomes import Outcome
from autograder.pools import grading_pool
from autograder.record import Record, record_from_json
from autograder.sessions import KeptFacts, Session
from autograder.submission import Submission, read_submission
from autograder.worker.pool import Workers

RESULTS = "results.jsonl"


@dataclass(frozen=True)
class Run:
    """One batch run's folder and what was fixed at its beginning."""

    folder: Path
    assignment: str
    profile: str
    seed: int

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
        for line in self.results.read_text(encoding="utf-8").splitlines():
            try:
                found.append(record_from_json(line))
            except ValueError:
                continue
        return found


def open_run(folder: Path, assignment: str, profile: str, seed: int | None) -> Run:
    """Begin a run in `folder`, or go on with the one that is there.

    Raises:
        AutograderError: the folder holds a run of something else.
    """
    described = folder / "run.json"
    if described.exists():
        run = read_run(folder)
        if (run.assignment, run.profile) != (assignment, profile) or seed not in (None, run.seed):
            raise AutograderError(
                f"{folder} holds a run of {run.assignment} on profile {run.profile}; asked for is {assignment} on {profile}"
                f"{'' if seed is None else f' with seed {seed}'}. Choose another folder with --out."
            )
        return run
    run = Run(folder, assignment, profile, secrets.randbits(128) if seed is None else seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "facts").mkdir(exist_ok=True)
    _write_whole(described, json.dumps({"assignment": assignment, "profile": profile, "seed": run.seed}).encode())
    return run


def read_run(folder: Path) -> Run:
    """Return the run in `folder`.

    Raises:
        AutograderError: there is none.
    """
    try:
        described = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        return Run(folder, described["assignment"], described["profile"], described["seed"])
    except (OSError, ValueError, KeyError) as error:
        raise AutograderError(
            f"{folder} holds no readable run ({type(error).__name__}). Name the folder that `grade --out` wrote."
        ) from None


def grade_class(
    run: Run, folders: Sequence[Path], assignment: Assignment, jobs: int = 1, isolated: bool = True
) -> Iterator[Record]:
    """Grade submissions and yield each record when it is written; those recorded before with the same source come first.

    Args:
        run: where results go.
        folders: one folder for each submission; their names must differ.
        assignment: with its instructors' folder.
        jobs: how many are graded at once.
        isolated: whether student code runs in the sandbox.

    Raises:
        SandboxError: this machine has no sandbox, and one is wanted.
    """
    _check_names(folders)
    known = {record.submission: record for record in run.records()}
    asked = {folder.name: folder for folder in folders}
    unchanged = [
        name
        for name, folder in asked.items()
        if name in known and known[name].source_sha256 == _source_hash(folder, assignment)
    ]
    todo = [folder for name, folder in asked.items() if name not in unchanged]
    # Written anew, so that a cut-off line and outdated records are gone before anything is added.
    kept = [record for name, record in known.items() if name not in asked or name in unchanged]
    _write_whole(run.results, "".join(record.to_json() + "\n" for record in kept).encode())
    yield from (known[name] for name in unchanged)
    with (
        Workers(isolated=isolated) as workers,
        grading_pool(jobs) as pool,
        run.results.open("a", encoding="utf-8") as results,
    ):
        threads = 1 if jobs > 1 else 0
        futures = [pool.submit(_grade_one, run, folder, assignment, workers, threads) for folder in todo]
        for future in as_completed(futures):
            record = future.result()
            results.write(record.to_json() + "\n")
            results.flush()
            os.fsync(results.fileno())
            yield record


def _check_names(folders: Sequence[Path]) -> None:
    names = [folder.name for folder in folders]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise AutograderError(f"A submission is known by its folder's name. Received {twice[0]!r} twice. Rename one.")


def _source_hash(folder: Path, assignment: Assignment) -> str:
    try:
        return read_submission(folder, assignment).sha256
    except (SubmissionError, OSError):
        return ""


def _grade_one(run: Run, folder: Path, assignment: Assignment, workers: Workers, threads: int) -> Record:
    """Grade one submission. Whatever happens, it happens to this one only, and a record says so."""
    try:
        submission = read_submission(folder, assignment)
        session = open_session(workers, assignment, submission, threads)
    except (SubmissionError, OSError) as error:
        return ungradable(assignment, folder.name, Outcome.CRASHED, str(error), run.profile, run.seed)
    try:
        return _grade_and_keep(run, assignment, submission, session)
    except WorkerError as error:
        return ungradable(assignment, folder.name, Outcome.GRADER_ERROR, str(error), run.profile, run.seed)
    # A fault of the grader must cost one record, not the class.
    except Exception as error:  # noqa: BLE001
        sentence = f"The grader itself failed: {type(error).__name__}: {error}"
        return ungradable(assignment, folder.name, Outcome.GRADER_ERROR, sentence, run.profile, run.seed)
    finally:
        session.close()


def _grade_and_keep(run: Run, assignment: Assignment, submission: Submission, session: Session) -> Record:
    grading = Grading(assignment, submission, session, run.profile, run.seed)
    record = grading.record()
    described = {
        "filename": submission.filename,
        "source": submission.source,
        "untouched": sorted(submission.untouched),
        "notes": submission.notes,
    }
    _write_whole(run.facts_file(submission.name), encode({"submission": described, "facts": grading.kept}))
    return record


def regrade(run: Run, assignment: Assignment, progress: Callable[[Record], None] = lambda record: None) -> list[Record]:
    """Judge the kept facts of a run again and write its records anew; no student code runs.

    Submissions that could not be read have no facts; their records stay as they are.
    """
    records = []
    for old in run.records():
        facts_file = run.facts_file(old.submission)
        record = (
            _regrade_one(run, assignment, old, decode(facts_file.read_bytes(), trusted=True))
            if facts_file.exists()
            else old
        )
        records.append(record)
        progress(record)
    _write_whole(run.results, "".join(record.to_json() + "\n" for record in records).encode())
    return records


def _regrade_one(run: Run, assignment: Assignment, old: Record, kept: dict[str, Any]) -> Record:
    described = kept["submission"]
    submission = Submission(
        old.submission,
        described["filename"],
        described["source"],
        frozenset(described["untouched"]),
        tuple(described["notes"]),
    )
    record = Grading(assignment, submission, KeptFacts(kept["facts"]), run.profile, run.seed).record()
    return replace(record, seconds=old.seconds, sandboxed=old.sandboxed)


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, whenever the machine stops."""
    temporary = path.with_name(path.name + ".part")
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, path)
