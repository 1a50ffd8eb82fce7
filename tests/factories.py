"""Factories for what tests are about; each makes a valid, published object by default."""

import factory
from django.db import transaction
from django.utils import timezone
from wagtail.signals import page_published
from wagtail_factories import PageFactory

from accounts.models import User, Volunteer
from opportunities.applications import places
from opportunities.applications.states import NOT_YET_SENT, RUNNING
from opportunities.enums import ApplicationState
from opportunities.models import Application, Booking, OpportunityDate, OpportunityPage
from organisations.enums import OrganisationState, RegistrationState
from organisations.models import Membership, Organisation, OrganisationPage, Registration
from organisations.records import record_of


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = "Erika"
    last_name = factory.Sequence(lambda n: f"Beispiel {n}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        groups = kwargs.pop("groups", ())
        user = model_class.objects.create_user(**{"password": "geheim-genug-123", **kwargs})
        user.groups.set(groups)
        return user


class PublishedPageFactory(PageFactory):
    """A live page, as if published just now.

    With `revision=True` it has a history, as when an editor published it, and takes four times
    as long to make. So has one that is not `published` yet, or is to go live later.
    """

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        published = kwargs.pop("published", True)
        if published and not kwargs.pop("revision", False) and not kwargs.get("go_live_at"):
            now = timezone.now()
            times = {"first_published_at": now, "last_published_at": now}
            page = super()._create(model_class, *args, **{**times, **kwargs})
            page_published.send(sender=model_class, instance=page, revision=None)
            return model_class.objects.get(pk=page.pk)
        page = super()._create(model_class, *args, **kwargs)
        revision = page.save_revision()
        if published:
            revision.publish()
        else:
            model_class.objects.filter(pk=page.pk).update(live=False)
        return model_class.objects.get(pk=page.pk)


class OrganisationPageFactory(PublishedPageFactory):
    class Meta:
        model = OrganisationPage

    title = factory.Sequence(lambda n: f"Verein {n}")
    pitch = "Wir sind für andere da."
    city = "Lünen"


class OrganisationFactory(factory.django.DjangoModelFactory):
    """An accepted organisation; `page=` and `municipality=` where they matter."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Verein {n}")
    state = OrganisationState.ACCEPTED
    email = factory.Sequence(lambda n: f"verein{n}@example.org")


class MembershipFactory(factory.django.DjangoModelFactory):
    """Somebody at an organisation's desk, as a co-worker by default."""

    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)


class RegistrationFactory(factory.django.DjangoModelFactory):
    """Not confirmed yet; with a `state` that is further on, it was confirmed just now."""

    class Meta:
        model = Registration

    name = factory.Sequence(lambda n: f"Initiative {n}")
    contact_name = "Mina Beispiel"
    email = factory.Sequence(lambda n: f"initiative{n}@example.org")
    about = "Wir lesen vor."
    state = RegistrationState.UNCONFIRMED
    confirmed_at = factory.LazyAttribute(
        lambda made: None if made.state == RegistrationState.UNCONFIRMED else timezone.now()
    )


class OpportunityPageFactory(PublishedPageFactory):
    class Meta:
        model = OpportunityPage

    title = factory.Sequence(lambda n: f"Angebot {n}")
    summary = "Eine Stunde Zeit in der Woche hilft schon."
    description = "<p>Sie lesen Kindern vor.</p>"
    city = "Lünen"


class VolunteerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Volunteer

    name = factory.Sequence(lambda n: f"Ehrenamtliche {n}")
    email = factory.Sequence(lambda n: f"ehrenamt{n}@example.org")


class ApplicationFactory(factory.django.DjangoModelFactory):
    """An application in any `state`, for `opportunity` and the keys of its dates in `dates`.

    Where its state says so it holds its places; where none are left, it is WAITING instead.
    """

    class Meta:
        model = Application

    volunteer = factory.SubFactory(VolunteerFactory)
    message = "Ich habe dienstags Zeit."
    state = ApplicationState.SENT

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        dates, state = kwargs.pop("dates", ()), kwargs.pop("state")
        opportunity = kwargs["opportunity"]
        application = super()._create(
            model_class,
            *args,
            **{
                "title": opportunity.title,
                "organisation": record_of(opportunity.organisation),
                "municipality": opportunity.municipality,
                "confirmed_at": None if state in NOT_YET_SENT else timezone.now(),
                **kwargs,
            },
        )
        Booking.objects.create(application=application)
        for date in OpportunityDate.objects.filter(opportunity=opportunity, key__in=dates):
            Booking.objects.create(
                application=application,
                slot=date.key,
                takes_place_on=date.takes_place_on,
                starts_at=date.starts_at,
                ends_at=date.ends_at,
            )
        if state in RUNNING:
            with transaction.atomic():
                intake = places.lock_intake(opportunity.pk)
                if state == ApplicationState.WAITING:
                    places.queue(intake, application.bookings.all())
                elif not places.take_or_queue(intake, application, now=timezone.now()):
                    state = ApplicationState.WAITING
        application.state = state
        application.save(update_fields=["state"])
        return application
