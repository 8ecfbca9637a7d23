"""Nests a hundred thousand lists in each other, for the parser to follow.

Earns 0. Told: cannot be read
"""

import json


def hand_in(folder, notebook):
    notebook["metadata"]["deep"] = "HERE"
    text = json.dumps(notebook).replace('"HERE"', "[" * 100_000 + "]" * 100_000)
    (folder / "sums.ipynb").write_text(text)
