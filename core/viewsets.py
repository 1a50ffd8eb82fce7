"""The association's lists in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from core.models import (
    Activity,
    EngagementField,
    ReadyText,
    Requirement,
    SpokenLanguage,
    Synonym,
    TargetGroup,
    Term,
)


class TermViewSet(ModelViewSet):
    """One list; its entries are put in order by number, as the public sees them."""

    list_display = [
        "label",
        "slug",
        "sort_order",
        BooleanColumn("is_active", label=_("Can be chosen"), sort_key="is_active"),
    ]
    list_filter = ["is_active"]
    search_fields = ["label"]
    ordering = ["sort_order", "label"]
    copy_view_enabled = False
    exclude_form_fields: list[str] = []


def term_viewset(model: type[Term], *, icon: str) -> TermViewSet:
    return TermViewSet(model._meta.model_name, model=model, icon=icon)


class SynonymViewSet(ModelViewSet):
    """Words that mean the same to who searches."""

    model = Synonym
    icon = "search"
    menu_label = _("Synonyms for the search")
    list_display = [
        "words",
        BooleanColumn("is_one_way", label=_("Only from the first word"), sort_key="is_one_way"),
    ]
    search_fields = ["words"]
    ordering = ["words"]
    copy_view_enabled = False
    exclude_form_fields: list[str] = []


class ReadyTextViewSet(ModelViewSet):
    """What is written to people again and again, written well once."""

    model = ReadyText
    icon = "doc-full"
    menu_label = _("Ready texts")
    list_display = [
        "title",
        "purpose",
        BooleanColumn("is_active", label=_("Can be chosen"), sort_key="is_active"),
    ]
    list_filter = ["purpose", "is_active"]
    search_fields = ["title", "text"]
    ordering = ["purpose", "sort_order", "pk"]
    copy_view_enabled = False
    exclude_form_fields: list[str] = []


class VocabularyViewSetGroup(ViewSetGroup):
    """All lists under one menu entry; apps above add theirs by `register_vocabulary_viewset`."""

    menu_label = _("Lists")
    menu_icon = "list-ul"
    menu_order = 600
    own_items = (
        term_viewset(EngagementField, icon="tag"),
        term_viewset(TargetGroup, icon="group"),
        term_viewset(Activity, icon="cogs"),
        term_viewset(Requirement, icon="clipboard-list"),
        term_viewset(SpokenLanguage, icon="globe"),
        SynonymViewSet("synonym"),
        ReadyTextViewSet("readytext"),
    )

    def __init__(self) -> None:
        added = (hook() for hook in hooks.get_hooks("register_vocabulary_viewset"))
        self.items = (*self.own_items, *added)
        super().__init__()
