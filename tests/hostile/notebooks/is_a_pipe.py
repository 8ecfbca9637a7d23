"""Is a named pipe, which whoever reads it waits for.

Earns 0. Told: Received
"""

import os


def hand_in(folder, notebook):
    (folder / "sums.py").unlink(missing_ok=True)
    (folder / "sums.ipynb").unlink()
    os.mkfifo(folder / "sums.ipynb")
