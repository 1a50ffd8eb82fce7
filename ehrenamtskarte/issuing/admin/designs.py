"""The look of a town's cards: a form, and how a card would look with what is typed in it."""

import datetime as dt
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views import generic

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.issuing.looks import look_of
from ehrenamtskarte.issuing.scope import OwnMixin
from ehrenamtskarte.models import CardDesign
from ehrenamtskarte.printing.cards import PrintedCard
from ehrenamtskarte.printing.errors import CardLookError
from ehrenamtskarte.printing.looks import ready_look
from ehrenamtskarte.printing.sheets import card_pdf
from municipalities.models import Municipality

# As long as a real one, and valid nowhere.
SAMPLE_CODE = "HTTPS://KARTE.EXAMPLE/K#1" + "1234567890" * 31


class _WithPreview:
    """A form with a second button that shows a card instead of saving."""

    request: HttpRequest
    template_name = "ehrenamtskarte/issuing/admin/design.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "preview" not in request.POST:
            answer: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
            return answer
        if not hasattr(self, "object"):
            self.object = None
        form = self.get_form()  # type: ignore[attr-defined]
        if not form.is_valid():
            return cast(HttpResponse, self.form_invalid(form))  # type: ignore[attr-defined]
        return preview(form.save(commit=False))


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
    content = card_pdf(
        sample_card(design.municipality), ready_look(look_of(design)), day=timezone.localdate()
    )
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="muster.pdf"',
            "Cache-Control": "no-store",
        },
    )


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
