"""Where cards, batches and looks are reached in the administration."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn

from ehrenamtskarte.issuing.admin.batches import (
    BatchesView,
    BatchView,
    GoOnView,
    HandedOverView,
    LettersView,
    PaperView,
    PrintedView,
    StartBatchView,
)
from ehrenamtskarte.issuing.admin.cards import (
    CardPdfView,
    CardView,
    HandOverView,
    ReplaceView,
    RevokeView,
)
from ehrenamtskarte.issuing.admin.designs import (
    AddDesignView,
    DesignsView,
    DesignView,
    ShowDesignView,
)
from ehrenamtskarte.issuing.admin.forms import DesignForm
from ehrenamtskarte.issuing.admin.lists import COLUMNS, CardFilterSet, CardsView
from ehrenamtskarte.issuing.admin.scanning import ScanCardView
from ehrenamtskarte.models import Card, CardBatch, CardDesign
from municipalities.scoping import MunicipalityScopedViewSet

# Cards have a history of their own; nothing of them is edited or deleted.
NOWHERE = {"history_url_name": None, "usage_url_name": None, "delete_url_name": None}


class _OwnViewSet(MunicipalityScopedViewSet):
    copy_view_enabled = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return common | NOWHERE

    def _act(self, view_class: type) -> Callable[..., Any]:
        return self.construct_view(view_class, fields=["pk"])


class CardViewSet(_OwnViewSet):
    """The cards that were made."""

    model = Card
    name = "cards"
    icon = "pick"
    menu_label = _("Cards")
    menu_order = 200
    index_view_class = CardsView
    inspect_view_class = CardView
    inspect_view_enabled = True
    filterset_class = CardFilterSet
    list_display = COLUMNS
    search_fields = ["number", "name"]
    search_backend_name = None
    form_fields = ["number"]  # services are used; nothing else is written

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common = super().get_common_view_kwargs(**kwargs)
        return common | {"add_url_name": None, "edit_url_name": None}

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {"template_name": CardView.template_name, "fields": ["number"], **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("scan/", self.construct_view(ScanCardView), name="scan"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/pdf/", self.construct_view(CardPdfView), name="pdf"),
            path("<int:pk>/revoke/", self._act(RevokeView), name="revoke"),
            path("<int:pk>/replace/", self._act(ReplaceView), name="replace"),
            path("<int:pk>/handed-over/", self._act(HandOverView), name="handed_over"),
        ]


class CardBatchViewSet(_OwnViewSet):
    """Cards that are made together."""

    model = CardBatch
    name = "card_batches"
    icon = "download"
    menu_label = _("Batches of cards")
    menu_order = 210
    index_view_class = BatchesView
    add_view_class = StartBatchView
    inspect_view_class = BatchView
    inspect_view_enabled = True
    ordering = ["-pk"]
    list_display = [
        "__str__",
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("made_by", label=_("Made by"), accessor="made_by"),
        DateColumn("created_at", label=_("Begun"), width="15%"),
    ]
    form_fields = ["municipality"]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**kwargs) | {"edit_url_name": None}

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {"template_name": BatchView.template_name, "fields": ["state"], **kwargs}

    @cached_property
    def paper_view(self) -> Callable[..., Any]:
        return self.construct_view(PaperView)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/go-on/", self.construct_view(GoOnView), name="go_on"),
            path("<int:pk>/printed/", self.construct_view(PrintedView), name="printed"),
            path("<int:pk>/handed-over/", self.construct_view(HandedOverView), name="handed_over"),
            path("<int:pk>/letters/", self.construct_view(LettersView), name="letters"),
            path("<int:pk>/<slug:paper>/", self.paper_view, name="paper"),
        ]


class CardDesignViewSet(_OwnViewSet):
    """How a town's cards look."""

    model = CardDesign
    name = "card_designs"
    icon = "view"
    menu_label = _("Look")
    menu_order = 700
    index_view_class = DesignsView
    add_view_class = AddDesignView
    edit_view_class = DesignView
    ordering = ["municipality__name"]
    list_display = ["__str__", "headline", "signed_by_name"]
    edit_handler = ObjectList(
        [
            FieldPanel("municipality"),
            MultiFieldPanel(
                [
                    FieldPanel("headline"),
                    FieldRowPanel(
                        [
                            FieldPanel("background_colour"),
                            FieldPanel("text_colour"),
                            FieldPanel("accent_colour"),
                        ]
                    ),
                    FieldPanel("logo"),
                    FieldPanel("background"),
                ],
                heading=pgettext_lazy("of a card", "Front"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("back_text"),
                    FieldPanel("signature"),
                    FieldRowPanel([FieldPanel("signed_by_name"), FieldPanel("signed_by_role")]),
                ],
                heading=pgettext_lazy("of a card", "Back"),
            ),
            MultiFieldPanel([FieldPanel("letter_text")], heading=_("Letter")),
        ],
        base_form_class=DesignForm,
    )

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_add_view_kwargs(**kwargs) | {"template_name": DesignView.template_name}

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(**kwargs) | {"template_name": DesignView.template_name}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("<int:pk>/", self.edit_view, name="edit"),
            path("<int:pk>/show/", self._act(ShowDesignView), name="show"),
        ]
