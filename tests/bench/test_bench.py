"""`make bench` prints a row for each figure that is asked for, and says which a quick run leaves out."""

import json
import os
from functools import partial
from unittest.mock import patch

import pytest

from tests.bench import __main__ as bench
from tests.bench import attacks, growth, hostile_class, speed, starts
from tests.bench.figures import LEFT_OUT, Row, Sample, left_out, table, write

WHOLE = {
    "attacks": [Row(attacks.WHAT, "0 / 0 / 0", attacks.TARGET, True)],
    "class": [Row(hostile_class.WHAT.format(size=100, hostile=12, honest=88), "100, yes", "100, yes", True)],
    "starts": [Row(starts.SANDBOX, "+20 ms", starts.SANDBOX_TARGET, True)],
}
ASKED = [
    "attacks that gain a point / reach the judge / change another record",
    "class of 100 with 12 hostile",
    "structure-only throughput against nbgrader autograde with its kernel",
    "judge's own time per submission",
    "the sandbox's extra time, one submission",
    "seconds per submission at",
    "the judge's resident memory at 1,000 submissions",
]


def _given(rows, quick, scratch):
    return rows


def test_a_quick_run_prints_and_writes_every_row(monkeypatch, tmp_path, capsys):
    """What takes long is not measured here; the rows that a quick run leaves out are its own."""
    quick = {name: partial(_given, rows) for name, rows in WHOLE.items()}
    monkeypatch.setattr(speed, "make_copies", lambda scratch: None)
    monkeypatch.setattr(speed, "_collect", lambda copies: 0.5)
    monkeypatch.setattr(speed, "_collecting_row", lambda copies, taken: Row(speed.COLLECTING, f"{taken[0]} s"))
    monkeypatch.setattr(growth, "_grade", lambda root, folders, out: growth.Measured(0.03 + len(folders) / 1e6))
    monkeypatch.setattr(bench, "SECTIONS", bench.SECTIONS | quick)
    monkeypatch.setattr("sys.argv", ["bench", "--quick", "--out", str(tmp_path / "bench.json")])
    monkeypatch.setattr(bench.signal, "signal", lambda *arguments: None)
    monkeypatch.setattr(bench.console, "_width", 200)
    with patch.dict(os.environ):
        bench.main()
    written = json.loads((tmp_path / "bench.json").read_text())
    names = [row["what"] for row in written["rows"]]
    assert [asked for asked in ASKED if not any(name.startswith(asked) for name in names)] == []
    printed = " ".join(capsys.readouterr().out.split())
    assert [row["measured"] for row in written["rows"] if row["measured"] not in printed] == []
    assert {row["what"] for row in written["rows"] if row["measured"] == LEFT_OUT} >= {speed.THROUGHPUT, speed.JUDGE}
    assert {"date", "cores", "processor", "versions"} <= set(written["machine"])


def test_growth_is_flat_where_times_are_and_not_where_they_are_not():
    flat = {10: [growth.Measured(0.030), growth.Measured(0.031)], 100: [growth.Measured(0.031)]}
    steep = {10: [growth.Measured(0.030)], 100: [growth.Measured(0.034)]}
    assert (growth._time_row(flat).reached, growth._time_row(steep).reached) == (True, False)


@pytest.mark.parametrize(("last", "reached"), [(110, True), (140, False), (600, False)])
def test_memory_is_flat_where_it_stays(last, reached):
    run = growth.Measured(0.03, [(50, 95.0), (100, 100.0), (500, 105.0), (1000, float(last))])
    assert growth._memory_row({10: [], 1000: [run]}).reached is reached


def test_real_runs_of_the_command_are_watched_from_outside(tmp_path):
    """One small run of what `growth` measures: times come from the records' file, memory from the judge's process."""
    assignment = growth.write_small_assignment(tmp_path)
    folders = [
        growth.write_submission(tmp_path / "class" / f"s{number}", growth._source(number)) for number in range(12)
    ]
    measured = growth._grade(assignment.parents[1], folders, tmp_path / "out")
    assert 0 < measured.each < 10
    assert all(0 < records <= 12 and 10 < resident < 2000 for records, resident in measured.resident)


def test_figures_are_written_as_they_were_measured(tmp_path):
    sample = Sample([0.2, 0.1, 0.4])
    assert (str(sample), sample.figures("x")["x_ms"]["median"]) == ("200 ms (100 to 400)", 200)
    rows = [Row("a", "1 ms", "2 ms", True, figures=sample.figures("a")), left_out("b", "3")]
    write(rows, {"cores": 2}, tmp_path / "sub" / "bench.json")
    assert json.loads((tmp_path / "sub" / "bench.json").read_text())["rows"][0]["figures"]["a_ms"]["n"] == 3
    assert table(rows).row_count == 2
