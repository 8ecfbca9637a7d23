"""Has as many empty cells as its size allows.

Earns 0. Told: may have 1000 cells
"""

import json


def hand_in(folder, notebook):
    notebook["cells"] += [{"cell_type": "code", "source": ""}] * 50_000
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
