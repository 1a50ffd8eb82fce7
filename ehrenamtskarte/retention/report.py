"""In the administration: how many cards and applications there were in each year."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ehrenamtskarte.deciding.scope import own_towns
from ehrenamtskarte.enums import FigureKind
from ehrenamtskarte.retention.figures import yearly

URL_NAME: Final = "card_figures"
TITLE: Final = _("Ehrenamtskarten in figures")


def may_see(request: HttpRequest) -> bool:
    """Whoever decides about applications of some town."""
    return request.user.has_perm("ehrenamtskarte.view_cardapplication")


class CardFiguresView(WagtailAdminTemplateMixin, TemplateView):
    """The years of the towns that the user looks after, with what has long been erased."""

    page_title = TITLE
    header_icon = "pick"
    template_name = "ehrenamtskarte/retention/figures.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        return [*items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        years = yearly(own_towns(self.request.user))
        return {**context, "kinds": [kind.label for kind in FigureKind], "years": years}


class CardFiguresMenuItem(MenuItem):
    """Shown to whom the figures are."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request)


def menu_item() -> MenuItem:
    """The entry below "Reports"."""
    return CardFiguresMenuItem(TITLE, reverse(URL_NAME), icon_name="pick", order=960)


def urls() -> list[URLPattern]:
    return [path("reports/ehrenamtskarten/", CardFiguresView.as_view(), name=URL_NAME)]
