"""Publishes offers on a running site: `site.run("tests.e2e.offers.making", "Title")`.

To read aloud in Selm, of the first organisation there; then the clock has its minute.
"""

import sys

import django


def publish(title: str) -> None:
    """An offer as an editor publishes it, and what the clock makes of it."""
    from django.utils import timezone

    from core.models import Activity, EngagementField, TargetGroup
    from matching import due
    from opportunities.enums import TimeModel
    from opportunities.models import OpportunityPage
    from organisations.models import OrganisationPage

    parent = OrganisationPage.objects.live().filter(municipality__slug="selm").first()
    page = OpportunityPage(
        title=title,
        summary="Einmal in der Woche eine Geschichte.",
        description="<p>Sie lesen Kindern vor.</p>",
        city="Selm",
        time_model=TimeModel.REGULAR,
        hours_per_week=2,
    )
    page.activities = Activity.objects.filter(slug="vorlesen")
    page.target_groups = TargetGroup.objects.filter(slug="kinder")
    page.engagement_fields = EngagementField.objects.filter(slug="schule-kita")
    parent.add_child(instance=page)
    page.save_revision().publish()
    due.do_what_is_due(timezone.now())


if __name__ == "__main__":
    django.setup()
    publish(sys.argv[1])
