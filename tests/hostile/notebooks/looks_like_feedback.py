"""Has scripts in its text, its titles and its outputs, for whoever reads it in a browser.

Earns 3.
"""

import json


def hand_in(folder, notebook):
    script = "<script>alert(1)</script>"
    notebook["metadata"]["title"] = script
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": script}}
    cell = {"cell_type": "code", "id": "html", "source": f"# {script}", "metadata": {}, "outputs": [output]}
    notebook["cells"].append(cell)
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
