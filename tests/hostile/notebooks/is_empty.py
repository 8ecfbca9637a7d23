"""Has no byte.

Earns 0. Told: cannot be read
"""


def hand_in(folder, notebook):
    (folder / "sums.ipynb").write_bytes(b"")
