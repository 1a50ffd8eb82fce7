"""Where the town's views of its cases are reached."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from ehrenamtskarte.deciding.acts import (
    ApproveView,
    AskView,
    ConfirmView,
    ContactView,
    DeclineView,
    ReopenView,
    SeenView,
    WithdrawView,
)
from ehrenamtskarte.deciding.counting import waiting_label
from ehrenamtskarte.deciding.lists import CaseFilterSet, CasesView
from ehrenamtskarte.deciding.typing_views import CorrectView, PaperView
from ehrenamtskarte.deciding.views import CaseView, ProofView
from ehrenamtskarte.models import CardApplication
from municipalities.scoping import MunicipalityScopedViewSet

LABEL = _("Card applications")


class CardCaseViewSet(MunicipalityScopedViewSet):
    """Applications for the card, as the town decides about them."""

    model = CardApplication
    name = "card_cases"
    icon = "form"
    menu_label = LABEL
    index_view_class = CasesView
    inspect_view_class = CaseView
    inspect_view_enabled = True
    edit_view_class = CorrectView
    copy_view_enabled = False
    filterset_class = CaseFilterSet
    # The services' own forms are used; nothing else is written.
    form_fields = ["note"]

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        base: type[MenuItem] = super().menu_item_class

        class CasesMenuItem(base):
            """Says how many wait."""

            def render_component(self, request: HttpRequest) -> Any:
                component = super().render_component(request)
                component.label = waiting_label(request.user, LABEL)
                return component

        return CasesMenuItem

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        # A case has its own history, and is deleted by the rules of what is kept.
        return common | {"history_url_name": None, "usage_url_name": None, "delete_url_name": None}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_index_view_kwargs(**kwargs)
        return common | {"template_name": CasesView.template_name, "edit_url_name": None}

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Facts are corrected by a button of the page, as long as that is possible.
        return {
            "template_name": CaseView.template_name,
            "fields": ["note"],
            "edit_url_name": None,
            **kwargs,
        }

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {"template_name": CorrectView.template_name, **kwargs}

    def _act(self, view_class: type) -> Callable[..., Any]:
        return self.construct_view(view_class, **self.get_inspect_view_kwargs())

    @cached_property
    def proof_view(self) -> Callable[..., Any]:
        return ProofView.as_view()

    @cached_property
    def paper_view(self) -> Callable[..., Any]:
        return PaperView.as_view(
            index_url_name=self.get_url_name("index"),
            inspect_url_name=self.get_url_name("inspect"),
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("paper/", self.paper_view, name="add"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/person/", self.edit_view, name="edit"),
            path("<int:pk>/approve/", self._act(ApproveView), name="approve"),
            path("<int:pk>/decline/", self._act(DeclineView), name="decline"),
            path("<int:pk>/ask/", self._act(AskView), name="ask"),
            path("<int:pk>/reopen/", self._act(ReopenView), name="reopen"),
            path("<int:pk>/seen/", self._act(SeenView), name="seen"),
            path("<int:pk>/withdraw/", self._act(WithdrawView), name="withdraw"),
            path("<int:pk>/contact/<int:attestation>/", self._act(ContactView), name="contact"),
            path("<int:pk>/confirm/<int:attestation>/", self._act(ConfirmView), name="confirm"),
            path("<int:pk>/proof/<int:proof>/", self.proof_view, name="proof"),
        ]
