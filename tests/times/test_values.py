"""Days of TIMEX3 values, and arithmetic on them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.times import day_range
from dragoman.annotate.times.lengths import duration
from dragoman.annotate.times.values import at_grain, containing, days, is_finer, shift

SIZES = ["century", "decade", "year", "half", "season", "quarter", "month", "week", "day"]
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2025", ("2025-01-01", "2025-12-31")),
        ("2025-09-17TMO", ("2025-09-17", "2025-09-17")),
        ("1998-Q3", ("1998-07-01", "1998-09-30")),
        ("1990-H1", ("1990-01-01", "1990-06-30")),
        ("2024-WI", ("2024-12-01", "2025-02-28")),
        ("2026-W01", ("2025-12-29", "2026-01-04")),
        ("2026-W01-WE", ("2026-01-03", "2026-01-04")),
        ("199", ("1990-01-01", "1999-12-31")),
        ("19", ("1900-01-01", "1999-12-31")),
        ("2024-03-11/2024-04-09", ("2024-03-11", "2024-04-09")),
    ],
)
def test_value_covers_its_days(value: str, expected: tuple[str, str]):
    assert day_range(value) == expected


@pytest.mark.parametrize(
    "value", ["", "P3D", "PAST_REF", "XXXX-05", "1998-WXX", "2025-02-30", "BC0264", "2025-13", "00"]
)
def test_value_without_days_has_none(value: str):
    assert day_range(value) is None


@given(DAYS, st.sampled_from(SIZES))
def test_period_that_holds_a_day_covers_it(day: date, size: str):
    covered = days(containing(day, size))
    assert covered is not None
    assert covered[0] <= day <= covered[1]


@given(DAYS, st.sampled_from(SIZES[2:]), st.integers(-300, 300))
def test_shifting_there_and_back_changes_nothing(day: date, size: str, count: int):
    value = containing(day, size)
    there = shift(value, count, size)
    assert there is not None
    assert shift(there, -count, size) == value


@given(DAYS, st.sampled_from(SIZES), st.sampled_from(SIZES))
def test_a_coarse_value_says_nothing_finer(day: date, own: str, other: str):
    assert (at_grain(containing(day, own), other) is None) == is_finer(other, own)


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_values(value: str):
    assert day_range(value) is None or day_range(value)[0] <= day_range(value)[1]


@pytest.mark.parametrize(
    ("number", "unit", "value"),
    [
        ("1", "week", "P1W"),
        ("0.5", "hour", "PT30M"),
        ("1.5", "year", "P1Y6M"),
        ("2", "fortnight", "P4W"),
        ("X", "minute", "PTXM"),
    ],
)
def test_duration_is_written_as_timex3_has_it(number: str, unit: str, value: str):
    assert duration(number, unit) == value
