import datetime as dt
import io
import re
from decimal import Decimal

import pypdfium2
import pytest
from django.core import mail
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from post_office.models import Email
from pypdf import PdfReader
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from core.colour import contrast
from core.mail import send_outbox
from core.models import AssociationSettings
from core.services import load_vocabularies
from engagement.certificates import due, services
from engagement.certificates.errors import CertificateError
from engagement.enums import EngagementState, HoursState
from engagement.models import Certificate, Competence
from organisations.records import record_of
from tests.engagement.factories import (
    CertificateFactory,
    EngagementFactory,
    HoursEntryFactory,
    VolunteerFactory,
)
from tests.factories import MembershipFactory, OrganisationPageFactory
from tests.qr import read_qr
from tests.queries import asked_of_pages

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)
TODAY = NOW.date()
Code = CertificateError.Code


@pytest.fixture
def engagement(luenen):
    page = OrganisationPageFactory(parent=luenen.page, title="Tafel Lünen")
    engagement = EngagementFactory(organisation=record_of(page))
    MembershipFactory(organisation=engagement.organisation)
    for hours, day, state in (
        ("2.50", dt.date(2025, 3, 1), HoursState.CONFIRMED),
        ("24", dt.date(2025, 12, 31), HoursState.CONFIRMED),
        ("3", dt.date(2025, 6, 1), HoursState.OPEN),
        ("5", dt.date(2026, 1, 1), HoursState.CONFIRMED),
    ):
        HoursEntryFactory(
            engagement=engagement,
            hours=Decimal(min(Decimal(hours), 24)),
            worked_on=day,
            state=state,
        )
    return engagement


def member_of(engagement):
    return engagement.organisation.memberships.first().user


def ask(engagement, **given):
    given = {"starts_on": dt.date(2025, 1, 1), "ends_on": dt.date(2025, 12, 31), **given}
    return services.request_certificate(engagement=engagement, now=NOW, **given)


def sign(certificate, **given):
    given = {
        "name": "Mina Beispiel",
        "role": "Vorsitzende",
        "by": member_of(certificate.engagement),
        **given,
    }
    return services.sign_certificate(certificate=certificate, now=NOW, **given)


def content(certificate, **given):
    own = {
        name: getattr(certificate, name)
        for name in ("starts_on", "ends_on", "role", "hours", "tasks", "thanks")
    }
    return services.Content(**{**own, "competences": [], **given})


def refusal(what):
    with pytest.raises(CertificateError) as caught:
        what()
    return caught.value.code


def mails():
    send_outbox.call()
    return mail.outbox


def test_confirmed_hours_of_the_period_are_proposed(engagement):
    assert ask(engagement).hours == Decimal("26.5")


def test_hours_may_be_left_out(engagement):
    assert ask(engagement, with_hours=False).hours is None


def test_the_desk_is_asked_and_the_volunteer_told(engagement):
    certificate = ask(engagement)
    (asked,) = mails()
    assert asked.to == [member_of(engagement).email]
    assert f"/nachweise/{certificate.pk}/" in asked.body
    sign(certificate)
    told = mails()[-1]
    assert told.to == [engagement.volunteer.email]
    assert "/konto/nachweise/" in told.body


def test_what_can_not_be_asked_for(engagement):
    later = dt.date(2026, 5, 21)
    assert refusal(lambda: ask(engagement, starts_on=dt.date(2019, 1, 1))) == Code.BEFORE_START
    assert refusal(lambda: ask(engagement, ends_on=later)) == Code.FUTURE
    assert refusal(lambda: ask(engagement, ends_on=dt.date(2024, 1, 1))) == Code.ENDS_BEFORE_START
    engagement.until = dt.date(2025, 6, 30)
    engagement.save()
    assert refusal(lambda: ask(engagement)) == Code.AFTER_END
    ask(engagement, ends_on=engagement.until)
    assert refusal(lambda: ask(engagement, ends_on=engagement.until)) == Code.IN_WORK
    engagement.state = EngagementState.CLAIMED
    engagement.save()
    assert refusal(lambda: ask(engagement)) == Code.NOT_CONFIRMED
    assert refusal(lambda: ask(EngagementFactory())) == Code.NO_DESK


def test_what_the_organisation_has_begun_is_what_is_asked_for(engagement):
    begun = services.start_certificate(engagement=engagement, now=NOW)
    assert services.start_certificate(engagement=engagement, now=NOW) == begun
    assert ask(engagement) == begun


def test_another_period_brings_its_hours(engagement):
    certificate = ask(engagement)
    longer = content(certificate, ends_on=dt.date(2026, 2, 1))
    changed = services.change_certificate(certificate=certificate, content=longer, today=TODAY)
    assert changed.hours == Decimal("31.5")
    own = content(changed, ends_on=dt.date(2026, 3, 1), hours=Decimal(12))
    assert services.change_certificate(
        certificate=certificate, content=own, today=TODAY
    ).hours == Decimal(12)


