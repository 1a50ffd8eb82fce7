import io
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opportunities.freinet.errors import FreinetFileError
from opportunities.freinet.outcomes import Reason
from opportunities.freinet.reading import LARGEST_FILE, inspect_rows, read_rows, rows_of
from tests.opportunities.freinet_files import CSV_COLUMNS, csv_export, offer, xml_export

Code = FreinetFileError.Code
FORMS = pytest.mark.parametrize("export", [csv_export, xml_export], ids=["csv", "xml"])


def read(data):
    return list(rows_of(io.BytesIO(data)))


def good_ids(data):
    return [row.freinet_id for row in read(data) if not row.problem]


def problems(data):
    return [row.problem for row in read(data) if row.problem]


@FORMS
def test_both_forms_give_the_same_rows(export):
    row, other = read(export(offer(11), offer(12, angebotsname="Kaffee & Kuchen")))

    assert (row.number, row.freinet_id, row.agency_id) == (1, "11", "901")
    assert row.organisation_name == "Lesefreunde e.V."
    assert row.text == "<p>Sie lesen Kindern vor, Gruppe 11.</p>"
    assert (row.postcode, row.city, row.wanted, row.created) == (
        "44532",
        "Lünen",
        "2",
        "1500000000",
    )
    assert (other.number, other.title) == (2, "Kaffee & Kuchen")


@FORMS
def test_the_file_counts_itself(export):
    inspection = inspect_rows(iter(read(export(*map(offer, range(1, 8))))))
    assert (inspection.rows, inspection.usable_rows) == (7, 7)
    assert inspection.is_complete
    assert inspection.agency_ids == {"901"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.EMPTY),
        (b"\xef\xbb\xbf \n", Code.EMPTY),
        (b"PK\x03\x04rest", Code.ARCHIVE),
        (b"\x1f\x8brest", Code.ARCHIVE),
        (b"%PDF-1.7", Code.PDF),
        (b'{"angebote": []}', Code.JSON),
        (b"Name;Ort\nEins;Zwei\n", Code.NOT_FREINET),
        (b"just a text", Code.NOT_FREINET),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), Code.NOT_FREINET),
        (b"<html><body><p>Fehler</p></body></html>", Code.NOT_FREINET),
        (b"<html><br></html>", Code.NOT_FREINET),
        (b"<" + b"a><" * 100 + b"a>", Code.NOT_FREINET),
        (xml_export(), Code.NO_OFFER),
        (csv_export(), Code.NO_OFFER),
        (xml_export(offer(1), prolog='<!DOCTYPE x SYSTEM "http://x.example">'), Code.UNSAFE_XML),
        (
            xml_export(offer(1), prolog='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
            Code.UNSAFE_XML,
        ),
        (
            xml_export(offer(1), prolog='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
            Code.UNSAFE_XML,
        ),
        (
            b"Warning: x\n" + xml_export(offer(1), prolog='<!DOCTYPE x [<!ENTITY a "a">]>'),
            Code.NOT_FREINET,
        ),
        (b"<x>&" + xml_export(offer(1), prolog='<!DOCTYPE x [<!ENTITY a "a">]>'), Code.UNSAFE_XML),
    ],
)
def test_what_is_no_export_says_so(data, code):
    with pytest.raises(FreinetFileError) as error:
        inspect_rows(iter(read(data)))
    assert error.value.code == code


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(FreinetFileError) as error:
        list(read_rows(tmp_path / "missing.csv"))
    assert error.value.code == Code.NOT_FOUND


def test_a_huge_file_is_not_read():
    class Huge(io.BytesIO):
        def seek(self, offset, whence=0):
            return LARGEST_FILE + 1 if whence == 2 else super().seek(offset, whence)

    with pytest.raises(FreinetFileError) as error:
        list(rows_of(Huge(csv_export(offer(1)))))
    assert error.value.code == Code.TOO_LARGE


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    with suppress(FreinetFileError):
        read(data)


