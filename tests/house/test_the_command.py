"""`./voice test` counts honestly: a run that broke off, or ran nothing, has failed."""

import pytest

from tests.__main__ import conclude
from tests.support.tally import Tally, read_report

REPORT = """<testsuites><testsuite>
  <testcase name="a"/>
  <testcase name="b"><failure/></testcase>
  <testcase name="c"><error/></testcase>
  <testcase name="d"><skipped/></testcase>
</testsuite></testsuites>"""


def test_a_report_is_counted_case_by_case(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)

    tally = read_report(report, exit_code=1)

    assert str(tally) == "1 passed, 2 failed, 1 skipped"


def test_a_run_that_broke_off_counts_as_a_failure(tmp_path):
    assert read_report(tmp_path / "never-written.xml", exit_code=3) == Tally(failed=1)


def test_a_run_of_no_tests_counts_as_a_failure(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text("<testsuites/>")

    assert read_report(report, exit_code=0) == Tally(failed=1)


def test_a_crash_after_the_last_test_counts_as_a_failure(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testcase name="a"/></testsuites>')

    assert read_report(report, exit_code=0) == Tally(passed=1)
    assert read_report(report, exit_code=1) == Tally(passed=1, failed=1)


@pytest.mark.parametrize(
    ("tally", "ci", "code"),
    [
        (Tally(passed=1), "true", 0),
        (Tally(passed=1, failed=1), "", 1),
        (Tally(passed=1, skipped=1), "", 0),
        (Tally(passed=1, skipped=1), "true", 1),
    ],
)
def test_a_skip_is_a_failure_only_where_nothing_may_be_skipped(monkeypatch, tally, ci, code):
    monkeypatch.setenv("CI", ci)

    assert conclude(tally) == code
