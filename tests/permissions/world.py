"""Two towns with one of everything that belongs to a town, and one person for every role."""

import datetime as dt
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone
from post_office.models import Email
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Workflow

from accounts.models import Volunteer
from core.models import MailAttempt
from ehrenamtskarte.applications.proofs import keep_proof
from ehrenamtskarte.enums import AttestationState, BatchState, CardApplicationState
from ehrenamtskarte.keys import signing_key
from ehrenamtskarte.models import CardBatch, CardDesign, Proof, TrustedIssuer
from engagement.enums import HoursState
from home.models import AccessibilityFeedback, HomePage
from home.services import OFFICE
from matching.enums import TandemRole
from matching.models import Invitation as OfferInvitation
from matching.models import (
    InvitationRound,
    MatchingProfile,
    SpeedDating,
    Tandem,
    TandemPerson,
    TandemProgramme,
)
from municipalities.models import Municipality
from municipalities.services import Founded
from opportunities.enums import ApplicationState, InterestState, Party
from opportunities.messages.attachments import keep_file
from opportunities.models import (
    CounsellingSlot,
    CoverCall,
    ImportRun,
    Interest,
    OpportunityDate,
    OpportunityPage,
    WeeklySlot,
)
from organisations.enums import MemberRole, RegistrationState
from organisations.models import Invitation, Organisation
from organisations.records import record_of
from partners.enums import BenefitKind, DoubtKind, PartnerState, ProposalState
from partners.models import (
    PairingCode,
    PartnerBranch,
    PartnerInvitation,
    PartnerList,
    PartnerListDoubt,
    PartnerListRun,
    PartnerMembership,
    PartnerPage,
    PartnerProposal,
    ScannerDevice,
)
from partners.records import record_of as record_of_shop
from tests.ehrenamtskarte.applications.factories import AttestationFactory, CardApplicationFactory
from tests.ehrenamtskarte.issuing.factories import issued
from tests.engagement.factories import (
    BackgroundCheckFactory,
    CertificateFactory,
    EngagementFactory,
    HoursEntryFactory,
    VolunteerFactory,
)
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    OpportunityPageFactory,
    OrganisationPageFactory,
    RegistrationFactory,
    UserFactory,
)

ROLES = ("anonymous", "volunteer", "member", "owner", "editor", "coordinator", "office")


