"""One card in the administration: what it says, its codes, its history, what can be done."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ehrenamtskarte.enums import CredentialKind
from ehrenamtskarte.issuing.admin.forms import HandedOverForm, ReplaceForm, RevokeForm
from ehrenamtskarte.issuing.codes import as_printed
from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.issuing.looks import ready_look_of
from ehrenamtskarte.issuing.policy import ACT
from ehrenamtskarte.issuing.scope import OwnMixin
from ehrenamtskarte.issuing.services import hand_over, replace_card, revoke_card
from ehrenamtskarte.issuing.standings import Standing, standing_of
from ehrenamtskarte.models import Card, CardEvent
from ehrenamtskarte.printing.errors import CardLookError, CardPrintError
from ehrenamtskarte.printing.sheets import card_pdf


class CardView(OwnMixin, generic.InspectView):
    """One card."""

    template_name = "ehrenamtskarte/issuing/admin/card.html"
    page_title = gettext_lazy("Card")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        card: Card = self.object
        standing = standing_of(card, timezone.localdate())
        following = Card.objects.filter(replaces=card).first()
        of_case = Q(application=card.application_id) if card.application_id else Q()
        history = CardEvent.objects.filter(Q(card=card) | of_case if of_case else Q(card=card))
        may_act = self.user_has_permission(ACT)
        is_open = card.ended_at is None and standing != Standing.EXPIRED
        return super().get_context_data(
            card=card,
            standing=standing,
            codes=card.credentials.select_related("key").order_by("pk"),
            history=history.select_related("by").order_by("created_at", "pk"),
            following=following,
            may_end=may_act and is_open,
            may_replace=may_act and following is None and standing != Standing.EXPIRED,
            may_hand_over=may_act and is_open and card.handed_over_on is None,
            may_print=is_open,
            **kwargs,
        )


class _Act(OwnMixin, generic.InspectView):
    """Something that is done to one card: what it means, what there is to say, and a button."""

    template_name = "ehrenamtskarte/issuing/admin/act.html"
    permission_required = ACT
    any_permission_required = [ACT]
    http_method_names = ["get", "post"]
    button: str | Promise = ""
    is_grave = False

    def meaning(self, card: Card) -> list[str]:
        """What happens, in sentences."""
        raise NotImplementedError

    def form(self, card: Card, data: Any = None) -> forms.Form:
        raise NotImplementedError

    def act(self, card: Card, said: dict[str, Any], user: Any) -> Card:
        """Do it; the card to look at afterwards. Raises IssueError."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form(self.object))
        return super().get_context_data(
            card=self.object,
            meaning=self.meaning(self.object),
            button=self.button,
            is_grave=self.is_grave,
            back_url=reverse("cards:inspect", args=[self.object.pk]),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(self.object, request.POST)
        if form.is_valid():
            try:
                card = self.act(self.object, form.cleaned_data, request.user)
            except IssueError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, self.done(card))
                return redirect("cards:inspect", card.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def done(self, card: Card) -> str:
        """What is told afterwards."""
        raise NotImplementedError


class RevokeView(_Act):
    page_title = gettext_lazy("Revoke the card")
    button = gettext_lazy("Revoke it now")
    is_grave = True

    def meaning(self, card: Card) -> list[str]:
        return [
            _(
                "Card %(number)s of %(name)s ends at once, printed and on the phone. Tills read it"
                " with their next list, within minutes where they have a network."
            )
            % {"number": card.number, "name": card.name},
            _("This can't be undone; a new card can be made."),
        ]

    def form(self, card: Card, data: Any = None) -> forms.Form:
        return RevokeForm(data)

    def act(self, card: Card, said: dict[str, Any], user: Any) -> Card:
        return revoke_card(card=card, by=user, **said)

    def done(self, card: Card) -> str:
        return _("Card %(number)s is revoked.") % {"number": card.number}


class ReplaceView(_Act):
    page_title = gettext_lazy("Replace the card")
    button = gettext_lazy("End it and make a new one")

    def meaning(self, card: Card) -> list[str]:
        return [
            _("Card %(number)s of %(name)s ends at once, printed and on the phone.")
            % {"number": card.number, "name": card.name},
            _("The new one has a number of its own and is valid until the same day."),
        ]

    def form(self, card: Card, data: Any = None) -> forms.Form:
        return ReplaceForm(data, card=card, user=self.request.user)

    def act(self, card: Card, said: dict[str, Any], user: Any) -> Card:
        return replace_card(card=card, by=user, **said)

    def done(self, card: Card) -> str:
        return _("Card %(number)s is made. It is printed with the next batch, or here as PDF.") % {
            "number": card.number
        }


class HandOverView(_Act):
    page_title = gettext_lazy("Handed over")
    button = gettext_lazy("Save")

    def meaning(self, card: Card) -> list[str]:
        return [
            _("When did %(name)s get card %(number)s?") % {"number": card.number, "name": card.name}
        ]

    def form(self, card: Card, data: Any = None) -> forms.Form:
        return HandedOverForm(data)

    def act(self, card: Card, said: dict[str, Any], user: Any) -> Card:
        return hand_over(card=card, on=said["on"], by=user)

    def done(self, card: Card) -> str:
        return _("Noted: card %(number)s is handed over.") % {"number": card.number}


class CardPdfView(OwnMixin, PermissionCheckedMixin, BaseObjectMixin, View):
    """One card as PDF in its own size, for a printer of cards or to look at it."""

    http_method_names = ["get"]
    any_permission_required = ["view", ACT]
    model = Card

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        card: Card = self.object
        code = card.credentials.filter(kind=CredentialKind.PRINTED, revoked_at=None).first()
        try:
            if code is None or card.ended_at:
                raise IssueError(IssueError.Code.NO_CODE)
            # Its code is read back on the way.
            content = card_pdf(
                as_printed(card, code), ready_look_of(card.municipality), day=timezone.localdate()
            )
        except (IssueError, CardPrintError, CardLookError) as error:
            messages.error(request, str(error))
            return redirect("cards:inspect", card.pk)
        response = FileResponse(
            iter([content]), content_type="application/pdf", filename=f"{card.number}.pdf"
        )
        response["Cache-Control"] = "no-store"
        return response
