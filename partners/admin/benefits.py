"""The town adds and changes a shop's benefits, for those that do not keep them themselves."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from partners.benefits import services
from partners.benefits.facts import BenefitFacts
from partners.benefits.forms.whole import BenefitForm
from partners.errors import PartnerError
from partners.models import Benefit, Partner

NEW: Final = 0  # instead of a benefit's number


class BenefitView(PermissionCheckedMixin, BaseObjectMixin, View):
    """One benefit of the shop, or a new one; buttons pause it, let it go on, and end it."""

    permission_required = "change"
    edit_url_name = ""
    index_url_name = ""
    benefit_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.partner: Partner = self.object
        self.benefit: Benefit | None = None
        if kwargs["benefit"] != NEW:
            rows = Benefit.objects.filter(partner=self.partner, ended_at=None)
            self.benefit = get_object_or_404(rows, pk=kwargs["benefit"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._page(self._form(None))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = request.POST.get("act", "")
        form = self._form(request.POST)
        if self.benefit and act == "ende" and "confirmed" not in request.POST:
            return self._page(self._form(None), asks_end=True)
        try:
            if self.benefit and act:
                self._act(self.benefit, act)
            elif not form.is_valid():
                return self._page(form)
            else:
                self._save(form)
        except PartnerError as error:
            messages.error(request, str(error))
            return self._page(form)
        messages.success(request, _("Saved."))
        return redirect(self.edit_url_name, self.partner.pk)

    def _form(self, data: Any) -> BenefitForm:
        like = BenefitFacts.of(self.benefit) if self.benefit else None
        form = BenefitForm(data, partner=self.partner, like=like)
        if self.benefit is None:
            del form.fields["says_the_same"]
        return form

    def _save(self, form: BenefitForm) -> None:
        by: Any = self.request.user
        if self.benefit is None:
            services.add_benefit(partner=self.partner, facts=form.facts, by=by)
            return
        services.change_benefit(
            benefit=self.benefit,
            facts=form.facts,
            by=by,
            says_the_same=form.cleaned_data["says_the_same"],
            at_once="at_once" in self.request.POST,
        )

    def _act(self, benefit: Benefit, act: str) -> None:
        by: Any = self.request.user
        if act == "pause":
            services.pause_benefit(benefit=benefit, by=by)
        elif act == "weiter":
            services.resume_benefit(benefit=benefit, by=by)
        elif act == "bleibt":
            services.take_back_change(benefit=benefit, by=by)
        elif act == "ende":
            services.end_benefit(benefit=benefit, by=by, at_once=True)

    def _page(self, form: BenefitForm, *, asks_end: bool = False) -> HttpResponse:
        title = _("Change a benefit") if self.benefit else _("New benefit")
        return TemplateResponse(
            self.request,
            "partners/admin/benefit.html",
            {
                "form": form,
                "asks_end": asks_end,
                "partner": self.partner,
                "benefit": self.benefit,
                "following": services.next_of(self.benefit) if self.benefit else None,
                "page_title": title,
                "header_title": f"{self.partner.name}: {title}",
                "header_icon": "tag",
                "breadcrumbs_items": [
                    {"url": reverse(self.index_url_name), "label": _("Shops")},
                    {
                        "url": reverse(self.edit_url_name, args=[self.partner.pk]),
                        "label": self.partner.name,
                    },
                    {"url": "", "label": title},
                ],
            },
            status=422 if form.errors else 200,
        )
