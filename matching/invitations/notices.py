"""The mail that invites. Its subject names the offer and nobody's name, as all of them."""

from django.utils.translation import gettext as _

from core.mail import send_mail
from matching.invitations.facts import facts_of
from matching.invitations.links import invitation_link
from matching.models import Invitation


def invite(invitation: Invitation) -> None:
    """Ask somebody whether an offer is something for them, and say why we think so."""
    volunteer, offer = invitation.profile.volunteer, invitation.opportunity
    send_mail(
        to=[volunteer.email],
        subject=_("Would that be something for you? “%(title)s”") % {"title": offer.title},
        template="matching/mail/invitation.txt",
        context={
            "name": volunteer.name,
            "invitation": invitation,
            "offer": offer,
            "facts": facts_of(invitation, offer),
            "organisation": offer.organisation,
            "link": invitation_link(invitation),
        },
        key=f"invitation:{invitation.pk}",
    )
