"""The doubtful rows of a list, decided one by one."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from partners.enums import DoubtKind
from partners.lists.changes import same
from partners.lists.doubts import Clue
from partners.lists.errors import DoubtError
from partners.lists.fields import column_label
from partners.lists.forms import DoubtForm
from partners.lists.services import answer_doubt
from partners.lists.standing import standing_values
from partners.models import PartnerListDoubt

COMPARED = (
    *("name", "street", "postcode", "city", "phone", "email", "website"),
    *("category", "opening_hours", "benefits"),
)
QUESTIONS = {
    DoubtKind.MOVED: gettext_lazy(
        "The list names a shop that is called like one here, but stands elsewhere. Has it moved?"
    ),
    DoubtKind.RENAMED: gettext_lazy(
        "The list names a shop where another one stands here. Was it renamed?"
    ),
    DoubtKind.MOVED_RENAMED: gettext_lazy(
        "Name and address are others, but much is the same. Is it the same shop?"
    ),
    DoubtKind.UNCLEAR: gettext_lazy("Which of these shops does the list mean?"),
    DoubtKind.TWICE: gettext_lazy("Two rows of the file may mean the same shop. Do they?"),
    DoubtKind.GONE: gettext_lazy(
        "The list names this shop no more, but its owners keep its entry here. Has it really gone?"
    ),
    DoubtKind.CONFLICT: gettext_lazy(
        "The list has changed this, and so has somebody here. What is right?"
    ),
}


class DoubtView(
    PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, FormView[DoubtForm]
):
    """One question: what the list says beside what stands here, and what may be answered."""

    template_name = "partners/lists/doubt.html"
    form_class = DoubtForm
    permission_required = "add"
    page_title = gettext_lazy("Doubtful row")
    header_icon = "help"
    url_names: Mapping[str, str] = MappingProxyType({})

    @cached_property
    def doubt(self) -> PartnerListDoubt:
        found = self.object.doubts.filter(pk=self.kwargs["doubt"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def columns(self) -> list[dict[str, Any]]:
        """What may be meant: its name, its address in the admin, its fields, the clues."""
        standing = standing_values(
            [candidate.get("target", "") for candidate in self.doubt.candidates]
        )
        found = []
        for candidate in self.doubt.candidates:
            here = standing.get(candidate.get("target", ""), {})
            found.append(
                {
                    "values": {**here.get("values", {}), **candidate.get("values", {})},
                    "page_id": here.get("page_id"),
                    "row": candidate.get("row"),
                    "clues": [Clue(clue) for clue in candidate.get("clues", [])],
                }
            )
        return found

    def get_page_subtitle(self) -> str:
        return self.doubt.title

    def get_form_kwargs(self) -> dict[str, Any]:
        names = [str(column["values"].get("name", "")) for column in self.columns]
        places = [str(column["values"].get("street", "")) for column in self.columns]
        labels = [", ".join(filter(None, pair)) for pair in zip(names, places, strict=True)]
        return {**super().get_form_kwargs(), "doubt": self.doubt, "names": labels}

    def form_valid(self, form: DoubtForm) -> HttpResponse:
        user: Any = self.request.user
        answer, chosen = form.decision()
        try:
            answer_doubt(doubt=self.doubt, answer=answer, chosen=chosen, by=user)
        except DoubtError as error:
            form.add_error("answer", str(error))
            return self.form_invalid(form)
        following = self._following()
        if following:
            return redirect(self.url_names["doubt"], self.object.pk, following.pk)
        messages.success(self.request, _("All doubtful rows are decided. You can import now."))
        return redirect(self.url_names["inspect"], self.object.pk)

    def _following(self) -> PartnerListDoubt | None:
        """The next one that nobody has decided, from here on and then from the beginning."""
        left = list(self.object.doubts.filter(answer=""))
        after = [one for one in left if (one.row, one.pk) > (self.doubt.row, self.doubt.pk)]
        return next(iter([*after, *left]), None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        doubt = self.doubt
        fields = [
            name
            for name in COMPARED
            if doubt.values.get(name) or any(one["values"].get(name) for one in self.columns)
        ]
        if doubt.kind == DoubtKind.CONFLICT:
            fields = list(doubt.values)
        return super().get_context_data(
            run=self.object,
            doubt=doubt,
            question=QUESTIONS[DoubtKind(doubt.kind)],
            columns=self.columns,
            rows=[self._row(name) for name in fields],
            left=self.object.doubts.filter(answer="").exclude(pk=doubt.pk).count(),
            run_url=reverse(self.url_names["inspect"], args=[self.object.pk]),
            **kwargs,
        )

    def _row(self, name: str) -> dict[str, Any]:
        theirs = self.doubt.values.get(name)
        cells = []
        for column in self.columns:
            ours = column["values"].get(name)
            differs = bool(theirs and ours) and not same(name, _text(theirs), _text(ours))
            cells.append({"text": _text(ours), "differs": differs})
        return {"label": column_label(name), "theirs": _text(theirs), "cells": cells}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return []


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)
