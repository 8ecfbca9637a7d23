"""A class: grades many submissions, writes each record as it is finished, and goes on where it was stopped."""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.assignment import Assignment
from autograder.doors.one_submission import OpenSession, grade_folder
from autograder.errors import AutograderError
from autograder.facts import EarlierFacts, decode, encode, versions_behind
from autograder.files import write_whole
from autograder.judge import Grading, Outcome, Record, grading_pool, ungradable
from autograder.results import Run
from autograder.submission import Submission, read_submission
from autograder.worker import Graphics, Workers, open_session


def grade_class(
    run: Run,
    folders: Sequence[Path],
    assignment: Assignment,
    jobs: int = 1,
    started: Callable[[str], None] = lambda name: None,
    opened: OpenSession | None = None,
    isolated: bool = True,
) -> Iterator[Record]:
    """Grade submissions and yield each record when it is written; those recorded before come first.

    A record stands where source, probes, kit and versions are still the same; others are made anew.

    Args:
        run: where results go.
        folders: one folder for each submission; their names must differ.
        assignment: with its instructors' folder.
        jobs: how many are graded at once.
        started: called with a submission's name when its turn comes, from any thread.
        opened: what opens a session for a submission, elsewhere for example; in workers of this machine unless given.
        isolated: whether student code on this machine runs in the sandbox.

    Raises:
        SandboxError: this machine has no sandbox, and one is wanted.
    """
    _check_names(folders)
    known = {record.submission: record for record in run.records()}
    asked = {folder.name: folder for folder in folders}
    versions = versions_behind(assignment.probing_files)
    settled = [
        name
        for name, folder in asked.items()
        if name in known and known[name].versions == versions and _settled(known[name], folder, assignment)
    ]
    todo = [folder for name, folder in asked.items() if name not in settled]
    run.ask_for({*known, *asked})
    # Written anew, so that a cut-off line and outdated records are gone before anything is added.
    kept = [record for name, record in known.items() if name not in asked or name in settled]
    write_whole(run.results, "".join(record.to_json() + "\n" for record in kept).encode())
    yield from (known[name] for name in settled)
    local = on_this_machine(assignment, 1 if jobs > 1 else 0, isolated)
    place = local if opened is None else contextlib.nullcontext(opened)
    with place as opener, grading_pool(jobs) as pool, run.results.open("a", encoding="utf-8") as results:

        def grade(folder: Path) -> Record:
            started(folder.name)
            return _grade_one(run, folder, assignment, opener)

        try:
            for future in as_completed([pool.submit(grade, folder) for folder in todo]):
                record = future.result()
                results.write(record.to_json() + "\n")
                results.flush()
                os.fsync(results.fileno())
                yield record
        finally:
            # Whoever stops the command does not wait for those whose turn has not come.
            pool.shutdown(wait=False, cancel_futures=True)


@contextlib.contextmanager
def on_this_machine(
    assignment: Assignment, threads: int, isolated: bool, graphics: Graphics | None = None
) -> Iterator[OpenSession]:
    """Yield what opens sessions in workers of this machine.

    Args:
        assignment: what is graded.
        threads: how many each may compute with; 0 for as many as there are cores.
        isolated: whether they run in the sandbox.
        graphics: where networks are trained; `None`: on the processor.
    """
    with Workers(isolated=isolated, graphics=graphics) as workers:
        yield lambda submission: open_session(workers, assignment, submission, threads)


def _settled(record: Record, folder: Path, assignment: Assignment) -> bool:
    """Return whether a record stands: the source is the same, and the grader did not fail."""
    return Outcome.GRADER_ERROR not in record.outcomes and record.source_sha256 == _source_hash(folder, assignment)


def _check_names(folders: Sequence[Path]) -> None:
    names = [folder.name for folder in folders]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise AutograderError(f"A submission is known by its folder's name. Received {twice[0]!r} twice. Rename one.")


def _source_hash(folder: Path, assignment: Assignment) -> str:
    try:
        return read_submission(folder, assignment).sha256
    # Why it cannot be read, its record will say.
    except Exception:  # noqa: BLE001
        return ""


def _grade_one(run: Run, folder: Path, assignment: Assignment, opened: OpenSession) -> Record:
    """Grade one submission and keep its facts."""
    graded = grade_folder(folder, folder.name, assignment, run.profile, run.seed, opened)
    if graded.submission is not None and graded.grading is not None:
        try:
            _keep(run, graded.submission, graded.grading)
        except OSError as error:
            sentence = f"The facts could not be kept: {error}. Make room, then give the same command again."
            return ungradable(assignment, folder.name, Outcome.GRADER_ERROR, sentence, run.profile, run.seed)
    return graded.record


def _keep(run: Run, submission: Submission, grading: Grading) -> None:
    described = {
        "filename": submission.filename,
        "source": submission.source,
        "untouched": sorted(submission.untouched),
        "notes": submission.notes,
    }
    kept = {"submission": described, "facts": grading.facts, "seconds": grading.seconds}
    write_whole(run.facts_file(submission.name), encode(kept))


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
    write_whole(run.results, "".join(record.to_json() + "\n" for record in records).encode())
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
    record = Grading(assignment, submission, EarlierFacts(kept["facts"]), run.profile, run.seed).record()
    return replace(record, seconds=old.seconds, sandboxed=old.sandboxed)