@settings(deadline=None)
@given(
    st.sampled_from([csv_export, xml_export]),
    st.lists(
        st.tuples(
            st.integers(200, 3000),
            st.integers(0, 60),
            st.sampled_from([b"", b'"', b";", b"\n", b"<", b"&", b"\x00", b"\xff", b'"\r\n']),
        ),
        max_size=5,
    ),
)
def test_a_damaged_export_is_read_as_far_as_possible(export, damages):
    data = bytearray(export(*map(offer, range(101, 109))))
    for position, length, instead in damages:
        data[position : position + length] = instead
    try:
        rows = read(bytes(data))
    except FreinetFileError:
        return
    numbers = [row.number for row in rows if not row.problem]
    assert numbers == sorted(set(numbers))


@FORMS
@settings(deadline=None)
@given(keep=st.floats(0.3, 0.999))
def test_a_file_that_ends_early_tells(export, keep):
    ids = [str(number) for number in range(101, 131)]
    data = export(*map(offer, map(int, ids)))
    cut = data[: int(len(data) * keep)]
    if export is csv_export and cut.rstrip().endswith(tuple(f";{i}".encode() for i in ids)):
        return  # between two rows nobody can tell
    found = good_ids(cut)
    assert found == ids[: len(found)]
    assert problems(cut) == [Reason.CUT_OFF]


