"""Records the reference's learning curves and draws the handout's pictures: `python solutions/06_augmentation/recorded/record_curves.py`."""

import json
import sys
from pathlib import Path

SOLUTION = Path(__file__).resolve().parents[1]
PUBLIC = SOLUTION.parents[1] / "assignments" / SOLUTION.name
SEEDS = range(1, 11)


def record(draw_pictures, reference):
    """Train both runs once for each seed and keep every epoch's accuracies."""
    runs = [draw_pictures.curves(reference, seed) for seed in SEEDS]
    kept = {
        run: {name: [[round(value, 4) for value in one[run][name]] for one in runs] for name in runs[0][run]}
        for run in runs[0]
    }
    # Students' pictures show the range of these runs. As recorded answers they would tie a student's trainings to one seed.
    draw_pictures.REFERENCE.write_text(json.dumps({"seeds": list(SEEDS), "runs": kept}) + "\n")


if __name__ == "__main__":
    sys.path.insert(0, str(PUBLIC / "checks"))
    import draw_pictures

    solution = draw_pictures.loaded(SOLUTION / "augmentation.py")
    record(draw_pictures, solution)
    for draw, name in (
        (draw_pictures.draw_curves, "learning_curves.png"),
        (draw_pictures.draw_grid, "augmentation_grid.png"),
    ):
        draw_pictures.save(draw(solution), PUBLIC / "pictures" / name)
