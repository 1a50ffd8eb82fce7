"""Lists of shops as towns keep them, and their later states, all invented, from fixed seeds.

A row is a dictionary of the columns that such lists have, and `_id`, which no file shows: by it
one knows afterwards which row of a later state is which row of an earlier one.
"""

import csv
import io
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Row = dict[str, str]

COLUMNS = (
    *("ID", "Name", "Straße", "Hausnummer", "PLZ", "Ort", "Breitengrad", "Längengrad"),
    *("Telefon", "Email", "Website", "Rabatt", "Kategorie"),
)
ENGLISH = {
    "ID": "id",
    "Name": "Company",
    "Straße": "street",
    "Hausnummer": "house number",
    "PLZ": "zip code",
    "Ort": "city",
    "Breitengrad": "lat",
    "Längengrad": "lng",
    "Telefon": "phone",
    "Email": "e-mail",
    "Website": "url",
    "Rabatt": "benefit",
    "Kategorie": "category",
}
OTHER_NAMES = {
    "ID": "Lfd. Nr.",
    "Name": "Akzeptanzstelle",
    "Straße": "Strasse",
    "Hausnummer": "Haus-Nr.",
    "PLZ": "Postleitzahl",
    "Ort": "Stadt",
    "Breitengrad": "Geo-Breite",
    "Längengrad": "Geo-Länge",
    "Telefon": "Tel.",
    "Email": "E-Mail-Adresse",
    "Website": "Internet",
    "Rabatt": "Vergünstigung für Inhaber",
    "Kategorie": "Rubrik",
}
PLACES = (
    *(("Lünen", "44532", 51.616, 7.528), ("Lünen", "44534", 51.629, 7.507)),
    *(("Lünen", "44536", 51.600, 7.470), ("Bergkamen", "59192", 51.616, 7.633)),
    *(("Selm", "59379", 51.694, 7.472), ("Werne", "59368", 51.664, 7.634)),
)
STREETS = (
    *("Marktstr.", "Lange Straße", "Münsterstr.", "Cappenberger Straße", "Am Stadtpark"),
    *("Kirchplatz", "Bahnhofstr.", "Dortmunder Straße", "Königsheide", "Jägerstr.", "Parkweg"),
    *("An der Wethmarheide", "Kurt-Schumacher-Straße", "Goethestr.", "Viktoriastraße", "Hafenstr."),
    *("Preußenstraße", "Rosenallee", "Am Wüstenknapp", "Südring", "Alstedder Straße", "Im Drubbel"),
    *("Moormannplatz", "Bebelstr.", "Waltroper Straße", "Bäckerstr.", "Steinstraße", "Grüner Weg"),
    *("Horstmarer Straße", "Schulze-Delitzsch-Str.", "Tobiaspark", "Roggenmarkt", "Lippeufer"),
)
KINDS = (
    *(("Apotheke", "15"), ("Bäckerei", "10"), ("Buchhandlung", "11"), ("Café", "10")),
    *(("Museum", "12"), ("Theater", "14"), ("Hallenbad", "17"), ("Freibad", "17")),
    *(("Tanzschule", "17"), ("Fahrradwerkstatt", "18"), ("Kulturladen", "12"), ("Kino", "14")),
    *(("Optik", "16"), ("Blumen", "11"), ("Stadtbibliothek", "13"), ("Seniorentreff", "12")),
    *(("Restaurant", "10"), ("Friseur", "16"), ("Sportverein", "17"), ("Musikschule", "13")),
)
_PROPER = """
Adler Ahorn Anker Arnold Aurora Birkenhof Böhmer Brinkmann Brücken Clemens Dahlke Distel
Drosselbart Eichen Elster Engel Falken Fährhaus Feldmann Forsthaus Frieling Füchse
Gänseblümchen Glückauf Grothues Habicht Hafen Hansa Heidekraut Holunder Höltermann Igel
Jansen Kastanien Kiebitz Kleeblatt Klosterhof Knöpfchen Kolibri Krähe Kupferkanne Lerchen
Libelle Linden Löwen Lüttke Mühlen Möwe Nordstern Nussbaum Overbeck Pelikan Pfauen Quellen
Rabe Raphael Regenbogen Reinermann Rosen Rotdorn Salamander Sankt-Georg Schäfer Schleusen
Schlüter Schwanen Seepferdchen Sonnen Specht Stern Storchen Südwind Taubenschlag Teutonen
Tölpel Trapez Ulmen Viktoria Wacholder Waldkauz Weber Weißdorn Wellen Westwind Wiesen
Windmühle Zeisig Zilpzalp Ziegelei Zwölf
"""
PROPER = _PROPER.split()
BENEFITS = (
    *("10 % Ermäßigung auf alles", "20 % Ermäßigung auf den Eintritt", "Eintritt 1,50 €"),
    *("5 % Rabatt auf nicht preisgebundene Ware", "Ein Kaffee gratis zum Frühstück"),
    *("50 % Ermäßigung auf Tageskassenpreise", "Ermäßigung laut Programm"),
    *("Erwachsene: 3,20 € - Kinder: 1,70 € - 20-er-Karte 25,20 €", "Freier Eintritt"),
    *("15% Rabatt auf den Monatsbeitrag - Wegfall der Aufnahmegebühr", "2 € statt 3,50 €"),
)


