"""Reporting a barrier, and what keeps machines out of public forms."""

import time_machine
from django.utils import timezone
from post_office.models import Email

from core.models import AssociationSettings
from home.models import AccessibilityFeedback

ADDRESS = "/barrierefreiheit/"
NOW = timezone.now()


def report(client, *, after=10, **changes):
    """Fill in the form as a person does, `after` seconds after it was shown."""
    with time_machine.travel(NOW, tick=False):
        shown = client.get(ADDRESS).context["form"]["shown"].value()
    data = {"message": "Der Knopf ist zu klein. {{ x }}", "shown": shown, "website": "", **changes}
    with time_machine.travel(NOW.timestamp() + after, tick=False):
        return client.post(ADDRESS, data)


def test_a_report_is_kept_and_the_office_told(site, client):
    AssociationSettings.objects.update(email="buero@example.org")
    response = report(client, email="wer@example.org")
    assert response.url == f"{ADDRESS}#rueckmeldung"
    assert AccessibilityFeedback.objects.get().email == "wer@example.org"
    mail = Email.objects.get()
    assert "Der Knopf ist zu klein. {{ x }}" in mail.message
    assert mail.to == ["buero@example.org"]


def test_machines_are_thanked_and_nothing_is_kept(site, client):
    for caught in ({"after": 1}, {"website": "x"}, {"shown": "gefälscht"}):
        assert report(client, **caught).status_code == 302
    assert not AccessibilityFeedback.objects.exists()


def test_who_forgets_something_loses_nothing(site, client):
    response = report(client, message="", name="Erika Beispiel")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Erika Beispiel" in page
    assert "error-summary" in page


def test_who_reports_too_often_has_to_wait_and_loses_nothing(site, client, settings):
    settings.FORM_LIMITS = {**settings.FORM_LIMITS, "client": (1, 3600)}
    with time_machine.travel(NOW, tick=False):
        assert report(client).status_code == 302
        response = report(client, message="Noch etwas")
    assert response.status_code == 422
    assert "Noch etwas" in response.content.decode()
    assert AccessibilityFeedback.objects.count() == 1
