"""From an organisation's page to its record: the organisation itself, whatever becomes of the page.

Pages are also made by imports and in the admin; their records are made when somebody needs them,
and for all others within a minute (`make_missing_records`).
"""

from django.db import transaction

from organisations.models import Organisation, OrganisationPage

AT_ONCE = 500  # pages for one statement


def record_of(page: OrganisationPage) -> Organisation:
    """The record of `page`; made if it is missing."""
    record = Organisation.objects.filter(page_id=page.pk).first()
    if record is None:
        record, _made = Organisation.objects.get_or_create(page=page, defaults=_facts(page))
    return record


@transaction.atomic
def make_missing_records() -> int:
    """Give every organisation's page that has none a record; returns how many."""
    without = OrganisationPage.objects.filter(record=None).order_by("pk")[:AT_ONCE]
    records = [Organisation(page=page, **_facts(page)) for page in without]
    # Somebody else may be at it, too.
    Organisation.objects.bulk_create(records, ignore_conflicts=True)
    return len(records)


def _facts(page: OrganisationPage) -> dict[str, object]:
    return {
        "name": page.title[: Organisation._meta.get_field("name").max_length],
        "municipality_id": page.municipality_id,
        "kind_id": page.kind_id,
        "contact_name": page.contact_name,
        "email": page.email,
        "phone": page.phone,
    }
