"""Has an archive beside its work that grows a thousandfold when it is unpacked.

Earns 3.
"""

import json
import zipfile


def hand_in(folder, notebook):
    with zipfile.ZipFile(folder / "data.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(100_000_000))
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
