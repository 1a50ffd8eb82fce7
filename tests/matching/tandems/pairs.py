"""People of a tandem programme, and what happens to them."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from core.models import SpokenLanguage
from matching.engine.profile import part_of_week
from matching.models import TandemPerson, TandemTopic
from matching.tandems import services

TODAY = dt.date(2026, 11, 2)
TUESDAY, THURSDAY = part_of_week(1, 1), part_of_week(3, 1)


def noon(day):
    return dt.datetime.combine(day, dt.time(12), tzinfo=timezone.get_current_timezone())


def person(programme, role, name, **facts):
    topics, languages = facts.pop("topics", ()), facts.pop("languages", ())
    made = TandemPerson.objects.create(
        programme=programme,
        role=role,
        name=name,
        agreed_on=TODAY,
        **{"email": f"{name.lower()}@example.org", "phone": "02306 1234", **facts},
    )
    made.topics.set(TandemTopic.objects.filter(programme=programme, label__in=topics))
    made.languages.set(SpokenLanguage.objects.filter(slug__in=languages))
    return made


def who(name):
    return TandemPerson.objects.get(name=name)


def paired(mentor="Berta", mentee="Ali", on=TODAY):
    return services.pair(mentor=who(mentor), mentee=who(mentee), today=on, now=noon(on))


def mails_to(name):
    return list(Email.objects.filter(to__contains=f"{name.lower()}@example.org").order_by("pk"))


def address(programme, name, *args):
    return reverse(f"tandems_admin:{name}", args=[programme.pk, *args])


def follow(client, name):
    [message] = mails_to(name)[-1:]
    link = next(line for line in message.message.splitlines() if "/l/" in line)
    return client.get(link.strip(), follow=True)
