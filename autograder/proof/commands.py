"""What `autograder verify` and `autograder calibrate` do and print."""

from collections.abc import Sequence

from rich.console import Console

from autograder.assignment import EMBEDDED, PICTURES, Assignment
from autograder.errors import AutograderError
from autograder.proof.calibration import calibrate, calibrate_variant, read_calibration
from autograder.proof.calibration_picture import save_calibration
from autograder.proof.measuring import Measured
from autograder.proof.rules import check_rules
from autograder.proof.variants import Variant, find_variant, known_solutions
from autograder.proof.verify import verify
from autograder.worker import Workers, sandbox


def verify_assignments(
    assignments: Sequence[Assignment],
    seeds: Sequence[int],
    only: str,
    jobs: int,
    console: Console,
    structure_only: bool = False,
) -> int:
    """Verify assignments, print each verdict as it is known, and return how many problems there are.

    Args:
        assignments: with their instructors' folders.
        seeds: what inputs are drawn from, one after the other.
        only: verify only solutions whose name contains this; the folder's rules are left out then.
        jobs: how many solutions are graded at once.
        console: where verdicts are printed.
        structure_only: whether tasks that train a network are left out.

    Raises:
        AutograderError: no solution's name contains `only`.
    """
    chosen = {
        assignment: [solution for solution in known_solutions(assignment) if only in solution.name]
        for assignment in assignments
    }
    if only and not any(chosen.values()):
        names = ", ".join(solution.name for assignment in assignments for solution in known_solutions(assignment)[:6])
        raise AutograderError(
            f"--only names some known solutions by a part of their name. '{only}' is in none: {names}, …"
        )
    problems = 0
    for assignment, solutions in chosen.items():
        problems += 0 if only else _print_rules(assignment, solutions, console)
        graded = assignment.without_training() if structure_only else assignment
        with Workers(isolated=not sandbox.why_not()) as workers:
            problems += sum(_print_verdicts(graded, solutions, workers, seed, jobs, console) for seed in seeds)
    console.print(f"{problems} problems" if problems else "The grader gives every known solution what is its own.")
    return problems


def _print_rules(assignment: Assignment, solutions: Sequence[Variant], console: Console) -> int:
    count = 0
    for verdict in check_rules(assignment, solutions):
        _print(console, bool(verdict.problems), f"{assignment.name}: {verdict.rule}")
        for problem in verdict.problems:
            _print(console, True, f"  {problem}")
        count += len(verdict.problems)
    return count


def _print_verdicts(
    assignment: Assignment, solutions: Sequence[Variant], workers: Workers, seed: int, jobs: int, console: Console
) -> int:
    count, total = 0, len(solutions)
    for number, verdict in enumerate(verify(assignment, solutions, workers, seed, jobs), 1):
        count += bool(verdict.problem)
        place = f"{assignment.name} seed {seed} {number}/{total}"
        text = f"{place} {verdict.name}  {verdict.record.seconds:.1f} s  {verdict.problem}"
        _print(console, bool(verdict.problem), text)
    return count


def _print(console: Console, wrong: bool, text: str) -> None:
    mark, style = ("-", "red") if wrong else ("+", "green")
    console.print(f"{mark} {text}", style=style, markup=False, highlight=False, soft_wrap=True)


def calibrate_assignment(
    assignment: Assignment,
    profile: str,
    seeds: Sequence[int],
    variants: Sequence[str],
    workers: Workers,
    jobs: int,
    console: Console,
) -> None:
    """Measure the reference, or some variants beside it, print each seed's values, and draw what is recorded then.

    Args:
        assignment: with its instructors' folder.
        profile: `cpu` or `gpu`.
        seeds: one run for each.
        variants: names such as `wrong/train_not_at_all`; the reference where there is none.
        workers: where solutions run.
        jobs: how many run at once.
        console: where values are printed.
    """

    def progress(seed: int, found: dict[str, Measured]) -> None:
        values = ", ".join(f"{name} {entry.value:.4f}" for name, entry in found.items())
        console.print(f"seed {seed}: {values or 'crashed'}", highlight=False)

    for variant in [find_variant(assignment, name) for name in variants]:
        console.print(variant.name, style="bold", highlight=False)
        calibrate_variant(assignment, variant, profile, seeds, workers, jobs, progress)
    if not variants:
        for name, value in calibrate(assignment, profile, seeds, workers, jobs, progress).items():
            console.print(f"threshold {name}: {value}", highlight=False)
    title = f"{assignment.title}, profile {profile}"
    of_profile = "" if profile == EMBEDDED else f"_{profile}"
    picture = assignment.folder / PICTURES / f"calibration{of_profile}.png"
    picture.parent.mkdir(exist_ok=True)
    save_calibration(read_calibration(assignment)[profile], title, picture)
