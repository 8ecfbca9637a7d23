"""What a run asks about a submission: a probe's inputs, the worker's seed, and what must come out. All that follows from the run's seed."""

import functools
import hashlib
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from autograder.assignment import ANSWERS, Assignment, Profile
from autograder.authoring import Check, Inputs, as_answers, as_mistakes, parameters_of
from autograder.errors import AssignmentError
from autograder.facts import facts_key

# The student's own runs repeat, so that a failure seen twice is the same failure.
VISIBLE_SEED = 0


@dataclass(frozen=True)
class Question:
    """One probe, asked with one draw of inputs.

    Attributes:
        probe: its name.
        given: the inputs.
        worker_seed: what the worker's own generators start from; it tells nothing of the run's seed.
        key: by what the answering facts are known within a submission.
    """

    assignment: Assignment = field(repr=False)
    probe: str
    given: Inputs
    worker_seed: int

    @property
    def key(self) -> str:
        return facts_key(self.probe, self.worker_seed)

    @cached_property
    def answers(self) -> Any:
        """What must come out: computed where the instructors' folder is, elsewhere as it was recorded."""
        computed = self.assignment.answer_files.answers.get(self.probe)
        return as_answers(computed(self.given)) if computed is not None else self._recorded("answers")

    @cached_property
    def mistakes(self) -> Any:
        """What known mistakes give instead; fingerprints of it where the instructors' folder is not."""
        computed = self.assignment.answer_files.mistakes.get(self.probe)
        return as_mistakes(computed(self.given)) if computed is not None else self._recorded("mistakes")

    def _recorded(self, kind: str) -> Any:
        """Return recorded answers or mistakes.

        Raises:
            AssignmentError: there is no record, or it has none for this probe.
        """
        recorded = self.assignment.recorded_answers
        found = {} if recorded is None else getattr(recorded, kind)
        if self.probe not in found:
            sentence = f"A check compares with {kind} for '{self.probe}'; there are none recorded."
            path = self.assignment.checks_folder / ANSWERS
            raise AssignmentError(
                path, None, f"{sentence} Take the file from what you were given; `autograder release` writes it."
            )
        return found[self.probe]

    def offered(self, function: Any, facts: Any, profile: Profile, **more: Any) -> dict[str, Any]:
        """Return the arguments of a check, or of a picture, that judges or shows the facts."""
        known = {self.probe: facts, "given": self.given, "threshold": profile.thresholds, **more}
        # What has to be computed is computed only if it is asked for.
        return {
            name: getattr(self, name) if name in ("answers", "mistakes") else known[name]
            for name in parameters_of(function)
        }


def question_of(assignment: Assignment, check: Check, seed: int, profile: Profile) -> Question:
    """Return what is asked for a check.

    Args:
        assignment: with or without its instructors' folder. Without it, what is compared with recorded answers is asked as it was when
            they were recorded, whatever the seed.
        check: one of the assignment's.
        seed: the run's.
        profile: the profile in force.
    """
    recorded = assignment.recorded_answers if assignment.solution_folder is None else None
    if recorded is not None and check.probe in assignment.answered_probes:
        seed = recorded.seed
    # A hidden check on cases of the same kind judges the same facts; on cases of its own it has its own draw.
    hidden = check.hidden and check.probe in assignment.hidden_inputs
    drawn_from = seed_of_hidden_cases(seed) if hidden else seed
    return _drawn(assignment, assignment.inputs_for(check), check.probe, drawn_from, profile)


# All submissions of a run are asked the same, so a class needs its inputs drawn, and its answers computed, once.
@functools.lru_cache(maxsize=64)
def _drawn(assignment: Assignment, function: Any, probe: str, seed: int, profile: Profile) -> Question:
    given = Inputs()
    if function is not None:
        offered = {"rng": generator_for(probe, seed), "profile": profile}
        given = function(**{name: offered[name] for name in parameters_of(function)})
    # The worker's own seed must not tell it the judge's, from which labels are drawn.
    return Question(assignment, probe, given, derived_seed(seed, probe))


def generator_for(probe: str, seed: int) -> np.random.Generator:
    """Return the random generator of one probe: independent of all other probes', equal for equal seeds."""
    return np.random.default_rng([seed, zlib.crc32(probe.encode())])


def derived_seed(seed: int, probe: str) -> int:
    """Return the 32-bit seed that the worker may know: equal for equal seeds, and no way back."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{probe}".encode()).digest()[:4])


def seed_of_hidden_cases(seed: int) -> int:
    """Return what cases that only hidden checks look at are drawn from; of 256 bits, so that trying all finds nothing."""
    return int.from_bytes(hashlib.sha256(f"{seed}/hidden".encode()).digest())
