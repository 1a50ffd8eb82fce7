from decimal import Decimal

import pytest

from engagement import amounts


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2", "2"),
        ("2,5", "2.5"),
        ("2.25", "2.25"),
        ("2:30", "2.5"),
        ("0:20", "0.33"),
        ("2 Std.", "2"),
        ("1 h 45 min", "1.75"),
        ("90 min", "1.5"),
        (" 3 Stunden ", "3"),
    ],
)
def test_hours_as_people_write_them(text, hours):
    assert amounts.read(text) == Decimal(hours)


@pytest.mark.parametrize("text", ["", "viel", "2:75", "-1", "1e3", "2,,5", "h", "1 2"])
def test_what_is_no_number_of_hours(text):
    assert amounts.read(text) in (None, Decimal(0))


@pytest.mark.parametrize(
    ("hours", "text"), [("2.00", "2"), ("2.50", "2,5"), ("20", "20"), ("-1.25", "-1,25")]
)
def test_hours_as_people_read_them(hours, text):
    assert amounts.shown(Decimal(hours)) == text
