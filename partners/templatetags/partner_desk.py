from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from partners.conditions import conditions
from partners.desk.frame import PARTS
from partners.models import Benefit, Partner

register = template.Library()


@register.inclusion_tag("partners/desk/navigation.html", takes_context=True)
def partner_desk_navigation(context: Context) -> dict[str, Any]:
    """The pages of the desk at which the request's user sits, and the way to other shops."""
    request = context["request"]
    partner: Partner = request.partner
    links = [{"label": part.label, "icon": part.icon, "url": part.url(partner)} for part in PARTS]
    return {
        "partner": partner,
        "links": links,
        # Of the addresses above the page's own the nearest.
        "current": max(
            (str(link["url"]) for link in links if request.path.startswith(str(link["url"]))),
            key=len,
            default="",
        ),
        "has_others": Partner.objects.kept_by(request.user).exclude(pk=partner.pk).exists(),
    }


@register.filter(name="conditions")
def conditions_of(benefit: Benefit) -> list[str]:
    """For whom, when, where and how often, in short pieces."""
    return [one.label for one in conditions(benefit, today=timezone.localdate())]
