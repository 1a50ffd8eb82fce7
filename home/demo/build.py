"""The whole demo, from an empty database."""

from django.conf import settings
from django.db import transaction

from home.demo import association, content
from home.demo.address import answer_at
from home.demo.applications import Applicants
from home.demo.cards import CardDesk
from home.demo.counselling import ask_the_desks
from home.demo.engagements import Helpers
from home.demo.gallery import Gallery
from home.demo.organisations import Writer
from home.demo.pairs import bring_together
from home.demo.partners import PartnerWriter
from home.demo.people import DESK_EMAIL, OFFICE_EMAIL, create_people, seat_people
from home.demo.profiles import keep_profiles, save_searches
from home.demo.publishing import tasks_at_the_end
from home.demo.quiet import without_mails
from home.demo.wishes import wish_for_much
from home.services import found_association


def build_demo() -> None:
    """Found the invented association with its towns, people, organisations and opportunities,
    and with what people do there.

    All or nothing. The content is always the same; its days are counted from today.
    """
    with tasks_at_the_end(), transaction.atomic():
        home = found_association(name=content.association()["name"])
        answer_at(settings.WAGTAILADMIN_BASE_URL)
        association.found_towns()
        people = create_people()
        gallery = Gallery()
        association.write_association(home, gallery=gallery, by=people[OFFICE_EMAIL])
        Writer(gallery=gallery, people=people).write_all()
        PartnerWriter(gallery=gallery, people=people).write_all()
        seat_people(people)
        with without_mails():
            Applicants(people=people, desk=people[DESK_EMAIL]).apply_all()
            Helpers(people=people, desk=people[DESK_EMAIL]).help_everywhere()
            ask_the_desks(people)
            keep_profiles(people)
            save_searches(people)
            wish_for_much(people)
            CardDesk(people=people).decide_all()
            bring_together()
