"""Small lists of shops for tests, all invented."""

import csv
import io

TITLES = (
    *("ID", "Name", "Straße", "Hausnummer", "PLZ", "Ort", "Breitengrad", "Längengrad"),
    *("Telefon", "Email", "Website", "Rabatt", "Kategorie"),
)


def shop(name, **other):
    """A row: an address of its own by the name's letters, everything else follows from the name."""
    number = sum(map(ord, name)) % 180 + 1
    host = "".join(sign for sign in name.lower() if sign.isascii() and sign.isalnum())
    row = {
        "ID": "",
        "Name": name,
        "Straße": "Lange Straße",
        "Hausnummer": str(number),
        "PLZ": "44532",
        "Ort": "Lünen",
        "Breitengrad": f"51.61{number:03}",
        "Längengrad": f"7.52{number:03}",
        "Telefon": f"02306/{100_000 + number * 37}",
        "Email": f"info@{host}.example",
        "Website": f"https://www.{host}.example/",
        "Rabatt": "10 % Ermäßigung",
        "Kategorie": "11",
    }
    return {**row, **other}


BAKER = shop("Bäckerei Kornblume", Rabatt="5 % Rabatt auf Brot")
PHARMACY = shop("Ahorn Apotheke", Rabatt="10 % Ermäßigung auf freiverkäufliche Ware")
MUSEUM = shop("Museum am Lippeufer", Rabatt="Eintritt 1,50 €")
POOL = shop("Freibad Wellenberg", Rabatt="Erwachsene: 3,20 € - Kinder: 1,70 €")
CINEMA = shop("Kino Lichtblick", Rabatt="Freier Eintritt am ersten Abend")
BOOKS = shop("Buchhandlung Eselsohr", Rabatt="Ein Lesezeichen gratis")
SIX = (BAKER, PHARMACY, MUSEUM, POOL, CINEMA, BOOKS)


def as_csv(*rows, titles=TITLES, delimiter=";", encoding="utf-8"):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(titles)
    for row in rows:
        writer.writerow([row.get(title, "") for title in titles])
    return file.getvalue().encode(encoding)


def but(row, **changes):
    return {**row, **changes}
