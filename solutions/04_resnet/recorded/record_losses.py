"""Records the reference's loss after each pass, over ten seeds: `python solutions/04_resnet/record_losses.py`."""

import contextlib
import json
from pathlib import Path

from autograder.assignment.loading import load_assignment
from autograder.worker.stored_sessions import open_session
from autograder.judge.grading import Grading
from autograder.judge.pools import grading_pool
from autograder.proof.known_solutions import reference_submission
from autograder.worker.pool import Workers

HERE = Path(__file__).resolve().parent
PUBLIC = HERE.parents[1] / "assignments" / HERE.name
PROFILE, SEEDS, JOBS = "cpu", range(1, 11), 2


def losses(assignment, workers, seed):
    """Train the reference once and return what its History tells."""
    submission = reference_submission(assignment)
    with contextlib.closing(open_session(workers, assignment, submission, threads=1)) as session:
        facts, _ = Grading(assignment, submission, session, PROFILE, seed).look(assignment.checks_of("train")[0])
    return [round(loss, 4) for loss in facts["losses"]]


def main():
    """Train once for each seed, and write all losses."""
    assignment = load_assignment(PUBLIC, HERE.parent)
    with Workers() as workers, grading_pool(JOBS) as pool:
        every = list(pool.map(lambda seed: losses(assignment, workers, seed), SEEDS))
    recorded = {"profile": PROFILE, "seeds": list(SEEDS), "losses": every}
    (PUBLIC / "reference_losses.json").write_text(json.dumps(recorded) + "\n")


if __name__ == "__main__":
    main()