def test_what_is_signed_stays_as_it_was(engagement):
    load_vocabularies()
    competence = Competence.objects.first()
    certificate = ask(engagement)
    services.change_certificate(
        certificate=certificate,
        content=content(certificate, competences=[competence]),
        today=TODAY,
    )
    signed = sign(certificate)
    clause = competence.sentence
    competence.sentence = "anders"
    competence.save()
    engagement.volunteer.name = "Anders"
    engagement.volunteer.save()
    found = Certificate.objects.get(pk=signed.pk)
    assert found.competence_texts == [clause]
    assert found.holder != "Anders"
    assert found.town == "Lünen"
    found.role = "Vorsitz"
    for change in (
        found.save,
        found.delete,
        lambda: Certificate.objects.filter(pk=found.pk).update(role="Vorsitz"),
        lambda: Certificate.objects.all().delete(),
        lambda: services.change_certificate(certificate=found, content=content(found), today=TODAY),
        lambda: services.discard_certificate(certificate=found),
        lambda: services.take_back_request(certificate=found),
    ):
        assert refusal(change) == Code.SIGNED
    assert sign(found, name="Zweite").signed_by_name == "Mina Beispiel"


def test_signing_needs_somebody_else(engagement):
    certificate = ask(engagement)
    assert refusal(lambda: sign(certificate, role=" ")) == Code.NO_SIGNATURE
    own = MembershipFactory(
        organisation=engagement.organisation, user=engagement.volunteer.user
    ).user
    assert refusal(lambda: sign(certificate, by=own)) == Code.OWN


def test_withdrawing_tells_the_volunteer_why(engagement):
    certificate = ask(engagement)
    by = member_of(engagement)

    def withdraw(reason="Falscher Zeitraum"):
        return services.withdraw_certificate(certificate=certificate, reason=reason, by=by)

    assert refusal(withdraw) == Code.NOT_SIGNED
    sign(certificate)
    assert refusal(lambda: withdraw(" ")) == Code.WORD_MISSING
    assert not withdraw().is_valid
    assert "Falscher Zeitraum" in mails()[-1].body
    assert refusal(withdraw) == Code.WITHDRAWN


def test_declining_tells_the_volunteer_why(engagement):
    certificate = ask(engagement)
    assert refusal(lambda: services.discard_certificate(certificate=certificate)) == (
        Code.WORD_MISSING
    )
    services.discard_certificate(certificate=certificate, word="Bitte fragen Sie im Sommer.")
    assert "im Sommer" in mails()[-1].body
    assert not Certificate.objects.exists()


def test_one_in_work_for_each_engagement(engagement):
    CertificateFactory(engagement=engagement)
    with pytest.raises(IntegrityError):
        CertificateFactory(engagement=engagement)


def test_competences_read_well():
    load_vocabularies()
    competences = list(Competence.objects.all())
    assert 20 <= len(competences) <= 30
    for one in competences:
        assert re.search(r"(t|en)$", one.sentence), one.sentence  # "Dabei hat … gearbeitet"
        assert not one.sentence.endswith(".")


# --- On paper -------------------------------------------------------------------------------


def signed(engagement, **given):
    return CertificateFactory(
        engagement=engagement,
        signed=True,
        **{
            "hours": Decimal("26.5"),
            "town": "Lünen",
            "tasks": "- Ausgabe geplant\n- Waren abgeholt",
            "competence_texts": ["Zusagen verlässlich eingehalten", "im Team mitgewirkt"],
            "thanks": "Herzlichen Dank für Ihre Zeit!",
            **given,
        },
    )


def printed(client, certificate):
    client.force_login(certificate.engagement.volunteer.user)
    response = client.get(reverse("certificates:pdf", args=[certificate.pk]))
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    return response.content


def text_of(data):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_paper_says_everything_and_its_code_leads_to_the_check(client, engagement):
    engagement.volunteer.name = "Özlem Großkötter-Łukasz"
    engagement.volunteer.save()
    certificate = signed(engagement)
    data = printed(client, certificate)
    text = text_of(data)
    for part in (
        *("Engagementnachweis", "Özlem Großkötter-Łukasz", "Tafel Lünen, Lünen", "Kassenwart"),
        *("1. Januar 2025 bis 31. Dezember 2025", "26,5 Stunden", "Ausgabe geplant"),
        *("Zusagen verlässlich eingehalten,", "im Team mitgewirkt.", "Herzlichen Dank"),
        *("Mina Beispiel", "Vorsitzende", certificate.number, "Ehrenamtsverbund Test"),
    ):
        assert part in text
    with pypdfium2.PdfDocument(data) as document:
        image = document[0].render(scale=150 / 72, grayscale=True).to_pil()
    (code,) = read_qr(image)
    assert code.text.endswith(reverse("certificate:check", args=[certificate.number]))
    assert client.get(code.text.removeprefix("http://testserver")).status_code == 200


