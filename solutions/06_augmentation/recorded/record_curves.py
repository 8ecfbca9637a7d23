"""Records the reference's learning curves and draws the handout's pictures: `python solutions/06_augmentation/record_curves.py`."""

import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PUBLIC = HERE.parents[1] / "assignments" / HERE.name
SEEDS = range(1, 11)


def record(draw_pictures, reference):
    """Train both runs once for each seed and keep every epoch's accuracies."""
    runs = [draw_pictures.curves(reference, seed) for seed in SEEDS]
    kept = {
        run: {name: [[round(value, 4) for value in one[run][name]] for one in runs] for name in runs[0][run]}
        for run in runs[0]
    }
    (PUBLIC / "reference_curves.json").write_text(json.dumps({"seeds": list(SEEDS), "runs": kept}) + "\n")


if __name__ == "__main__":
    sys.path.insert(0, str(PUBLIC))
    import draw_pictures

    os.chdir(PUBLIC)  # where pictures are written
    solution = draw_pictures.loaded(HERE / "augmentation.py")
    record(draw_pictures, solution)
    draw_pictures.draw_curves(solution)
    draw_pictures.draw_grid(solution)
