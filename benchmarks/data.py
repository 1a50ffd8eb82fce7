"""A database with as many open offers as a benchmark asks for."""

import datetime as dt
import os
import random
import subprocess
import sys
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIRST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
PER_ORGANISATION = 50


def prepare(environment: dict[str, str], offers: int) -> None:
    """Migrate and fill the database of `environment` in a process of its own."""
    subprocess.run(
        [sys.executable, str(Path(__file__)), str(offers)],
        cwd=ROOT,
        env={**os.environ, **environment, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"},
        check=True,
    )


def fill(offers: int) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)

    from core.models import EngagementField
    from home.services import found_association
    from municipalities.services import found_municipality

    found_association(name="Messverbund")
    towns = [found_municipality(ags=ags) for ags in ("05978024", "05978004", "05978032")]
    fields = list(EngagementField.objects.all())
    left = offers
    number = 0
    while left > 0:
        town = towns[number % len(towns)]
        _organisation(town.page, number, min(PER_ORGANISATION, left), fields)
        left -= PER_ORGANISATION
        number += 1


def _organisation(town_page, number: int, offers: int, fields: list) -> None:
    """One organisation and its offers, written as rows: what is measured is reading them."""
    from django.db import connection
    from wagtail.models import Page

    from opportunities.models import OpportunityPage, WeeklySlot
    from organisations.models import OrganisationPage

    organisation = OrganisationPage(title=f"Verein {number}", pitch="Wir sind für andere da.")
    town_page.add_child(instance=organisation)
    rng = random.Random(number)
    pages = []
    for index in range(offers):
        published = FIRST + dt.timedelta(minutes=number * PER_ORGANISATION + index)
        pages.append(
            OpportunityPage(
                title=f"Helfende Hände gesucht, Nummer {number}-{index}",
                draft_title=f"Helfende Hände gesucht, Nummer {number}-{index}",
                slug=f"angebot-{index}",
                path=organisation._get_path(organisation.path, organisation.depth + 1, index + 1),
                depth=organisation.depth + 1,
                url_path=f"{organisation.url_path}angebot-{index}/",
                translation_key=uuid.UUID(int=rng.getrandbits(128)),
                locale_id=organisation.locale_id,
                live=True,
                first_published_at=published,
                listed_at=published,
                summary="Eine Stunde in der Woche genügt. Sie lernen Menschen aus der"
                " Nachbarschaft kennen und werden gut eingearbeitet.",
                description="<p>Wir freuen uns auf Sie.</p>" * 8,
                city="Lünen",
                locality="Brambauer",
                time_model="regular",
                organisation=organisation,
                municipality_id=organisation.municipality_id,
                places_wanted=rng.randrange(1, 9),
                counts_for_card=rng.random() < 0.5,
                is_step_free=rng.random() < 0.3,
                open_until=dt.date(2027, 6, 1) if rng.random() < 0.5 else None,
            )
        )
    base = [
        Page(**{f.attname: getattr(page, f.attname) for f in Page._meta.concrete_fields})
        for page in pages
    ]
    Page.objects.bulk_create(base)
    columns = OpportunityPage._meta.local_concrete_fields
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in columns)
    marks = ", ".join(["%s"] * len(columns))
    rows = []
    for page, parent in zip(pages, base, strict=True):
        page.pk = page.page_ptr_id = parent.pk
        rows.append(
            [field.get_db_prep_save(getattr(page, field.attname), connection) for field in columns]
        )
    with connection.cursor() as cursor:
        table = quote(OpportunityPage._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
    WeeklySlot.objects.bulk_create(
        WeeklySlot(
            opportunity_id=page.pk,
            weekday=rng.randrange(7),
            starts_at=dt.time(15),
            ends_at=dt.time(17),
        )
        for page in pages
    )
    tie = OpportunityPage.engagement_fields.through
    tie.objects.bulk_create(
        tie(opportunitypage_id=page.pk, engagementfield_id=rng.choice(fields).pk) for page in pages
    )
    Page.objects.filter(pk=organisation.pk).update(numchild=offers)


if __name__ == "__main__":
    import django

    django.setup()
    fill(int(sys.argv[1]))
