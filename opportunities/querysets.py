import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils import timezone
from wagtail.models import PageManager

from core.restrictions import PublicPageQuerySet
from municipalities.models import Municipality
from municipalities.querysets import MunicipalityScopedQuerySet
from opportunities.enums import ApplicationState, BookingState

if TYPE_CHECKING:
    from accounts.models import User
    from opportunities.models import OpportunityPage
    from organisations.models import Organisation


class OpportunityPageQuerySet(PublicPageQuerySet):
    def open(self, today: dt.date | None = None) -> Self:
        """Published, neither paused nor past its last day; offers without places left included."""
        today = today or timezone.localdate()
        return self.live().filter(
            Q(open_until__isnull=True) | Q(open_until__gte=today), is_paused=False
        )

    def wanting_people(self) -> Self:
        """With places left, or with any number welcome."""
        return self.filter(
            Q(places_wanted__isnull=True)
            | Q(places_wanted__gt=F("places_taken") + F("places_held")),
            dates_are_full=False,
        )

    def timed(self) -> Self:
        """With weekly times or single dates, so that a calendar has something to show."""
        slots, dates = (
            Exists(
                self.model._meta.get_field(name).related_model.objects.filter(
                    opportunity=OuterRef("pk")
                )
            )
            for name in ("slots", "dates")
        )
        return self.filter(slots | dates)

    def newest_first(self) -> Self:
        return self.order_by("-listed_at", "-pk")

    def most_needed_first(self) -> Self:
        """By how many people are missing; those that take any number come after."""
        missing = Case(
            When(
                places_wanted__isnull=False,
                then=F("places_wanted") - F("places_taken") - F("places_held"),
            ),
            default=Value(0),
            output_field=IntegerField(),
        )
        return self.annotate(places_missing=missing).order_by(
            "-places_missing", "-listed_at", "-pk"
        )

    def in_municipality(self, municipality: Municipality) -> Self:
        return self.filter(municipality=municipality)

    def similar_to(self, page: "OpportunityPage") -> Self:
        """By shared fields and activities, those of the same town first."""
        shared: Combinable = Value(0)
        for field in ("engagement_fields", "activities"):
            # An empty list would make the database's answer empty, not the count zero.
            if keys := [term.pk for term in getattr(page, field).all()]:
                found = Count(field, filter=Q(**{f"{field}__in": keys}), distinct=True)
                shared = shared + found
        return self.annotate(
            shared=shared,
            same_town=Case(
                When(municipality=page.municipality_id, then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            ),
        ).order_by("-same_town", "-shared", "-listed_at", "-pk")


OpportunityPageManager = PageManager.from_queryset(OpportunityPageQuerySet)


class ApplicationQuerySet(MunicipalityScopedQuerySet):
    def at_desk_of(self, organisation: "Organisation") -> Self:
        """What an organisation may see: nothing before the applicant has confirmed."""
        return self.filter(organisation=organisation).exclude(
            state__in=(ApplicationState.UNCONFIRMED, ApplicationState.CONSENT)
        )

    def of_user(self, user: "User") -> Self:
        """Those of everybody for whom `user` acts."""
        return self.filter(volunteer__user=user)

    def running(self) -> Self:
        """Those in which the applicant still has something to say."""
        return self.exclude(
            state__in=(
                ApplicationState.DECLINED,
                ApplicationState.WITHDRAWN,
                ApplicationState.DONE,
            )
        )


class BookingQuerySet(models.QuerySet):
    def held_dates(self) -> Self:
        """Dates at which somebody has a place; the places in the whole are no dates."""
        return self.filter(state=BookingState.HELD, takes_place_on__isnull=False)

    def with_offers(self) -> Self:
        """With all that a calendar or a mail says of them."""
        return self.select_related(
            "application__organisation",
            "application__volunteer",
            "application__opportunity__organisation",
        )
