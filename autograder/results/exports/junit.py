"""JUnit XML: one suite for each submission, one case for each check, points as properties.

Only `passed` reads as success. What did not run is a failure, not `skipped`, because readers count that as good.
"""

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from autograder.judge import CheckResult, Outcome, Record, TaskResult
from autograder.renderers import explain_check, points
from autograder.results.student_view import student_view, visible_name, visible_text


def junit(records: Sequence[Record]) -> str:
    """Return the XML of a class; a file that is cut off anywhere is no XML."""
    top = Element("testsuites", name=records[0].assignment)
    for record in records:
        top.append(_suite(student_view(record)))
    for count in ("tests", "failures", "errors", "skipped"):
        top.set(count, str(sum(int(suite.get(count, "0")) for suite in top)))
    top.set("time", f"{sum(record.seconds for record in records):.3f}")
    ElementTree.indent(top)
    return ElementTree.tostring(top, encoding="unicode", xml_declaration=True) + "\n"


def _suite(record: Record) -> Element:
    suite = Element("testsuite", name=visible_name(record.submission), time=f"{record.seconds:.3f}", skipped="0")
    described = {
        "assignment": record.assignment,
        "profile": record.profile,
        "points": points(record.score),
        "max_points": points(record.max_score),
        "source_sha256": record.source_sha256,
    }
    suite.append(_properties(described))
    for task in record.tasks:
        for number, check in enumerate(task.checks, 1):
            suite.append(_case(record.assignment, task, number, check))
    suite.set("tests", str(len(suite.findall("testcase"))))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))
    return suite


def _case(assignment: str, task: TaskResult, number: int, check: CheckResult) -> Element:
    case = Element(
        "testcase", classname=f"{assignment}.{task.task}", name=f"{number}. {visible_text(check.sentence)}", time="0"
    )
    described = {"points": points(check.earned), "max_points": points(check.points), "outcome": str(check.outcome)}
    case.append(_properties(described | {"hidden": str(check.hidden).lower()}))
    if check.outcome is not Outcome.PASSED:
        kind = "error" if check.outcome is Outcome.GRADER_ERROR else "failure"
        message = task.reason or check.help or check.sentence
        found = SubElement(case, kind, type=str(check.outcome), message=visible_text(message))
        found.text = visible_text(explain_check(check))
    return case


def _properties(described: dict[str, str]) -> Element:
    properties = Element("properties")
    for name, value in described.items():
        SubElement(properties, "property", name=name, value=value)
    return properties