class TestCsv:
    def test_text_may_hold_everything(self):
        text = '<p style="a:b;c">Zeile 1\n\nZeile 2; "Zitat"</p>\r\n<p>Ende</p>'
        assert read(csv_export(offer(1, beschreibung=text)))[0].text == text

    def test_columns_may_come_in_any_order_with_others_between(self):
        columns = ("_angebotsId", "neu", *reversed(CSV_COLUMNS[:-1]))
        row = read(csv_export(offer(1), columns=columns))[0]
        assert (row.freinet_id, row.title) == ("1", "Vorlesen in Gruppe 1")

    def test_missing_columns_are_empty(self):
        row = read(b"_angebotsId;angebotsname\n7;Lesen\n")[0]
        assert (row.freinet_id, row.title, row.city) == ("7", "Lesen", "")

    @pytest.mark.parametrize("delimiter", [",", "\t"])
    def test_spreadsheets_may_have_changed_the_delimiter(self, delimiter):
        text = delimiter.join(["angebotsname", "_angebotsId"]) + f'\n"Lesen"{delimiter}7\n'
        assert good_ids(text.encode()) == ["7"]

    def test_a_line_for_excel_and_empty_lines_are_passed_over(self):
        data = b"sep=;\r\n\r\nangebotsname;_angebotsId\r\n\r\nLesen;7\r\n;\r\n"
        assert good_ids(data) == ["7"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_encodings(self, encoding):
        data = "angebotsname;_angebotsId\nVäter – „Café“;7\n".encode(encoding)
        assert read(data)[0].title == "Väter – „Café“"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_the_file_stays_open_for_whoever_opened_it(self, encoding):
        stream = io.BytesIO("angebotsname;_angebotsId\nLesen;7\n".encode(encoding))
        assert list(rows_of(stream)) == list(rows_of(stream)) != []

    def test_one_wrong_byte_does_not_garble_the_rest(self):
        data = "angebotsname;_angebotsId\nVäter;7\n".encode() + b"M\xfctter;8\n"
        assert [row.title for row in read(data)] == ["Väter", "Mütter"]

    def test_several_exports_in_one_file(self):
        data = csv_export(offer(1)) + csv_export(offer(2)).removeprefix(b"\xef\xbb\xbf")
        assert good_ids(data) == ["1", "2"]

    @pytest.mark.parametrize(
        ("broken", "problem"),
        [
            (b'901;A;B;Titel;"<p>nie zu;0;44532;;0;;2;0;;;;;1500000000;102\r\n', None),
            (b'901;A;B;Titel;"<p>nie\nzu;0;44532;;0;;2;102\r\n', Reason.UNCLOSED_QUOTE),
            (b"901;A;B;Titel;102\r\n", Reason.TOO_FEW_COLUMNS),
            (b"901;A;B;C;D;E;F;G;H;I;J;K;L;M;N;O;P;Q;R;102\r\n", Reason.TOO_MANY_COLUMNS),
            (b'901;A;B;12" Rohr;Text;0;44532;;0;;2;0;;;;;1500000000;102\r\n', None),
            (b'901;A;"Die "Treppe"";T;"x";0;44532;;0;;2;0;;;;;1500000000;102\r\n', None),
        ],
    )
    def test_a_broken_row_costs_one_row(self, broken, problem):
        before, after = offer(101), offer(103, beschreibung='<p>"a"\nb;c</p>')
        data = csv_export(before, after)
        position = data.index(b"901;Agentur Beispiel", 300)
        damaged = data[:position] + broken + data[position:]
        rows = read(damaged)
        assert [row.freinet_id for row in rows] == ["101", "102", "103"]
        assert [row.problem for row in rows] == [None, problem, None]
        if problem is None:
            assert rows[1].repairs == (Reason.QUOTES,)

    def test_the_pieces_of_a_broken_row_are_one_row(self):
        data = csv_export(offer(101), offer(102, beschreibung="<p>a</p>\n\n<p>b</p>"), offer(103))
        damaged = data.replace(b'"<p>a', b"<p>a")
        assert [row.freinet_id for row in read(damaged)] == ["101", "102", "103"]
        assert len(problems(damaged)) == 1

    def test_a_last_line_without_an_end_is_whole(self):
        data = csv_export(offer(101), offer(102)).rstrip()
        assert good_ids(data) == ["101", "102"]
        assert not problems(data)

    def test_a_last_number_without_all_its_digits_is_not_used(self):
        data = csv_export(offer(101), offer(102)).rstrip()[:-1]
        assert good_ids(data) == ["101"]
        assert problems(data) == [Reason.CUT_OFF]


class TestXml:
    def test_html_may_stand_unescaped_or_in_cdata(self):
        plain = xml_export(offer(1, beschreibung="HIER"))
        for inner in (b"<p>a<br/>b</p>", b"<![CDATA[<p>a<br/>b</p>]]>"):
            assert read(plain.replace(b"HIER", inner))[0].text == "<p>a<br/>b</p>".replace(
                "<br/>", "<br />" if inner.startswith(b"<p") else "<br/>"
            )

    def test_blank_lines_before_the_declaration(self):
        assert good_ids(b"\n\n  " + xml_export(offer(1))) == ["1"]

    def test_name_spaces_and_wrappers(self):
        inner = xml_export(offer(1)).split(b"\n", 1)[1]
        data = b'<x:export xmlns:x="urn:x" xmlns="urn:y">' + inner + b"</x:export>"
        assert good_ids(data) == ["1"]

    def test_utf_16(self):
        text = xml_export(offer(1, angebotsname="Väter")).decode().replace("utf-8", "utf-16")
        assert read(text.encode("utf-16"))[0].title == "Väter"

    @pytest.mark.parametrize(
        ("damage", "title"),
        [
            (b"Kaffee & Kuchen", "Kaffee & Kuchen"),
            (b"Caf&eacute;&nbsp;Eins", "Café\xa0Eins"),
            (b"Caf\xe9", "Café"),
            (b"Kaf\x0bfee", "Kaffee"),
        ],
    )
    def test_small_damage_is_put_right(self, damage, title):
        data = xml_export(offer(101), offer(102, angebotsname="HIER"), offer(103))
        rows = read(data.replace(b"HIER", damage))
        assert [row.title for row in rows[:3]] == [
            "Vorlesen in Gruppe 101",
            title,
            "Vorlesen in Gruppe 103",
        ]
        # The file is damaged all the same, and what is lost from it nobody knows.
        assert [row.problem for row in rows[3:]] == [Reason.ILL_FORMED]

    def test_an_offer_that_is_not_well_formed_costs_one_offer(self):
        data = xml_export(offer(101), offer(102, angebotsname="HIER"), offer(103))
        rows = read(data.replace(b"HIER", b"<p>nie zu"))
        assert [(row.freinet_id, row.problem) for row in rows] == [
            ("101", None),
            ("102", Reason.ILL_FORMED),
            ("103", None),
        ]

    def test_an_entity_in_a_damaged_file_goes_nowhere(self):
        data = xml_export(offer(101), offer(102, angebotsname="HIER"))
        data = data.replace(b"HIER", b"&xxe; & x")
        assert [row.title for row in read(data)[:2]] == ["Vorlesen in Gruppe 101", "&xxe; & x"]

    def test_memory_stays_flat(self):
        def peak(number):
            offers = [offer(n, beschreibung="x" * 5000) for n in range(number)]
            data = io.BytesIO(xml_export(*offers))
            tracemalloc.start()
            for _row in rows_of(data):
                pass
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return peak

        assert peak(600) < 3 * peak(60)
