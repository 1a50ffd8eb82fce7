"""What happens elsewhere and concerns organisations: their page changes, people go."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.signals import page_published

from organisations.members.services import keep_somebody_responsible
from organisations.models import Membership, Organisation, OrganisationPage
from organisations.records import record_of


def page_was_published(instance: OrganisationPage, **kwargs: Any) -> None:
    """The record follows what the page says the organisation is called and is."""
    record = record_of(instance)
    longest = Organisation._meta.get_field("name").max_length
    facts = {
        "name": instance.title[:longest],
        "kind_id": instance.kind_id,
        "municipality_id": instance.municipality_id,
    }
    if any(getattr(record, name) != value for name, value in facts.items()):
        Organisation.objects.filter(pk=record.pk).update(**facts)


def member_is_gone(instance: Membership, **kwargs: Any) -> None:
    organisation = Organisation.objects.filter(pk=instance.organisation_id).first()
    if organisation:
        keep_somebody_responsible(organisation)


def connect() -> None:
    page_published.connect(
        page_was_published, sender=OrganisationPage, dispatch_uid="organisations-record"
    )
    post_delete.connect(member_is_gone, sender=Membership, dispatch_uid="organisations-member")
