import pytest

from core.spreadsheets import harmless


@pytest.mark.parametrize("text", ["=1+1", "+49 2306", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_reckon_is_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Müller", "Jan-Åke", "2026"])
def test_other_texts_stay_as_they_are(text):
    assert harmless(text) == text
