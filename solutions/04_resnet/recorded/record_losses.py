"""Records the reference's loss after each pass, over ten seeds: `python solutions/04_resnet/recorded/record_losses.py`."""

import contextlib
import json
from pathlib import Path

from autograder.assignment import load_assignment
from autograder.judge import Grading, grading_pool
from autograder.submission import reference_submission
from autograder.worker import Workers, open_session

SOLUTION = Path(__file__).resolve().parents[1]
PUBLIC = SOLUTION.parents[1] / "assignments" / SOLUTION.name
PROFILE, SEEDS, JOBS = "cpu", range(1, 11), 2


def losses(assignment, workers, seed):
    """Train the reference once and return what its History tells."""
    submission = reference_submission(assignment)
    with contextlib.closing(open_session(workers, assignment, submission, threads=1)) as session:
        facts, _ = Grading(assignment, submission, session, PROFILE, seed).look(assignment.checks_of("train")[0])
    return [round(loss, 4) for loss in facts["losses"]]


def main():
    """Train once for each seed, and write all losses."""
    assignment = load_assignment(PUBLIC, SOLUTION.parent)
    with Workers() as workers, grading_pool(JOBS) as pool:
        every = list(pool.map(lambda seed: losses(assignment, workers, seed), SEEDS))
    recorded = {"profile": PROFILE, "seeds": list(SEEDS), "losses": every}
    (PUBLIC / "checks" / "losses.json").write_text(json.dumps(recorded) + "\n")


if __name__ == "__main__":
    main()
