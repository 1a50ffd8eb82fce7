"""What certificates bring to pages of the desk and of the own account."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.frame import AccountLink
from accounts.models import User
from core.sections import Section
from engagement.models import BackgroundCheck, Certificate
from organisations.desk import DeskLink, DeskTask
from organisations.models import Organisation


def tasks(organisation: Organisation) -> Iterator[DeskTask]:
    """Certificates that somebody waits for."""
    in_work = Certificate.objects.at_desk_of(organisation).in_work()
    asked = in_work.filter(requested_at__isnull=False).count()
    yield DeskTask(
        label=ngettext("certificate to write and sign", "certificates to write and sign", asked),
        url=reverse("desk_certificates:list", args=[organisation.pk]),
        count=asked,
        order=330,
    )


def link(organisation: Organisation) -> DeskLink:
    return DeskLink(
        label=_("Certificates"),
        url=reverse("desk_certificates:list", args=[organisation.pk]),
        icon="certificate",
        order=330,
    )


def of_account(user: User, request: HttpRequest) -> Section:
    """The way to one's certificates, and all that is kept of one's good conduct."""
    mine = Certificate.objects.of_user(user)
    checks = BackgroundCheck.objects.filter(volunteer__user=user).select_related("organisation")
    return Section(
        template="engagement/certificates/account_section.html",
        context={
            "signed": mine.valid().count(),
            "asked": mine.in_work().filter(requested_at__isnull=False).count(),
            "checks": list(checks),
        },
        order=320,
    )


def account_link(user: User) -> AccountLink:
    return AccountLink(
        label=_("My certificates"),
        url=reverse("certificates:list"),
        icon="certificate",
        order=320,
    )
