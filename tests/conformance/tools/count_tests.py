"""Counts what a run of ./dev test did: `count_tests.py RESULTS`, where RESULTS is a folder of steps.sh.

A step without a report counts as one test. A step with a report counts as the tests in it, and as one
failure more if it failed although none of them did (a crash, an import error).
"""

import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path


def outcome(testcase: ET.Element) -> str:
    """What became of one test in a JUnit report."""
    if testcase.find("failure") is not None or testcase.find("error") is not None:
        return "failed"
    return "skipped" if testcase.find("skipped") is not None else "passed"


def count_xml(path: Path) -> Counter:
    """The outcomes in a JUnit report."""
    return Counter(outcome(case) for case in ET.parse(path).getroot().iter("testcase"))


def count_log(path: Path) -> Counter:
    """The outcomes that the last line `N passed, N failed` of a text states."""
    lines = re.findall(r"^(\d+) passed, (\d+) failed", path.read_text(), re.MULTILINE)
    return Counter(passed=int(lines[-1][0]), failed=int(lines[-1][1])) if lines else Counter()


def count_report(path: Path, result: str) -> Counter:
    """The outcomes in a report; `result` is the outcome of the step that wrote it."""
    try:
        counts = count_log(path) if path.suffix == ".log" else count_xml(path)
    except (OSError, ET.ParseError):
        return Counter(failed=1)
    if not counts or (result == "failed" and not counts["failed"]):
        counts["failed"] += 1
    return counts


def main(results: Path) -> int:
    """Prints the counts as the last line; the exit status is 1 if anything failed."""
    total: Counter = Counter()
    for line in (results / "steps").read_text().splitlines():
        result, report, _ = line.split("\t")
        total += count_report(results / report, result) if report else Counter({result: 1})
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
