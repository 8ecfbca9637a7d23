"""Draws the engine's rooms as floors, from the contract that holds them, into CONTRIBUTING.md: `python -m docs.floors`."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "CONTRIBUTING.md"
BEGIN, END = "<!-- floors -->\n", "<!-- end of floors -->\n"


def floors(root: Path = ROOT) -> str:
    """Return one line for each room, the highest first, with the first sentence of its docstring."""
    linter = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(contract for contract in linter["contracts"] if contract["type"] == "layers")["layers"]
    rooms = [(room.strip(), " | " in layer) for layer in layers for room in layer.split("|")]
    width = max(len(room) for room, _ in rooms) + 2
    return "".join(f"{room:<{width}}{_first_sentence(root / 'autograder' / room)}\n" for room, _ in rooms)


def _first_sentence(room: Path) -> str:
    file = room / "__init__.py" if room.is_dir() else room.with_suffix(".py")
    return (ast.get_docstring(ast.parse(file.read_text())) or "").partition("\n")[0]


def with_floors(page: str, drawn: str) -> str:
    """Return a page with the floors drawn between its two marks."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}```text\n{drawn}```\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(with_floors(PAGE.read_text(), floors()))
