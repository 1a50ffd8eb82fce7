from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.models import SpokenLanguage
from partners.benefits import services
from partners.benefits.facts import BenefitFacts
from partners.benefits.forms.ending import EndForm
from partners.benefits.forms.translation import TranslationForm
from partners.benefits.forms.whole import BenefitForm
from partners.desk import owner_view
from partners.errors import PartnerError
from partners.models import Benefit, BenefitTranslation, Partner


@require_safe
@owner_view
def benefits(request: HttpRequest, partner: Partner) -> HttpResponse:
    """All benefits of the shop: those that hold, those to come, those that are over."""
    rows = list(
        partner.benefits.select_related("followed_by").prefetch_related(
            "branches", "followed_by__branches"
        )
    )
    today = timezone.localdate()
    return render(
        request,
        "partners/benefits/list.html",
        {
            "partner": partner,
            "today": today,
            # What follows another one is told beside it until it holds.
            "benefits": [row for row in rows if not row.ended_at and not _waits(row, rows)],
            "ended": [row for row in rows if row.ended_at],
        },
    )


@owner_view
def add(request: HttpRequest, partner: Partner) -> HttpResponse:
    """A new benefit; `?wie=` begins with what an older one promised."""
    like = None
    if (old := request.GET.get("wie", "")).isdecimal():
        older = BenefitFacts.of(get_object_or_404(Benefit, partner=partner, pk=int(old)))
        like = replace(older, valid_from=None, valid_until=None)
    form = BenefitForm(
        request.POST if request.method == "POST" else None, partner=partner, like=like
    )
    del form.fields["says_the_same"]
    if request.method == "POST" and form.is_valid():
        services.add_benefit(partner=partner, facts=form.facts, by=_me(request))
        messages.success(request, _("Your benefit is on line."))
        return redirect("partner_benefits:list", partner=partner.pk)
    return _form_page(request, partner, form)


@owner_view
def change(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """More holds at once; less is announced and holds after notice."""
    benefit = _open_benefit(partner, pk)
    if services.next_of(benefit):
        return redirect("partner_benefits:list", partner=partner.pk)
    before = BenefitFacts.of(benefit)
    form = BenefitForm(
        request.POST if request.method == "POST" else None, partner=partner, like=before
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = services.change_benefit(
                benefit=benefit,
                facts=form.facts,
                by=_me(request),
                says_the_same=form.cleaned_data["says_the_same"],
            )
        except PartnerError as error:
            form.add_error("valid_until", str(error))
        else:
            messages.success(request, _told(changed))
            if changed.lost_translations:
                messages.warning(
                    request, _("The translations said something else. Please translate anew.")
                )
            return redirect("partner_benefits:list", partner=partner.pk)
    return _form_page(request, partner, form, benefit)


@require_POST
@owner_view
def take_back(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """The announced change falls away."""
    return _done(
        request,
        partner,
        lambda: services.take_back_change(benefit=_open_benefit(partner, pk), by=_me(request)),
        _("The change is taken back. Everything stays as it is."),
    )


@require_POST
@owner_view
def pause(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    return _done(
        request,
        partner,
        lambda: services.pause_benefit(benefit=_open_benefit(partner, pk), by=_me(request)),
        _("The benefit is paused. The scanner does not offer it until you let it go on."),
    )


@require_POST
@owner_view
def resume(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    return _done(
        request,
        partner,
        lambda: services.resume_benefit(benefit=_open_benefit(partner, pk), by=_me(request)),
        _("The benefit goes on."),
    )


@owner_view
def end(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """Asks for the last day, which has to leave people time."""
    benefit = _open_benefit(partner, pk)
    now = timezone.now()
    is_relied_on = services.is_relied_on(benefit, now)
    form = EndForm(
        request.POST if request.method == "POST" and is_relied_on else None,
        earliest=services.last_day_after_notice(timezone.localdate(now)),
    )
    if request.method == "POST" and (not is_relied_on or form.is_valid()):
        services.end_benefit(
            benefit=benefit,
            last_day=form.cleaned_data["last_day"] if is_relied_on else None,
            by=_me(request),
        )
        messages.success(request, _("The end of the benefit is noted."))
        return redirect("partner_benefits:list", partner=partner.pk)
    return render(
        request,
        "partners/benefits/end.html",
        {"partner": partner, "benefit": benefit, "form": form, "asks_for_day": is_relied_on},
        status=422 if form.errors else 200,
    )


@owner_view
def translate(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """The benefit in the other languages of the site."""
    benefit = _open_benefit(partner, pk)
    data = request.POST if request.method == "POST" else None
    forms = [
        TranslationForm(data, benefit=benefit, language=code, name=name)
        for code, name in _languages(partner).items()
    ]
    if request.method == "POST" and not any(form.errors for form in forms):
        for form in forms:
            form.keep()
        messages.success(request, _("The translation is saved."))
        return redirect("partner_benefits:list", partner=partner.pk)
    return render(
        request,
        "partners/benefits/translate.html",
        {"partner": partner, "benefit": benefit, "forms": forms},
        status=422 if any(form.errors for form in forms) else 200,
    )


def _languages(partner: Partner) -> dict[str, str]:
    """The site's other languages, those that the shop speaks, and those of its translations."""
    found = {code: str(name) for code, name in settings.LANGUAGES}
    used = BenefitTranslation.objects.filter(benefit__partner=partner).order_by()
    codes = set(used.values_list("language", flat=True))
    spoken = partner.page.languages.values_list("pk", flat=True) if partner.page else ()
    known = SpokenLanguage.objects.filter(Q(slug__in=codes) | Q(pk__in=list(spoken)))
    found = dict(known.values_list("slug", "label")) | found
    for code in codes:
        found.setdefault(code, code)
    found.pop(settings.LANGUAGE_CODE)
    return found


def _form_page(
    request: HttpRequest, partner: Partner, form: BenefitForm, benefit: Benefit | None = None
) -> HttpResponse:
    now = timezone.now()
    return render(
        request,
        "partners/benefits/form.html",
        {
            "partner": partner,
            "form": form,
            "benefit": benefit,
            "more": [form[name] for name in form.MORE if name in form.fields],
            "first_day": services.first_day_of_changes(timezone.localdate(now))
            if benefit and services.is_relied_on(benefit, now)
            else None,
        },
        status=422 if form.errors else 200,
    )


def _done(request: HttpRequest, partner: Partner, act: Any, message: str) -> HttpResponse:
    try:
        act()
    except PartnerError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, message)
    return redirect("partner_benefits:list", partner=partner.pk)


def _told(changed: services.Changed) -> str:
    if changed.starts_on is None:
        return _("Saved. It holds at once.")
    return _("Saved. %(why)s So it holds from %(day)s on; until then all stays as it is.") % {
        "why": " ".join(str(less.label) for less in changed.less),
        "day": date_format(changed.starts_on, "j. F Y"),
    }


def _waits(row: Benefit, rows: list[Benefit]) -> bool:
    """Whether it only follows another benefit that still holds."""
    return any(other.pk == row.follows_id and not other.ended_at for other in rows)


def _open_benefit(partner: Partner, pk: int) -> Benefit:
    benefit: Benefit = get_object_or_404(
        Benefit.objects.filter(partner=partner, ended_at=None).select_related("partner"), pk=pk
    )
    return benefit


def _me(request: HttpRequest) -> Any:
    return request.user
