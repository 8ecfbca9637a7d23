"""Has files beside its work whose names have line breaks, commands, 255 characters, and bytes that are no text.

Earns 3.
"""

import json
import os


def hand_in(folder, notebook):
    for name in (b"new\nline", b"$(touch x); -rf", b"n" * 255, b"\xff\xfe", b"<b>bold", "\u202egnp.exe".encode()):
        with open(os.path.join(os.fsencode(folder), name), "w") as file:
            file.write("x")
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
