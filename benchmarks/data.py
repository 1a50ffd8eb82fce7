"""A database with as many open offers as a benchmark asks for, as alike to real ones as can be."""

import datetime as dt
import os
import random
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import german

ROOT = Path(__file__).resolve().parents[1]
FIRST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
PER_ORGANISATION = 50
TOWNS = ("05978024", "05978004", "05978032", "05978040")
LOCALITIES = ("Brambauer", "Rünthe", "Bork", "Stockum", "Mitte", "Nord", "")
TIME_MODELS = ("once", *("regular",) * 3, "project", "flexible", "flexible", "standby")
WHEREABOUTS = ("on_site",) * 8 + ("online", "both")


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

    from home.services import found_association
    from municipalities.services import found_municipality

    found_association(name="Messverbund")
    towns = [found_municipality(ags=ags) for ags in TOWNS]
    lists = Lists()
    for number, start in enumerate(range(0, offers, PER_ORGANISATION)):
        town = towns[number % len(towns)]
        _organisation(town, number, min(PER_ORGANISATION, offers - start), lists)


class Lists:
    """The entries that offers are tied to, by the name of the page's field."""

    def __init__(self) -> None:
        from core.models import (
            Activity,
            EngagementField,
            Requirement,
            SpokenLanguage,
            TargetGroup,
        )

        models = {
            "engagement_fields": EngagementField,
            "target_groups": TargetGroup,
            "activities": Activity,
            "languages": SpokenLanguage,
            "requirements": Requirement,
        }
        self.keys = {
            field: list(model.objects.values_list("pk", flat=True))
            for field, model in models.items()
        }


def _organisation(town: Any, number: int, offers: int, lists: Lists) -> None:
    """One organisation and its offers, written as rows: what is measured is reading them."""
    from wagtail.models import Page

    from core.bulk_pages.rows import insert_rows
    from opportunities.models import OpportunityDate, OpportunityPage, WeeklySlot
    from organisations.models import OrganisationPage

    rng = random.Random(number)
    organisation = OrganisationPage(
        title=f"{german.FIRST_PARTS[number % len(german.FIRST_PARTS)]}verein {number}",
        pitch="Wir sind für andere da.",
    )
    town.page.add_child(instance=organisation)
    pages = [_offer(rng, organisation, town, number, index) for index in range(offers)]
    insert_rows(Page, pages)
    insert_rows(OpportunityPage, pages)
    slots, dates = [], []
    for page in pages:
        if page.time_model == "once":
            day = FIRST.date() + dt.timedelta(days=365 + rng.randrange(200))
            dates.append(OpportunityDate(opportunity=page, takes_place_on=day))
        elif rng.random() < 0.6:
            hour = rng.randrange(8, 19)
            slots += [
                WeeklySlot(
                    opportunity=page,
                    weekday=weekday,
                    starts_at=dt.time(hour),
                    ends_at=dt.time(hour + 2),
                )
                for weekday in rng.sample(range(7), rng.choice((1, 1, 2)))
            ]
    WeeklySlot.objects.bulk_create(slots)
    OpportunityDate.objects.bulk_create(dates)
    for field, most in (
        ("engagement_fields", 2),
        ("target_groups", 3),
        ("activities", 3),
        ("languages", 1),
        ("requirements", 2),
    ):
        relation = OpportunityPage._meta.get_field(field)
        tie = relation.remote_field.through
        term = f"{relation.m2m_reverse_field_name()}_id"
        tie.objects.bulk_create(
            tie(**{"opportunitypage_id": page.pk, term: key})
            for page in pages
            for key in rng.sample(lists.keys[field], rng.randrange(most + 1))
        )
    Page.objects.filter(pk=organisation.pk).update(numchild=offers)


def _offer(rng: random.Random, organisation: Any, town: Any, number: int, index: int) -> Any:
    from opportunities.models import OpportunityPage

    published = FIRST + dt.timedelta(minutes=number * PER_ORGANISATION + index)
    title = german.title(rng)
    municipality = town.municipality
    has_place = rng.random() < 0.7
    return OpportunityPage(
        title=title,
        draft_title=title,
        slug=f"angebot-{index}",
        path=organisation._get_path(organisation.path, organisation.depth + 1, index + 1),
        depth=organisation.depth + 1,
        url_path=f"{organisation.url_path}angebot-{index}/",
        translation_key=uuid.UUID(int=rng.getrandbits(128)),
        locale_id=organisation.locale_id,
        content_type=_content_type(),
        live=True,
        first_published_at=published,
        listed_at=published,
        summary=german.sentence(rng, 14),
        description=german.description(rng),
        city=municipality.name,
        locality=rng.choice(LOCALITIES),
        latitude=municipality.latitude + rng.uniform(-0.06, 0.06) if has_place else None,
        longitude=municipality.longitude + rng.uniform(-0.09, 0.09) if has_place else None,
        address_hidden=rng.random() < 0.02,
        whereabouts=rng.choice(WHEREABOUTS),
        time_model=rng.choice(TIME_MODELS),
        time_note=rng.choice(("", "", "nach Absprache", "samstags 10–12 Uhr")),
        hours_per_week=rng.choice((None, 1, 2, 3, 5, 8)),
        minimum_age=rng.choice((None, None, 14, 16, 18)),
        organisation=organisation,
        municipality_id=organisation.municipality_id,
        places_wanted=rng.choice((None, *range(1, 9))),
        places_taken=rng.choice((0, 0, 1, 2)),
        counts_for_card=rng.random() < 0.5,
        is_step_free=rng.random() < 0.3,
        has_insurance=rng.random() < 0.6,
        suits_groups=rng.random() < 0.2,
        open_until=dt.date(2027, 6, 1) + dt.timedelta(days=rng.randrange(200))
        if rng.random() < 0.5
        else None,
    )


def _content_type() -> Any:
    from django.contrib.contenttypes.models import ContentType

    from opportunities.models import OpportunityPage

    return ContentType.objects.get_for_model(OpportunityPage)


if __name__ == "__main__":
    import django

    django.setup()
    fill(int(sys.argv[1]))
