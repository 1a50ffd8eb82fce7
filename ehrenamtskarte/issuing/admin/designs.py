"""The look of a town's cards: a form, and how a card would look with what is typed in it."""

import datetime as dt
from base64 import b64encode
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views import generic

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.issuing.admin.forms import DesignForm
from ehrenamtskarte.issuing.looks import look_of
from ehrenamtskarte.issuing.scope import OwnMixin
from ehrenamtskarte.models import CardDesign
from ehrenamtskarte.printing.cards import PrintedCard
from ehrenamtskarte.printing.errors import CardLookError
from ehrenamtskarte.printing.looks import ready_look
from ehrenamtskarte.printing.preview import card_pictures
from ehrenamtskarte.printing.sheets import card_pdf
from municipalities.models import Municipality

# As long as a real one, and valid nowhere.
SAMPLE_CODE = "HTTPS://KARTE.EXAMPLE/K#1" + "1234567890" * 31


class _WithPreview:
    """A form with two buttons that show a card instead of saving: here as pictures, or as PDF."""

    request: HttpRequest
    kwargs: dict[str, Any]
    object: CardDesign | None
    template_name = "ehrenamtskarte/issuing/admin/design.html"
    shown: CardDesign | None = None  # what the pictures show; without it what is saved
    produced_error_message = None  # as Wagtail sets it where its own buttons are handled

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.POST.get("preview")
        if not wanted:
            answer: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
            return answer
        self.object = self.get_object() if "pk" in self.kwargs else None  # type: ignore[attr-defined]
        form = self.get_form()  # type: ignore[attr-defined]
        if not form.is_valid():
            return cast(HttpResponse, self.form_invalid(form))  # type: ignore[attr-defined]
        self.shown = form.save(commit=False)
        if wanted == "pdf":
            return preview(self.shown)
        context = self.get_context_data(form=form, has_unsaved_changes=True)
        return cast(HttpResponse, self.render_to_response(context))  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {
            "pictures": pictures(self.shown or self.object or built_in(context["form"])),
            "shows_unsaved": self.shown is not None,
        }


class DesignsView(OwnMixin, generic.IndexView):
    model = CardDesign
    page_title = gettext_lazy("Look of the card")


class AddDesignView(_WithPreview, generic.CreateView):
    model = CardDesign
    page_title = gettext_lazy("Look of the card")


class DesignView(_WithPreview, OwnMixin, generic.EditView):
    model = CardDesign
    page_title = gettext_lazy("Look of the card")


class ShowDesignView(OwnMixin, generic.InspectView):
    """A card in the look as it is saved."""

    model = CardDesign

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return preview(self.object)
        except CardLookError:  # a picture was changed since: the form says which
            return redirect("card_designs:edit", self.object.pk)


def preview(design: CardDesign) -> HttpResponse:
    """A sample card, front and back, as PDF. Raises CardLookError."""
    return HttpResponse(
        sample_pdf(design),
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="muster.pdf"',
            "Cache-Control": "no-store",
        },
    )


def pictures(design: CardDesign | None) -> list[str]:
    """The same as addresses of pictures that are all in themselves; none where it can't be."""
    if design is None or design.municipality_id is None:
        return []
    try:
        pdf = sample_pdf(design)
    except CardLookError:  # a picture was changed since: beside its field stands what is wrong
        return []
    return [f"data:image/png;base64,{b64encode(one).decode()}" for one in card_pictures(pdf)]


def built_in(form: DesignForm) -> CardDesign | None:
    """The look of a town that has decided nothing yet, if it can be no other."""
    town = form.fields["municipality"].initial
    return CardDesign(municipality=town) if town else None


def sample_pdf(design: CardDesign) -> bytes:
    """Raises CardLookError."""
    look = ready_look(look_of(design))
    return card_pdf(sample_card(design.municipality), look, day=timezone.localdate())


def sample_card(municipality: Municipality) -> PrintedCard:
    """Nobody's card."""
    today = timezone.localdate()
    return PrintedCard(
        number="EK-0000-0000",
        name=_("Erika Musterfrau-Beispiel"),
        card_type=CardType.STANDARD,
        town=municipality.name,
        valid_from=today,
        valid_until=today + dt.timedelta(days=2 * 365),
        qr_text=SAMPLE_CODE,
    )
