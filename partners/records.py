"""From a shop's page to its record: the shop itself, whatever becomes of the page."""

from partners.models import Partner, PartnerPage

LONGEST_NAME = Partner._meta.get_field("name").max_length


def record_of(page: PartnerPage) -> Partner:
    """The record of `page`; made if it is missing, because pages are also made in the admin."""
    record = Partner.objects.filter(page_id=page.pk).first()
    if record is None:
        record, _made = Partner.objects.get_or_create(page=page, defaults=_facts(page))
    return record


def follow_page(page: PartnerPage) -> None:
    """Let the record be called as the page is, in its town."""
    record = record_of(page)
    facts = _facts(page)
    if any(getattr(record, name) != value for name, value in facts.items()):
        Partner.objects.filter(pk=record.pk).update(**facts)


def _facts(page: PartnerPage) -> dict[str, object]:
    return {"name": page.title[:LONGEST_NAME], "municipality_id": page.municipality_id}
