"""One report that makes the reader fail does not take the others with it."""

import pytest

from sarez.cli.workers import Desk, Settings
from sarez.errors import ModelError, Problem
from sarez.intake import Report
from sarez.reading.records import Reader, Reading


class FailingReader:
    """A reader in the place of the model's: it fails where the text says so, and dates what is given a date."""

    def read(self, report):
        if "fail" in report.text:
            raise ZeroDivisionError("division by zero")
        return Reading(
            report.file, None, None, None, "en", report.published, Reader("fake", "0", "none", None)
        )

    def read_many(self, reports):
        return (self.read(report) for report in reports)


@pytest.fixture
def desk():
    made = Desk(Settings(published="2021-04-30"))
    made._loaded = FailingReader()
    return made


def test_a_failing_report_is_a_problem_and_the_rest_is_read(desk):
    items = [Report("a", "x"), Problem("p", "", "is empty.", ""), Report("b", "fail"), Report("c", "y")]
    first, second, third, fourth = desk.read(items)
    assert (first[1].file, fourth[1].file) == ("a", "c")
    assert second is items[1]
    assert isinstance(third, Problem)
    assert str(third).startswith("b: made the reader fail (ZeroDivisionError: division by zero).")


def test_a_date_of_its_own_is_kept(desk):
    own, given = desk.read([Report("a", "x", published="2019-01-01"), Report("b", "x")])
    assert (own[1].published, given[1].published) == ("2019-01-01", "2021-04-30")
    assert given[0].published is None


def test_a_model_that_cannot_be_had_is_no_fault_of_the_reports():
    with pytest.raises(ModelError):
        Desk(Settings(model="no_such_model")).read([Report("a", "x")])
