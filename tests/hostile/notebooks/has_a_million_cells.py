"""Has a million cells, each of them empty.

Earns 0. Told: may have
"""

import json


def hand_in(folder, notebook):
    empty = {"cell_type": "code", "source": "", "metadata": {}, "outputs": []}
    notebook["cells"] += [empty] * 1_000_000
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
