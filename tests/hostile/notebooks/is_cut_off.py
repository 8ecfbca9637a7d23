"""Ends in the middle of its JSON.

Earns 0. Told: cannot be read
"""

import json


def hand_in(folder, notebook):
    (folder / "sums.ipynb").write_text(json.dumps(notebook)[:900])
