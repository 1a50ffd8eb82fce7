"""Factories for what tests are about; each makes a valid, published object by default."""

import factory
from wagtail_factories import PageFactory

from accounts.models import User
from opportunities.models import OpportunityPage
from organisations.enums import OrganisationState
from organisations.models import Membership, Organisation, OrganisationPage


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
    """A page with a revision, published as an editor would do it."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        published = kwargs.pop("published", True)
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


class OpportunityPageFactory(PublishedPageFactory):
    class Meta:
        model = OpportunityPage

    title = factory.Sequence(lambda n: f"Angebot {n}")
    summary = "Eine Stunde Zeit in der Woche hilft schon."
    description = "<p>Sie lesen Kindern vor.</p>"
    city = "Lünen"
