import csv
import io

import pytest
from django.core.management import CommandError, call_command

from municipalities.models import CollectingPage
from opportunities.freinet.outcomes import Outcome, Reason, ReportLine
from opportunities.freinet.report import write_report
from opportunities.models import OpportunityPage
from tests.opportunities.freinet_files import csv_export, offer, xml_export

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(tmp_path):
    def write(data, name="export.txt"):
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return write


def run(*args, **options):
    out = io.StringIO()
    call_command("import_freinet", *args, stdout=out, **options)
    return out.getvalue()


def numbers(output):
    return [int(line.rpartition(" ")[2]) for line in output.splitlines()[:8]]


def test_it_imports_and_counts(luenen, export):
    path = export(csv_export(offer(1), offer(2, ort="Essen", plz="45127"), offer(3, plz="sdfsdf")))
    output = run(path)
    # new, changed, unchanged, gone, conflict, skipped, repaired, rejected
    assert numbers(output) == [2, 0, 0, 0, 0, 1, 1, 0]
    assert numbers(run(path)) == [0, 0, 2, 0, 0, 1, 1, 0]
    assert OpportunityPage.objects.live().count() == 2


def test_a_dry_run_counts_the_same_and_writes_nothing(luenen, export):
    path = export(xml_export(offer(1), offer(2)))
    dry = run(path, "--dry-run")
    assert numbers(dry) == [2, 0, 0, 0, 0, 0, 0, 0]
    assert not OpportunityPage.objects.exists()
    assert numbers(run(path)) == numbers(dry)


def test_a_town_takes_what_has_no_place(luenen, export):
    path = export(csv_export(offer(1, ort="", plz="")))
    assert numbers(run(path))[5] == 1
    assert numbers(run(path, "--town", "05978024"))[0] == 1
    assert OpportunityPage.objects.get().municipality == luenen.municipality


def test_what_is_elsewhere_may_be_collected(luenen, export):
    path = export(csv_export(offer(1, ort="Essen", plz="45127")))
    assert numbers(run(path, "--elsewhere", "collect"))[0] == 1
    assert CollectingPage.objects.get().url == "/umland/"


def test_the_report_says_what_became_of_each_row(luenen, export, tmp_path):
    path = export(
        csv_export(
            offer(1, angebotsname="=1+1", latitude="0", longitude="0"),
            offer(2, ort="Essen", plz="45127"),
            offer(2),
            offer(4, angebotsname=""),
        )
    )
    report = tmp_path / "report.csv"
    run(path, "--report", str(report))

    text = report.read_bytes().decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert len(header) == 7
    assert sorted((row[0], row[1], row[3]) for row in rows) == sorted(
        [
            ("1", "1", str(Outcome.NEW.label)),
            ("1", "1", str(Outcome.REPAIRED.label)),
            ("2", "2", str(Outcome.SKIPPED.label)),
            ("3", "2", str(Outcome.REJECTED.label)),
            ("4", "4", str(Outcome.REJECTED.label)),
        ]
    )
    # A title that a spreadsheet would take for a formula.
    assert {row[2] for row in rows if row[1] == "1"} == {"'=1+1"}
    repaired = next(row for row in rows if row[3] == str(Outcome.REPAIRED.label))
    assert repaired[4:] == [
        "geo_breite/geo_laenge",
        str(Reason.COORDINATES_ZERO.label),
        "0 / 0",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no export",
        csv_export(),
        xml_export(offer(1), prolog='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    ],
)
def test_a_file_that_can_not_be_read_is_an_error(luenen, export, data):
    with pytest.raises(CommandError):
        run(export(data))
    assert not OpportunityPage.objects.exists()


def test_rejected_rows_are_no_error(luenen, export):
    assert numbers(run(export(csv_export(offer(1, angebotsname="")))))[7] == 1


def test_a_file_that_is_not_there_is_an_error(luenen, tmp_path):
    with pytest.raises(CommandError):
        run(str(tmp_path / "missing.xml"))


def test_a_town_that_is_not_of_the_association_is_an_error(luenen, export):
    with pytest.raises(CommandError, match="05113000"):
        run(export(csv_export(offer(1))), "--town", "05113000")


def test_a_report_that_can_not_be_written_is_an_error(luenen, export, tmp_path):
    with pytest.raises(CommandError, match="report"):
        run(export(csv_export(offer(1))), "--report", str(tmp_path))


def test_lines_survive_being_kept_as_json():
    line = ReportLine(
        row=3,
        freinet_id="7",
        title="Titel",
        outcome=Outcome.REPAIRED,
        field="plz",
        reason=Reason.POSTCODE_INVALID,
        value="sdfsdf",
    )
    assert ReportLine.from_json(line.as_json()) == line
    text = io.StringIO()
    write_report([line], text)
    assert text.getvalue().splitlines()[1].startswith("3;7;Titel;")
