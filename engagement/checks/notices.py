from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.mail import send_mail
from engagement.mailing import absolute, desk_addresses
from engagement.models import BackgroundCheck
from organisations.models import Organisation


def runs_out(organisation: Organisation, checks: Sequence[BackgroundCheck]) -> None:
    """Remind everybody at the desk of what has to be renewed soon."""
    for email in desk_addresses(organisation):
        send_mail(
            to=[email],
            subject=_("Certificates of good conduct have to be renewed"),
            template="engagement/checks/mail/runs_out.txt",
            context={
                "organisation": organisation,
                "checks": checks,
                "url": absolute("checks:list", organisation.pk),
            },
        )
