"""The small assignment with answers that are computed apart from its checks: `checks/answers.py` and `checks/mistakes.py` of its solution."""

from pathlib import Path

from autograder.assignment import ANSWERS, Assignment, load_assignment
from autograder.release import record_answers
from tests.support.small_assignment import VISIBLE, write_small_assignment

ASKING = (
    VISIBLE.replace(', withheld={"doubled": [2 * number for number in drawn]}', "")
    .replace("test_doubles(doubled, given)", "test_doubles(doubled, answers, mistakes)")
    .replace(
        'equals=given.withheld["doubled"], help="Two times',
        'equals=answers, mistakes=mistakes["all"], help="Two times',
    )
    .replace("test_doubles_a_list(doubled_lists, given)", "test_doubles_a_list(doubled_lists, answers)")
    .replace('equals=given.withheld["doubled"]', "equals=answers")
)
COMPUTED = """
from autograder import answers


@answers("doubled", "doubled_lists")
def doubled(given):
    return [number + number for number in given.sent["numbers"]]
"""
SQUARES = "These are squares."
MISTAKEN = f'''
from autograder import Mistakes, mistakes


@mistakes("doubled")
def squared(given):
    return {{"all": Mistakes({{"{SQUARES}": [number * number for number in given.sent["numbers"]]}})}}
'''


def write_answering_assignment(root: Path, **changed: str) -> Path:
    """Write the assignment below `root`, some files replaced as `write_small_assignment` does, and return its public folder."""
    return write_small_assignment(root, **({"visible": ASKING, "answers": COMPUTED, "mistakes": MISTAKEN} | changed))


def with_record(root: Path, seed: int) -> Assignment:
    """Record the answers of the assignment below `root` for a seed, and return it as students have it, without its solution."""
    (folder,) = (root / "assignments").iterdir()
    (folder / "checks" / ANSWERS).write_bytes(record_answers(load_assignment(folder, root / "solutions"), seed))
    return load_assignment(folder)