def test_paper_can_be_followed_by_screen_readers(client, engagement):
    reader = PdfReader(io.BytesIO(printed(client, signed(engagement))))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Engagementnachweis"
    assert [entry.title for entry in reader.outline] == [
        *("Engagementnachweis", "Aufgaben", "Kompetenzen", "Dank", "Nachweis prüfen"),
    ]
    roles = [one.get_object()["/S"] for one in root["/StructTreeRoot"]["/K"]["/K"]]
    assert roles.count("/H1") == 1
    assert roles.count("/H2") == 3
    assert roles.count("/L") == 2
    for font in reader.pages[0]["/Resources"]["/Font"].values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_paper_reads_well_in_grey(client, engagement):
    AssociationSettings.objects.update(accent_colour="#b3261e")
    with pypdfium2.PdfDocument(printed(client, signed(engagement))) as document:
        image = document[0].render(scale=2, grayscale=True).to_pil()
    heading = image.crop((0, 0, image.width, image.height // 8))  # name and rule in the accent
    darkest = heading.getextrema()[0]
    assert contrast((darkest,) * 3, (255, 255, 255)) >= 4.5


def test_long_names_and_many_tasks_go_on_to_the_next_page(client, engagement):
    engagement.volunteer.name = "Wilhelmina-Friederike " * 5
    engagement.volunteer.save()
    certificate = signed(
        engagement,
        holder="W" * 120,
        organisation_name="Donaudampfschifffahrtsgesellschaft " * 5,
        role="R" * 160,
        tasks="\n".join("Eine Aufgabe, die lang beschrieben ist und umbricht" for _ in range(38)),
        competence_texts=["etwas sehr Ausführliches " * 9 + "gelernt"] * 28,
        thanks="Danke " * 99,
        signed_by_role="F" * 120,
    )
    reader = PdfReader(io.BytesIO(printed(client, certificate)))
    assert 2 <= len(reader.pages) <= 5
    assert certificate.number in reader.pages[-1].extract_text()


def test_logos_are_pictures_with_words(client, engagement):
    logo = get_image_model().objects.create(title="Logo", file=get_test_image_file())
    AssociationSettings.objects.update(logo=logo)
    engagement.organisation.page.logo = logo
    engagement.organisation.page.save()
    reader = PdfReader(io.BytesIO(printed(client, signed(engagement))))
    inner = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]["/K"]
    alts = [one.get_object().get("/Alt") for one in inner if one.get_object()["/S"] == "/Figure"]
    assert alts == ["Logo: Ehrenamtsverbund Test", "Logo: Tafel Lünen"]


def test_a_draft_says_that_it_is_none(client, engagement):
    certificate = CertificateFactory(engagement=engagement)
    client.force_login(member_of(engagement))
    response = client.get(
        reverse("desk_certificates:pdf", args=[engagement.organisation_id, certificate.pk])
    )
    assert "Entwurf" in text_of(response.content)
    with pypdfium2.PdfDocument(response.content) as document:
        assert not read_qr(document[0].render(scale=2).to_pil())


def test_without_account_a_link_opens_it(client, engagement):
    engagement.volunteer = VolunteerFactory(user=None)
    engagement.save()
    certificate = services.start_certificate(engagement=engagement, now=NOW)
    sign(certificate)
    (link,) = re.findall(r"http://\S+(/l/\S+/)", mails()[-1].body)
    page = client.get(link, follow=True)
    pdf = re.search(r'href="(\S+nachweis\.pdf)"', page.content.decode())[1]
    assert client.get(pdf).headers["Content-Type"] == "application/pdf"
    client.session.flush()
    client.cookies.clear()
    assert client.get(pdf).status_code == 404


# --- For whoever holds it in their hands ------------------------------------------------------


def check(client, number):
    return client.get(reverse("certificate:check", args=[number]))


def test_a_valid_one_says_what_the_paper_says_and_is_kept_nowhere(client, engagement):
    certificate = signed(engagement)
    response = check(client, certificate.number.lower().replace("-", " "))
    assert response.status_code == 200
    text = response.content.decode()
    assert "gültig" in text
    assert certificate.holder in text
    assert engagement.volunteer.email not in text
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_a_withdrawn_one_says_only_that(client, engagement):
    certificate = signed(engagement)
    assert "gültig" in check(client, certificate.number).content.decode()
    services.withdraw_certificate(
        certificate=certificate, reason="Geheimer Grund", by=member_of(engagement)
    )
    text = check(client, certificate.number).content.decode()
    assert "zurückgezogen" in text
    for hidden in (certificate.holder, "Geheimer Grund", "Tafel Lünen", "Kassenwart"):
        assert hidden not in text


def test_wrong_numbers_are_answered_alike(client, engagement):
    number = signed(engagement).number
    near = number[:-1] + ("7" if number[-1] != "7" else "8")

    def answer(text):
        response = check(client, text)
        assert response.status_code == 404
        return re.sub(r"[?&]next=\S+|/nachweis/[^\"]*", "", response.content.decode())

    assert answer(near) == answer("EN-2026-0000-0000-0000") == answer("unsinn")


def test_nobody_guesses_numbers(client, engagement, settings):
    settings.CERTIFICATE_CHECKS = (3, 600)
    number = signed(engagement).number
    assert [check(client, "EN-2026-0000-0000-0000").status_code for _ in range(3)] == [404] * 3
    response = check(client, number)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "600"


def test_numbers_are_typed_in(client, engagement):
    number = signed(engagement).number
    enter = reverse("certificate:enter")
    assert client.get(enter).status_code == 200
    response = client.get(enter, {"nummer": number.lower()})
    assert response.headers["Location"] == reverse("certificate:check", args=[number])
    assert client.get(enter, {"nummer": "falsch"}).status_code == 404
    assert "Bitte korrigieren" in client.get(enter, {"nummer": ""}).content.decode()


# --- At the desk and in the account -------------------------------------------------------------


def test_bad_input_is_said_beside_the_field_and_changes_nothing(client, engagement):
    certificate = ask(engagement)
    client.force_login(member_of(engagement))
    address = reverse(
        "desk_certificates:certificate", args=[engagement.organisation_id, certificate.pk]
    )
    given = {"starts_on": "2018-01-01", "ends_on": "31.12.2025", "role": "Fahrer", "hours": "zwölf"}
    response = client.post(address, {**given, "tasks": "Bleibt stehen"})
    text = response.content.decode()
    assert "Bitte geben Sie Stunden wie 120 oder 42,5 an." in text
    assert "Bleibt stehen" in text
    response = client.post(address, {**given, "hours": "12,5"})
    assert "Das Engagement begann erst am" in response.content.decode()
    certificate.refresh_from_db()
    assert certificate.role == "Kassenwart"
    client.post(address, {**given, "starts_on": "01.01.2025", "hours": "12,5"})
    certificate.refresh_from_db()
    assert (certificate.role, certificate.hours) == ("Fahrer", Decimal("12.5"))


@pytest.mark.parametrize("address", ["own", "desk"])
def test_lists_ask_as_much_for_many_as_for_one(client, engagement, address):
    user = engagement.volunteer.user if address == "own" else member_of(engagement)
    client.force_login(user)
    url = (
        reverse("certificates:list")
        if address == "own"
        else reverse("desk_certificates:list", args=[engagement.organisation_id])
    )

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(asked_of_pages(queries))

    signed(engagement)
    CertificateFactory(engagement=engagement, requested_at=NOW)
    count()
    once = count()
    for _ in range(5):
        other = EngagementFactory(
            organisation=engagement.organisation, volunteer=engagement.volunteer
        )
        signed(other)
        CertificateFactory(engagement=other, requested_at=NOW)
    assert count() == once


def left_alone(certificate, days):
    Certificate.objects.filter(pk=certificate.pk).update(changed_at=NOW - dt.timedelta(days=days))


def test_a_draft_nobody_goes_on_with_is_erased_and_who_asked_is_told(engagement):
    asked = ask(engagement)
    begun = services.start_certificate(engagement=EngagementFactory(), now=NOW)
    Email.objects.all().delete()
    for draft in (asked, begun):
        left_alone(draft, 181)
    assert due.do_what_is_due(NOW) == 2
    assert not Certificate.objects.exists()
    (told,) = Email.objects.all()
    assert told.to == [engagement.volunteer.email]
    assert "20. Mai 2026" in told.message
    assert due.do_what_is_due(NOW) == 0
    # The hours are there for the next one.
    assert ask(engagement).hours == asked.hours


def test_what_is_written_in_or_signed_is_kept(engagement):
    draft = ask(engagement)
    left_alone(draft, 181)
    draft.refresh_from_db()
    services.change_certificate(certificate=draft, content=content(draft, tasks="Kisten"))
    assert due.do_what_is_due(NOW) == 0
    left_alone(draft, 179)
    assert due.do_what_is_due(NOW) == 0
    signed = sign(draft)
    assert due.do_what_is_due(signed.signed_at + dt.timedelta(days=5000)) == 0
    assert Certificate.objects.get() == signed
