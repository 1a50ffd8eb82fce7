from core.models import Activity, EngagementField, Requirement, TargetGroup
from municipalities.services import Founded
from opportunities.models import OpportunityPage, WeeklySlot
from organisations.models import OrganisationPage
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.shared_rows import shared_rows


@shared_rows
def tafel(luenen: Founded) -> OrganisationPage:
    return OrganisationPageFactory(parent=luenen.page, title="Tafel Lünen e. V.")


@shared_rows
def reading(tafel: OrganisationPage) -> OpportunityPage:
    """Reading to children in Lünen on Saturday mornings, with a certificate of good conduct."""
    page = OpportunityPageFactory(
        parent=tafel, title="Vorlesen in der Kita", time_model="regular", hours_per_week=2
    )
    page.activities.add(Activity.objects.get(slug="vorlesen"))
    page.target_groups.add(TargetGroup.objects.get(slug="kinder"))
    page.engagement_fields.add(EngagementField.objects.get(slug="schule-kita"))
    page.requirements.add(Requirement.objects.get(slug="fuehrungszeugnis"))
    page.slots.add(WeeklySlot(weekday=5, starts_at="09:00", ends_at="11:00"))
    page.save()
    return page


@shared_rows
def driving(tafel: OrganisationPage) -> OpportunityPage:
    """Driving in Selm, for adults with a licence, ten hours a week."""
    page = OpportunityPageFactory(
        parent=tafel,
        title="Fahrerin gesucht",
        city="Selm",
        postcode="59379",
        minimum_age=21,
        hours_per_week=10,
        time_model="flexible",
    )
    page.activities.add(Activity.objects.get(slug="fahrdienste"))
    page.requirements.add(Requirement.objects.get(slug="fuehrerschein-b"))
    page.save()
    return page


@shared_rows
def reading_too(selm: Founded) -> OpportunityPage:
    """Another one that reads aloud, of another organisation."""
    other = OrganisationPageFactory(parent=selm.page, title="Bücherei Selm", city="Selm")
    page = OpportunityPageFactory(parent=other, title="Vorlesestunde", city="Selm")
    page.activities.add(Activity.objects.get(slug="vorlesen"))
    page.target_groups.add(TargetGroup.objects.get(slug="kinder"))
    page.save()
    return page
