"""Keep what follows from the tree right when pages are moved."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import post_page_move

from core.signals import watch
from municipalities.models import BelongsToMunicipality, Municipality, municipality_id_at


def moved(instance: Page, **kwargs: Any) -> None:
    """Give every page of the moved subtree the town in which it stands now."""
    page = Page.objects.get(pk=instance.pk)
    municipality_id = municipality_id_at(page.path)
    subtree = page.get_descendants(inclusive=True).order_by()
    for model in BelongsToMunicipality.__subclasses__():
        model._default_manager.filter(pk__in=subtree.values("pk")).update(
            municipality_id=municipality_id
        )


def connect() -> None:
    watch(Municipality)
    post_page_move.connect(moved, dispatch_uid="municipality-moved")
