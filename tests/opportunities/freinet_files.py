"""Invented exports in Freinet's two forms, for tests."""

import csv
import io
from xml.sax.saxutils import escape, quoteattr

CSV_COLUMNS = (
    *("agenturid", "agenturname", "einrichtungsname", "angebotsname", "beschreibung"),
    *("wertigkeit", "plz", "ort", "kontaktierbar", "avatar", "anzahl_gesuche"),
    *("anzahl_aktueller_vermittlungen", "latitude", "longitude", "ortsteil", "bearbeitet"),
    *("erstellt", "_angebotsId"),
)
XML_FIELDS = (
    *("einrichtungsname", "einrichtungs_id", "angebotsname", "kurz_beschreibung"),
    *("beschreibung", "wertigkeit", "strasse", "plz", "ort", "kontaktierbar", "avatar"),
    *("termine", "anzahl_gesuche", "anzahl_vermittlungen", "anzahl_aktueller_vermittlungen"),
    *("geo_breite", "geo_laenge", "ortsteil", "bearbeitet", "erstellt"),
)


def offer(number: int, **fields: str) -> dict[str, str]:
    """An offer in Lünen by the export's own names; both forms' fields are there."""
    return {
        "id": str(number),
        "agenturid": "901",
        "agenturname": "Agentur Beispiel",
        "einrichtungsname": "Lesefreunde e.V.",
        "einrichtungs_id": "5001",
        "angebotsname": f"Vorlesen in Gruppe {number}",
        "beschreibung": f"<p>Sie lesen Kindern vor, Gruppe {number}.</p>",
        "plz": "44532",
        "ort": "Lünen",
        "anzahl_gesuche": "2",
        "erstellt": "1500000000",
        "bearbeitet": "1600000000",
        **fields,
    }


def csv_export(*offers: dict[str, str], columns: tuple[str, ...] = CSV_COLUMNS) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(columns)
    for values in offers:
        values = {"_angebotsId": values["id"], **values}
        writer.writerow([values.get(name, "") for name in columns])
    return file.getvalue().encode("utf-8-sig")


def xml_export(*offers: dict[str, str], agency: str = "901", prolog: str = "") -> bytes:
    parts = [
        f"<?xml version='1.0' encoding='utf-8'?>\n{prolog}",
        f'<angebotsliste GesamtAnzahlErgebnisse="99" agenturId="{agency}" anzahlErgebnisse="7">\n',
    ]
    for values in offers:
        parts.append(f"    <angebot angebotsId={quoteattr(values['id'])}>\n")
        for name in XML_FIELDS:
            value = values.get(name, "")
            text = f"<{name}>{escape(value)}</{name}>" if value else f"<{name} />"
            parts.append(f"        {text}\n")
        parts.append("    </angebot>\n")
    return ("".join(parts) + "</angebotsliste>").encode()