def build_side(founded: Founded) -> SimpleNamespace:
    """What one town owns."""
    town = founded.municipality
    author = UserFactory(groups=[town.editors])
    collection = Collection.objects.get(name=town.name)
    organisation = OrganisationPageFactory(parent=founded.page, title=f"Verein {town.name}")
    record = record_of(organisation)
    opportunity = OpportunityPageFactory(
        parent=organisation, title=f"Angebot {town.name}", revision=True
    )
    WeeklySlot.objects.create(opportunity=opportunity, weekday=2)
    # Will change later: what is planned locks the page, so it is one of its own.
    planned = OpportunityPageFactory(parent=organisation, title=f"Geplant {town.name}")
    planned.go_live_at = timezone.now() + dt.timedelta(days=30)
    scheduled = planned.save_revision(user=author, approved_go_live_at=planned.go_live_at)
    waiting = OpportunityPageFactory(parent=organisation, title="Wartet", published=False)
    waiting.save_revision(user=author)
    state = founded.page.get_workflow().start(waiting, author)
    image = get_image_model().objects.create(
        title=f"Bild {town.name}", file=get_test_image_file(), collection=collection
    )
    document = get_document_model().objects.create(
        title=f"Blatt {town.name}", file=ContentFile(b"Text", "blatt.txt"), collection=collection
    )
    workflow = Workflow.objects.get(workflow_pages__page=founded.page)
    run = ImportRun.objects.create(
        municipality=town, file=ContentFile(b"", "export.xml"), file_name="export.xml"
    )
    list_doubt = doubt_of_a_list(town)
    application = ApplicationFactory(opportunity=opportunity)
    message = application.messages.create(party=Party.APPLICANT, text="Anbei.")
    keep_file(message, ContentFile(b"%PDF-1.7 %%EOF", "zeugnis.pdf"))
    message.save()
    by_telephone = ApplicationFactory(
        opportunity=opportunity,
        volunteer=VolunteerFactory(user=None, email="", phone="02306 123456"),
        state=ApplicationState.ACCEPTED,
    )
    dated = OpportunityPageFactory(parent=organisation, title=f"Termin {town.name}")
    date = OpportunityDate.objects.create(opportunity=dated, takes_place_on=timezone.localdate())
    dated_application = ApplicationFactory(
        opportunity=dated,
        dates=[date.key],
        volunteer=application.volunteer,
        state=ApplicationState.ACCEPTED,
    )
    engagement = EngagementFactory(organisation=record, volunteer=application.volunteer)
    helper = EngagementFactory(organisation=record, volunteer=VolunteerFactory(user=None))
    other_role = EngagementFactory(organisation=record, volunteer=application.volunteer)
    card_draft = CardApplicationFactory(
        municipality=town, state=CardApplicationState.DRAFT, volunteer=application.volunteer
    )
    card_work = AttestationFactory(application=card_draft, state=AttestationState.OPEN)
    card_case = CardApplicationFactory(
        municipality=town, state=CardApplicationState.ASKED, volunteer=application.volunteer
    )
    card_attestation = AttestationFactory(
        application=card_case, organisation=record, state=AttestationState.OPEN
    )
    trusted = TrustedIssuer.objects.create(
        name=f"Verbund bei {town.name}", url=f"https://{town.slug}.example.org/jwks.json"
    )
    return SimpleNamespace(
        town=town,
        card_key=signing_key(town).key,
        trusted_issuer=trusted,
        # Nobody fetches from it.
        trusted_inactive=TrustedIssuer.objects.create(
            name="Nicht mehr", url=f"https://{town.slug}.example.org/alt.json", is_active=False
        ),
        trusted_list=trusted.status_lists.create(
            address="https://example.org/liste",
            token=b"",
            issued_at=timezone.now(),
            fetched_at=timezone.now(),
        ),
        page=founded.page,
        organisation=organisation,  # the page
        record=record,
        member=MembershipFactory(organisation=record),
        stranger=MembershipFactory(),
        invitation=Invitation.objects.create(organisation=record, email="neu@example.org"),
        registration=RegistrationFactory(
            municipality=town, organisation=record, state=RegistrationState.WAITING
        ),
        unconfirmed=RegistrationFactory(municipality=town),
        engagement=engagement,
        open_hours=HoursEntryFactory(engagement=engagement),
        confirmed_hours=HoursEntryFactory(engagement=engagement, state=HoursState.CONFIRMED),
        helper=helper,
        certificate=CertificateFactory(engagement=engagement, signed=True),
        begun_certificate=CertificateFactory(engagement=helper),
        asked_certificate=CertificateFactory(engagement=other_role, requested_at=timezone.now()),
        strange_certificate=CertificateFactory(),
        checked=BackgroundCheckFactory(
            volunteer=application.volunteer, organisation=record
        ).volunteer,
        opportunity=opportunity,
        first_revision=opportunity.revisions.order_by("pk").first(),
        planned=planned,
        scheduled=scheduled,
        waiting=waiting,
        workflow_state=state,
        task_state=state.current_task_state,
        task=state.current_task_state.task,
        workflow=workflow,
        collection=collection,
        image=image,
        document=document,
        author=author,
        group=town.editors,
        feedback=AccessibilityFeedback.objects.create(message="Zu kleine Schrift"),
        run=run,
        list_run=list_doubt.run,
        list_doubt=list_doubt,
        application=application,
        booking=application.bookings.get(),
        message=message,
        by_telephone=by_telephone,
        booking_by_telephone=by_telephone.bookings.get(),
        dated=dated,
        dated_application=dated_application,
        dated_booking=dated_application.bookings.get(slot=date.key),
        cover_call=CoverCall.objects.create(
            opportunity=dated, booking=dated_application.bookings.get(slot=date.key)
        ),
        volunteer=application.volunteer,  # who has no account on the foreign side
        mail_attempt=lost_mail(),
        card_rule=town.card_rules.get(),
        card=issued(town),
        card_batch=CardBatch.objects.create(
            municipality=town, state=BatchState.RELEASED, released_at=timezone.now()
        ),
        card_design=CardDesign.objects.create(municipality=town),
        card_draft=card_draft,
        card_work=card_work,
        card_proof=Proof.objects.create(
            attestation=card_work,
            file=ContentFile(b"%PDF-1.7 %%EOF", "brief.pdf"),
            name="brief.pdf",
            media_type="application/pdf",
            size=14,
        ),
        card_case=card_case,
        card_attestation=card_attestation,
        case_proof=keep_proof(
            attestation=card_attestation, file=ContentFile(b"%PDF-1.7 %%EOF", "beleg.pdf")
        ),
        interest=Interest.objects.create(
            municipality=town, volunteer=application.volunteer, state=InterestState.OPEN
        ),
        counselling_slot=CounsellingSlot.objects.create(
            municipality=town, starts_at=timezone.now() + dt.timedelta(days=7)
        ),
        offer_invitation=invitation_to(opportunity, application.volunteer),
        **shop_of(founded),
        **pairs_of(town, record),
    )


