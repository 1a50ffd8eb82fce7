import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ehrenamtskarte.credential.claims import is_printable_name
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.names import printed_name

EUROPEAN = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x52F, exclude_categories=["Cn", "Cc"])
    | st.sampled_from("\u0301\u0308\u030c\u0327 -’."),
    max_size=120,
)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Erika Mustermann", "Erika Mustermann"),
        ("  Erika \t Mustermann\n", "Erika Mustermann"),
        ("Erika\u202e Muster\x00mann", "Erika Mustermann"),
        ("Anna Maria Luise Beispielhausen", "Anna Maria Luise Beispielhausen"),
        ("Anna Maria Luise von Beispielen", "Anna Maria Luise von Beispielen"),
        ("Anna Maria Luise von Beispielhaus", "Anna Maria L. von Beispielhaus"),
        ("Anna Maria Luise von Beispielhausen", "Anna M. L. von Beispielhausen"),
        ("Anna Maria Luise von Beispielen-Au", "Anna Maria L. von Beispielen-Au"),
        ("Prof. Dr. med. Anna Beispielhausen", "Anna Beispielhausen"),
        ("Dr. Anna Beispiel", "Dr. Anna Beispiel"),
        ("Karl-Friedrich Wilhelm von Beispielen", "Karl-Friedrich von Beispielen"),
        ("Karl-Friedrich-Wilhelm von Beispielen", "Karl-F.-W. von Beispielen"),
        ("Maximiliana-Charlotte Leutheusser-Beispiel", "M. Leutheusser-Beispiel"),
        ("Zoë Leutheusser-Schnarrenberger-Mustermann", "Z. Leutheusser-S.-M."),
        ("Łukasz Żółciński-Śniadecki-Ćwiąkalski", "Ł. Żółciński-Ś.-Ć."),
        ("J. R. R. Beispielhausen-Mustermann", "J. R. Beispielhausen-Mustermann"),
        ("Donaudampfschifffahrtsgesellschaftskapitän", "Donaudampfschifffahrtsgesell…"),
        ("Fürst", "Fürst"),
    ],
)
def test_shortened_as_little_as_will_do(name, printed):
    assert printed_name(name) == printed


def test_letters_keep_their_marks():
    """Marks that no composed letter has stay with it: q with acute is two characters."""
    printed = printed_name("Q\u0301" * 30)
    assert printed == "Q\u0301" * 9 + "…"


@pytest.mark.parametrize("name", ["", "  ", "\u202e\x00"])
def test_no_name(name):
    with pytest.raises(CredentialError) as raised:
        printed_name(name)
    assert raised.value.code == CredentialError.Code.NO_NAME


@given(EUROPEAN | st.text(max_size=80))
def test_every_name_fits(name):
    clean = "".join(letter for letter in " ".join(name.split()) if is_printable_name(letter))
    assume(clean.strip())
    printed = printed_name(name)
    assert is_printable_name(printed)
    assert printed_name(printed) == printed
    assert unicodedata.is_normalized("NFC", printed)
    if len(unicodedata.normalize("NFC", clean).encode()) <= 31:
        assert printed.split() == unicodedata.normalize("NFC", clean).split()
