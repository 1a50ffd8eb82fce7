"""Who is told what of certificates by mail, in the transaction that it reports."""

from django.utils.translation import gettext as _

from core.links import make_link
from core.mail import send_mail
from engagement.certificates.links import OWN_CERTIFICATE
from engagement.mailing import absolute, address_of_volunteer, desk_addresses
from engagement.models import Certificate


def was_requested(certificate: Certificate) -> None:
    """Ask everybody at the desk, each by a mail of their own."""
    engagement = certificate.engagement
    url = absolute("desk_certificates:certificate", engagement.organisation_id, certificate.pk)
    for email in desk_addresses(engagement.organisation):
        _send(
            email,
            _("%(name)s asks for a certificate") % {"name": certificate.holder},
            "requested",
            {"certificate": certificate, "url": url},
        )


def was_signed(certificate: Certificate) -> None:
    """Tell the volunteer where the certificate is."""
    subject = _("Your certificate from %(organisation)s") % {
        "organisation": certificate.organisation_name
    }
    _tell(certificate, subject, "signed")


def was_withdrawn(certificate: Certificate) -> None:
    """Tell the volunteer that it holds no more, and why."""
    subject = _("%(organisation)s has withdrawn your certificate") % {
        "organisation": certificate.organisation_name
    }
    _tell(certificate, subject, "withdrawn")


def was_declined(certificate: Certificate, word: str) -> None:
    """Tell the volunteer that there will be no certificate, and why."""
    subject = _("%(organisation)s does not write the certificate") % {
        "organisation": certificate.organisation_name
    }
    _tell(certificate, subject, "declined", word=word)


def came_to_nothing(certificate: Certificate) -> None:
    """Tell the volunteer that nobody has written the certificate they had asked for."""
    subject = _("Your certificate from %(organisation)s was not written") % {
        "organisation": certificate.organisation_name
    }
    _tell(certificate, subject, "came_to_nothing")


def _tell(certificate: Certificate, subject: str, template: str, **context: object) -> None:
    volunteer = certificate.engagement.volunteer
    email = address_of_volunteer(volunteer)
    if not email:
        return  # reached by telephone only; the desk prints it for them
    if volunteer.user:
        url = absolute("certificates:list")
    elif certificate.is_valid:
        url = make_link(OWN_CERTIFICATE, certificate, email=email)
    else:
        url = ""
    _send(email, subject, template, {"certificate": certificate, "url": url, **context})


def _send(email: str, subject: str, template: str, context: dict[str, object]) -> None:
    send_mail(
        to=[email],
        subject=subject,
        template=f"engagement/certificates/mail/{template}.txt",
        context=context,
    )
