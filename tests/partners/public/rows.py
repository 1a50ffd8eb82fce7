"""Shops as their towns would have accepted them."""

from partners.enums import PartnerState
from partners.models import Benefit, Partner, PartnerBranch, PartnerCategory, PartnerPage

LUENEN = {"postcode": "44532", "city": "Lünen", "latitude": 51.6143, "longitude": 7.5235}
SELM = {"postcode": "59379", "city": "Selm", "latitude": 51.6965, "longitude": 7.469}


def shop(town, title, *benefits, places=(LUENEN,), category="", in_all_towns=False, **facts):
    """A published shop; each of `benefits` has the fields of one."""
    page = PartnerPage(title=title, **facts)
    if category:
        page.category = PartnerCategory.objects.get(slug=category)
    page.branches.set(
        PartnerBranch(sort_order=order, **place) for order, place in enumerate(places)
    )
    town.page.add_child(instance=page)
    page.save_revision().publish()
    Partner.objects.filter(page=page).update(state=PartnerState.ACCEPTED, in_all_towns=in_all_towns)
    for order, benefit in enumerate(benefits):
        fields = {"kind": "other", "sort_order": order, **benefit}
        Benefit.objects.create(partner=page.record, **fields)
    return PartnerPage.objects.get(pk=page.pk)
