"""The hostile class, attack by attack, through the real judge: what it gained, reached and changed."""

from collections import Counter
from pathlib import Path

from autograder.worker import sandbox
from tests.bench.figures import Row
from tests.support.hostile_course import ATTACKS, hostile_course, sandboxed_workers

WHAT = "attacks that gain a point / reach the judge / change another record"
TARGET = "0 / 0 / 0"
# A time limit is waited for in most of the others.
QUICK = ("forging", "reading")


def rows(quick: bool, scratch: Path) -> list[Row]:
    """Return one row: the three counts."""
    if hindrance := sandbox.why_not():
        return [Row(WHAT, f"not measured: {hindrance}", TARGET)]
    attacks = [attack for attack in ATTACKS if not quick or attack.parent.name in QUICK]
    counts, names = Counter[str](), []
    with hostile_course(scratch) as course, sandboxed_workers() as workers:
        undisturbed = course.undisturbed(workers)
        for attack in attacks:
            effect = course.suffer(attack, workers, undisturbed)
            done = {"gained": effect.gained > 0, "reached": bool(effect.reached), "changed": effect.changed}
            counts.update(what for what, happened in done.items() if happened)
            names += [attack.stem] if any(done.values()) else []
    measured = " / ".join(str(counts[what]) for what in ("gained", "reached", "changed"))
    kinds = ", ".join(f"{number} {kind}" for kind, number in Counter(path.parent.name for path in attacks).items())
    sample = f"{len(attacks)} of {len(ATTACKS)} attacks ({kinds})"
    figures = dict(counts) | {"attacks": len(attacks), "successful": names}
    return [Row(WHAT, measured, TARGET, not names, beside=", ".join(names), sample=sample, figures=figures)]