@dataclass
class State:
    """A later state: its rows, and by `_id` what became of each shop of the earlier one."""

    rows: list[Row]
    moved: set[str] = field(default_factory=set)
    renamed: set[str] = field(default_factory=set)
    both: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    respelt: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)  # telephone, benefit and the like


def shops(number: int, seed: int) -> list[Row]:
    """The first state: with neighbours in one house, chains, shared switchboards and gaps."""
    rng = random.Random(seed)
    rows: list[Row] = []
    names: set[str] = set()
    while len(rows) < number:
        row = new_shop(rng, f"a{len(rows)}", number)
        if row["Name"] in names:
            continue
        names.add(row["Name"])
        if rows and rng.random() < 0.07:
            other = rng.choice(rows)
            for name in ("Straße", "Hausnummer", "PLZ", "Ort", "Breitengrad", "Längengrad"):
                row[name] = other[name]
            if rng.random() < 0.25:
                row["Telefon"] = other["Telefon"]
        rows.append(row)
    return sorted(rows, key=lambda row: row["Name"])


def new_shop(rng: random.Random, key: str, number: int = 100) -> Row:
    kind, category = rng.choice(KINDS)
    proper = rng.choice(PROPER)
    if number > 1000:
        proper = f"{proper}{rng.choice(PROPER).lower()}"
    name = rng.choice(
        (
            f"{proper}-{kind}",
            f"{kind} {proper}",
            f"{kind} {rng.choice(PROPER)} & {proper}",
            f"{kind} {proper} e. V.",
        )
    )
    row = {"_id": key, "ID": "", "Name": name, "Kategorie": category}
    _settle(row, rng)
    host = _ascii(name).lower().replace(" ", "-").replace("&", "und").replace(".", "")
    row["Telefon"] = f"023{rng.randrange(10, 99)}/{rng.randrange(10_000, 9_999_999)}"
    row["Email"] = f"info@{host}.example"
    row["Website"] = f"https://www.{host}.example/"
    if rng.random() < 0.15:
        row["Website"] = f"https://www.stadt.example/kultur/{host}.html"
        row["Email"] = rng.choice(("nur Kontaktformular", ""))
    for name, share in (("Telefon", 0.06), ("Email", 0.2), ("Website", 0.05)):
        if rng.random() < share:
            row[name] = ""
    row["Rabatt"] = rng.choice(BENEFITS)
    return row


def _settle(row: Row, rng: random.Random) -> None:
    """Give the shop an address."""
    city, postcode, latitude, longitude = rng.choice(PLACES)
    row["Straße"] = rng.choice(STREETS)
    number = rng.randrange(1, 220)
    row["Hausnummer"] = rng.choice((str(number), f"{number}a", f"{number} - {number + 4}"))
    row["PLZ"], row["Ort"] = postcode, city
    row["Breitengrad"] = f"{latitude + rng.uniform(-0.01, 0.01):.7f}"
    row["Längengrad"] = f"{longitude + rng.uniform(-0.01, 0.01):.7f}"


