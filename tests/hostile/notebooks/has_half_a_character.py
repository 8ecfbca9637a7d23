"""Has half of a character in its code, which no file can hold.

Earns 0. Told: half a character
"""

import json


def hand_in(folder, notebook):
    notebook["cells"].append(
        {"cell_type": "code", "id": "half", "source": "x = '\ud800'", "metadata": {}, "outputs": []}
    )
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
