from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ehrenamtskarte.enums import CardType, Shortcut
from ehrenamtskarte.rules import RuleInForce, rules_in_force
from ehrenamtskarte.rules.advance.answers import answers_to
from ehrenamtskarte.rules.advance.forms import AdvanceForm
from ehrenamtskarte.rules.words import lines_of
from municipalities.models import Municipality


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def requirements(request: HttpRequest) -> HttpResponse:
    """`/ehrenamtskarte/voraussetzungen/`: five questions, and the answer on the same page.

    By POST, so that nobody's answers stand in an address; nothing is kept.
    """
    today = timezone.localdate()
    towns = list(Municipality.objects.filter(page__live=True).order_by("name"))
    rules = [rule for card_type in CardType for rule in rules_in_force(towns, today, card_type)]
    form = AdvanceForm(
        request.POST if request.method == "POST" else None,
        towns=towns,
        shortcuts=_offered(rules),
        initial=_initial(request, towns),
    )
    context = {"form": form, "rules": _by_town(rules), "towns": towns}
    if form.is_valid():
        context["is_answered"] = True
        context["answers"] = answers_to(form.cleaned_data, rules, today)
    return render(
        request,
        "ehrenamtskarte/rules/requirements.html",
        context,
        status=422 if form.errors else 200,
    )


def _offered(rules: list[RuleInForce]) -> list[Shortcut]:
    """What stands for the hours in any of the towns."""
    return [one for one in Shortcut if any(one in rule.shortcuts for rule in rules)]


def _initial(request: HttpRequest, towns: list[Municipality]) -> dict[str, str]:
    """`?ort=selm`, from a page of that town."""
    names = {town.slug: town.name for town in towns}
    name = names.get(request.GET.get("ort", ""))
    return {"home": name} if name else {}


def _by_town(rules: list[RuleInForce]) -> list[dict[str, object]]:
    """What counts where, for those who would rather read the rule."""
    towns = dict.fromkeys(rule.municipality for rule in rules)
    return [
        {
            "town": town,
            "cards": [
                {"label": rule.card_type.label, "lines": lines_of(rule)}
                for rule in rules
                if rule.municipality == town
            ],
        }
        for town in towns
    ]