def pairs_of(town: Municipality, organisation: Organisation) -> dict[str, object]:
    """A speed-dating with somebody who comes, and a running tandem."""
    event = SpeedDating.objects.create(
        municipality=town,
        title="Kennenlernen",
        takes_place_on=timezone.localdate(),
        starts_at=dt.time(17),
        planned_at=timezone.now(),
    )
    programme = TandemProgramme.objects.create(municipality=town, title="Lesepaten")
    facts = {"programme": programme, "phone": "02306 1", "agreed_on": timezone.localdate()}
    mentor = TandemPerson.objects.create(role=TandemRole.MENTOR, name="Berta", **facts)
    mentee = TandemPerson.objects.create(role=TandemRole.MENTEE, name="Ali", **facts)
    return {
        "speed_dating": event,
        "speed_dating_guest": event.guests.create(name="Ada"),
        "speed_dating_table": event.tables.create(organisation=organisation),
        "tandem_programme": programme,
        "mentor": mentor,
        "tandem": Tandem.objects.create(
            mentor=mentor, mentee=mentee, place=0, started_on=timezone.localdate()
        ),
    }


def invitation_to(opportunity: OpportunityPage, volunteer: Volunteer) -> OfferInvitation:
    """Somebody who agreed to be asked has been asked."""
    profile, _is_new = MatchingProfile.objects.get_or_create(volunteer=volunteer)
    return OfferInvitation.objects.create(
        round=InvitationRound.objects.create(opportunity=opportunity, asked=1),
        opportunity=opportunity,
        profile=profile,
        expires_at=timezone.now() + dt.timedelta(days=7),
    )


def lost_mail() -> MailAttempt:
    """Of which nobody can know whether it went out."""
    email = Email.objects.create(from_email="a@example.org", to=["b@example.org"], status=None)
    return MailAttempt.objects.create(email=email, begun_at=timezone.now(), error="Timeout")


def doubt_of_a_list(town: Municipality) -> PartnerListDoubt:
    """A state of a list of shops, and a question about it."""
    partner_list = PartnerList.objects.create(name="Stadtmarketing", municipality=town)
    run = PartnerListRun.objects.create(
        partner_list=partner_list, municipality=town, file_name="liste.csv"
    )
    return PartnerListDoubt.objects.create(
        run=run, key="1", kind=DoubtKind.GONE, title="Bäckerei Beispiel", candidates=[{}]
    )


def shop_of(founded: Founded) -> dict[str, object]:
    """A shop with two places, a benefit, an owner, somebody invited; and two proposals."""
    town = founded.municipality
    page = PartnerPage(title=f"Geschäft {town.name}")
    for street in ("Markt 1", "Markt 2"):
        page.branches.add(PartnerBranch(street=street, postcode=town.desk_postcode))
    founded.page.add_child(instance=page)
    shop = record_of_shop(page)
    shop.state = PartnerState.ACCEPTED
    shop.save()
    facts = {"municipality": town, "name": "Café", "email": "cafe@example.org"}
    return {
        "shop": shop,
        "shop_branch": page.branches.first(),
        "benefit": shop.benefits.create(kind=BenefitKind.FREE_EXTRA, title="Ein Kaffee"),
        "device": ScannerDevice.objects.create(
            partner=shop, name="Kasse", token_digest=str(shop.pk)
        ),
        "pairing_code": PairingCode.objects.create(
            partner=shop, name="Kasse", digest=str(shop.pk), expires_at=timezone.now()
        ),
        "shop_owner": PartnerMembership.objects.create(partner=shop, user=UserFactory()),
        "shop_invitation": PartnerInvitation.objects.create(partner=shop, email="neu@example.org"),
        "shop_proposal": PartnerProposal.objects.create(
            state=ProposalState.WAITING, confirmed_at=timezone.now(), **facts
        ),
        "unconfirmed_shop": PartnerProposal.objects.create(**facts),
    }


def build_world(home: HomePage, luenen: Founded, selm: Founded) -> SimpleNamespace:
    """`own` is Lünen's, `foreign` Selm's.

    The editor and the coordinator work for Lünen, owner and member for the organisation there;
    the owner also keeps the shop there.
    """
    from django.contrib.auth.models import Group

    town = luenen.municipality
    own = build_side(luenen)
    volunteer = UserFactory()
    own.volunteer.user = volunteer
    own.volunteer.save()
    owner = MembershipFactory(organisation=own.record, role=MemberRole.OWNER).user
    PartnerMembership.objects.create(partner=own.shop, user=owner)
    return SimpleNamespace(
        home=home,
        own=own,
        foreign=build_side(selm),
        users={
            "anonymous": None,
            "volunteer": volunteer,
            "member": MembershipFactory(organisation=own.record).user,
            "owner": owner,
            "editor": UserFactory(groups=[town.editors]),
            "coordinator": UserFactory(groups=[town.coordinators]),
            "office": UserFactory(groups=[Group.objects.get(name=OFFICE)]),
        },
    )