def later_state(
    rows: Sequence[Row],
    seed: int,
    *,
    moved: float = 0.05,
    renamed: float = 0.05,
    both: float = 0.01,
    gone: float = 0.06,
    new: float = 0.06,
    respelt: float = 0.1,
    changed: float = 0.1,
    new_at_old_places: float = 0.15,
) -> State:
    """The same list some time later; the shares are of its rows."""
    rng = random.Random(seed)
    state = State([])
    order = list(rows)
    rng.shuffle(order)
    shares = (("moved", moved), ("renamed", renamed), ("both", both), ("gone", gone))
    fates: dict[str, str] = {}
    position = 0
    for fate, share in shares:
        for row in order[position : position + round(share * len(order))]:
            fates[row["_id"]] = fate
        position += round(share * len(order))
    streets = sorted({row["Straße"] for row in rows})
    postcodes = sorted({(row["PLZ"], row["Ort"]) for row in rows})
    for old in rows:
        row = dict(old)
        fate = fates.get(row["_id"], "")
        if fate == "gone":
            state.gone.add(row["_id"])
            continue
        if fate in ("moved", "both"):
            _move(row, rng, streets, postcodes)
        if fate in ("renamed", "both"):
            _rename(row, rng)
        if fate:
            getattr(state, fate).add(row["_id"])
        elif rng.random() < changed:
            _change(row, rng)
            state.changed.add(row["_id"])
        elif rng.random() < respelt:
            _respell(row, rng)
            state.respelt.add(row["_id"])
        state.rows.append(row)
    for number in range(round(new * len(rows))):
        row = new_shop(rng, f"n{seed}-{number}")
        if rng.random() < new_at_old_places:
            place = rng.choice(rows)
            for name in ("Straße", "Hausnummer", "PLZ", "Ort", "Breitengrad", "Längengrad"):
                row[name] = place[name]
        else:
            row["Straße"] = rng.choice(streets)
            row["PLZ"], row["Ort"] = rng.choice(postcodes)
        state.new.add(row["_id"])
        state.rows.append(row)
    rng.shuffle(state.rows)
    return state


def _move(row: Row, rng: random.Random, streets: list[str], towns: list[tuple[str, str]]) -> None:
    before = row["Straße"], row["Hausnummer"]
    while (row["Straße"], row["Hausnummer"]) == before:
        row["Straße"] = rng.choice(streets)
        row["Hausnummer"] = str(rng.randrange(1, 200))
    same_town = [town for town in towns if town[1] == row["Ort"]]
    row["PLZ"], row["Ort"] = rng.choice(same_town or towns)
    row["Breitengrad"] = f"{float(row['Breitengrad'] or 51) + rng.uniform(-0.01, 0.01):.6f}"
    row["Längengrad"] = f"{float(row['Längengrad'] or 7) + rng.uniform(-0.01, 0.01):.6f}"
    if row["Telefon"] and rng.random() < 0.3:
        row["Telefon"] = f"0231/{rng.randrange(100_000, 999_999)}"


def _rename(row: Row, rng: random.Random) -> None:
    kind = next((kind for kind, _category in KINDS if kind.lower() in row["Name"].lower()), "Haus")
    before = row["Name"]
    one, other = rng.sample([name for name in PROPER if name.lower() not in before.lower()], 2)
    row["Name"] = rng.choice(
        (
            f"{one}-{kind}",
            f"{kind} am {one}",
            f"{before.split(' ')[0]} {one}",
            f"{one} {other} GmbH",
        )
    )
    # Who takes another name takes another site too, as often as not, but rarely another telephone.
    takes_site = rng.random() < 0.5
    if takes_site:
        host = _ascii(row["Name"]).lower().replace(" ", "-")
        row["Website"] = f"https://{host}.example"
        row["Email"] = f"kontakt@{host}.example"
    if row["Telefon"] and rng.random() < (0.05 if takes_site else 0.2):
        row["Telefon"] = f"0231/{rng.randrange(100_000, 999_999)}"


