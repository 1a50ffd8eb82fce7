"""Flat listings of one page type in the admin, for people who think in offers, not in trees."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
    ParentPageColumn,
)
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet


class FlatPageIndexView(IndexView):
    """Lists what the user may explore, without the filters by colleagues of other towns."""

    base_filterset_class = WagtailFilterSet


class FlatPageViewSet(PageListingViewSet):
    """A menu entry with a filterable list of all pages of one type in the own towns."""

    index_view_class = FlatPageIndexView
    add_to_admin_menu = True


BULK_COLUMN = BulkActionsColumn("bulk_actions")
TITLE_COLUMN = PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title")
UPDATED_COLUMN = DateColumn(
    "latest_revision_created_at",
    label=_("Updated"),
    sort_key="latest_revision_created_at",
    width="12%",
)
STATUS_COLUMN = PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%")


def parent_column(label: str | Promise) -> ParentPageColumn:
    return ParentPageColumn("parent", label=label)
