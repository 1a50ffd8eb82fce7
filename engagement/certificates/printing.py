"""A certificate as PDF, from what was kept when it was signed and how the association looks now."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.context_processors import association_settings
from core.printing.pictures import printable
from engagement import amounts
from engagement.certificates.document import PrintedCertificate
from engagement.mailing import absolute
from engagement.models import Certificate


def pdf_of(certificate: Certificate, request: HttpRequest) -> HttpResponse:
    """The certificate for the browser; a draft of it as long as nobody has signed."""
    # What the organisation writes and the competences are German, so all of it is.
    with translation.override(settings.LANGUAGE_CODE):
        content = _printed(certificate, request).render()
        name = certificate.number or _("draft")
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="Engagementnachweis-{name}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def hours_in_words(certificate: Certificate) -> str:
    """`42,5 Stunden`; empty where nothing is said of hours."""
    hours = certificate.hours
    if not hours:
        return ""
    text = ngettext("{hours} hour", "{hours} hours", 1 if hours == 1 else 2)
    return text.format(hours=amounts.shown(hours))


def period_in_words(certificate: Certificate) -> str:
    """`1. März 2025 bis 30. Juni 2026`"""
    starts_on, ends_on = date_format(certificate.starts_on), date_format(certificate.ends_on)
    if starts_on == ends_on:
        return starts_on
    return _("{starts_on} to {ends_on}").format(starts_on=starts_on, ends_on=ends_on)


def _printed(certificate: Certificate, request: HttpRequest) -> PrintedCertificate:
    association = association_settings(request)
    page = certificate.engagement.organisation.page
    day = timezone.localdate(certificate.signed_at) if certificate.signed_at else None
    today = day or timezone.localdate()
    title = _("Certificate of volunteering")
    number = certificate.number or ""
    return PrintedCertificate(
        title=title,
        author=association.name,
        day=today,
        subject=certificate.holder,
        foot=" · ".join(filter(None, [title, number, association.name])),
        holder=certificate.holder,
        organisation=certificate.organisation_name,
        town=certificate.town,
        role=certificate.role,
        period=period_in_words(certificate),
        hours=hours_in_words(certificate),
        tasks=certificate.task_lines,
        clauses=certificate.competence_texts,
        thanks=certificate.thanks,
        signed=", ".join(filter(None, [certificate.town, date_format(today)])) if day else "",
        signed_by=certificate.signed_by_name,
        signed_as=certificate.signed_by_role,
        number=number,
        address=absolute("certificate:check", number) if number else "",
        accent=association.accent_colour,
        logo=printable(association.logo),
        organisation_logo=printable(page.logo) if page else None,
    )