def _change(row: Row, rng: random.Random) -> None:
    name = rng.choice(("Telefon", "Email", "Website", "Rabatt", "Kategorie"))
    value = {
        "Telefon": f"0231/{rng.randrange(100_000, 999_999)}",
        "Email": f"post{rng.randrange(1000)}@beispiel.example",
        "Website": f"https://neu{rng.randrange(1000)}.example/start",
        "Rabatt": f"{rng.randrange(5, 45)} % Ermäßigung auf fast alles",
        "Kategorie": str(rng.randrange(9, 19)),
    }
    row[name] = value[name]


def _respell(row: Row, rng: random.Random) -> None:
    """The same, written otherwise."""
    ways: list[Callable[[], None]] = [
        lambda: row.update(
            Name=_ascii(row["Name"]), Straße=_ascii(row["Straße"]), Ort=_ascii(row["Ort"])
        ),
        lambda: row.update(
            Straße=row["Straße"].replace("str.", "straße").replace("Str.", "Straße")
        ),
        lambda: row.update(Straße=row["Straße"].replace("straße", "strasse")),
        lambda: row.update(Name=row["Name"].upper()),
        lambda: row.update(Name=row["Name"].replace("-", " ").replace(" e. V.", "")),
        lambda: row.update(Hausnummer=row["Hausnummer"].replace(" ", "").replace("a", " A")),
        lambda: row.update(Name=f" {row['Name']}  ", Telefon=row["Telefon"].replace("/", " - ")),
        lambda: row.update(Breitengrad="0", Längengrad="0"),
        lambda: row.update(Breitengrad=row["Längengrad"], Längengrad=row["Breitengrad"]),
        lambda: row.update(Website=row["Website"].replace("https://www.", "http://").rstrip("/")),
        lambda: row.update(Name=_slip(row["Name"], rng)),
    ]
    rng.choice(ways)()


def _slip(name: str, rng: random.Random) -> str:
    """A slip of the pen: two neighbouring letters change places."""
    places = [i for i in range(1, len(name) - 2) if name[i : i + 2].isalpha()]
    if len(name) < 10 or not places:
        return name
    at = rng.choice(places)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _ascii(text: str) -> str:
    for letter, pair in zip("äöüÄÖÜß", ("ae", "oe", "ue", "Ae", "Oe", "Ue", "ss"), strict=True):
        text = text.replace(letter, pair)
    return text


def with_numbers(rows: Sequence[Row], seed: int, *, mixed_up: bool = False) -> list[Row]:
    """Numbers of the list's own: by shop, or given anew in the order of the rows."""
    numbers = list(range(1, len(rows) + 1))
    if mixed_up:
        random.Random(seed).shuffle(numbers)
        return [{**row, "ID": str(number)} for row, number in zip(rows, numbers, strict=True)]
    return [
        {**row, "ID": str(int(row["_id"].strip("an").replace("-", "9")) + 1000)} for row in rows
    ]


def as_csv(
    rows: Iterable[Row],
    *,
    titles: Mapping[str, str] | None = None,
    columns: Sequence[str] = COLUMNS,
    delimiter: str = ",",
    encoding: str = "utf-8",
    decimal_comma: bool = False,
) -> bytes:
    """The rows as a file."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow([(titles or {}).get(column, column) for column in columns])
    for row in rows:
        writer.writerow([_cell(row, column, decimal_comma) for column in columns])
    return file.getvalue().encode(encoding, errors="replace")


def as_xlsx(rows: Iterable[Row], *, titles: Mapping[str, str] | None = None) -> bytes:
    """The rows as a spreadsheet, postcodes and coordinates as numbers, as people save them."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Akzeptanzstellen, Stand heute"])
    sheet.append([(titles or {}).get(column, column) for column in COLUMNS])
    for row in rows:
        sheet.append([_typed(column, row.get(column, "")) for column in COLUMNS])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _typed(column: str, value: str) -> str | float | int | None:
    if column in ("Breitengrad", "Längengrad", "PLZ", "ID", "Kategorie") and value:
        return float(value) if "." in value else int(value)
    return value or None


def _cell(row: Row, column: str, decimal_comma: bool) -> str:
    value = row.get(column, "")
    if decimal_comma and column in ("Breitengrad", "Längengrad"):
        return value.replace(".", ",")
    return value
