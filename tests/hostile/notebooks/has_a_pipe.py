"""Has a named pipe and a socket beside its work, which whoever copies them waits for.

Earns 3.
"""

import json
import os
import socket


def hand_in(folder, notebook):
    os.mkfifo(folder / "notes.txt")
    with socket.socket(socket.AF_UNIX) as line:
        # A socket's path must be short.
        here = os.getcwd()
        os.chdir(folder)
        line.bind("line")
        os.chdir(here)
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
