"""Has a number of a million digits, which takes minutes to read.

Earns 0. Told: cannot be read
"""

import json


def hand_in(folder, notebook):
    notebook["nbformat_minor"] = "HERE"
    (folder / "sums.ipynb").write_text(json.dumps(notebook).replace('"HERE"', "9" * 1_000_000))
