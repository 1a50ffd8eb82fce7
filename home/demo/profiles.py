"""Who keeps a profile of what suits them in the demo, and who is told of new offers."""

from django.utils.http import urlencode

from accounts.models import User
from home.demo import content
from home.demo.publishing import days_ago
from matching.alerts.services import save_search
from matching.enums import NoFit, SearchKind
from matching.models import Feedback, MatchingProfile, SavedSearch
from matching.profiles.services import keep_profile, note_no_fit, set_may_be_invited
from opportunities.models import OpportunityPage


def keep_profiles(people: dict[str, User]) -> None:
    """Answer the finder's questions and agree that the answers are kept."""
    for text in content.volunteering().profiles:
        query = urlencode(text.answers, doseq=True)
        profile = keep_profile(user=people[text.login], query=query)
        set_may_be_invited(profile=profile, may_be_invited=text.may_be_invited)
        for slug, reason in text.refused:
            offer = OpportunityPage.objects.get(slug=slug)
            note_no_fit(profile=profile, offer=offer.pk, reason=NoFit(reason))
        agreed_at = days_ago(text.days_ago)
        kept = MatchingProfile.objects.filter(pk=profile.pk)
        kept.update(agreed_at=agreed_at, updated_at=agreed_at)
        Feedback.objects.filter(profile=profile).update(given_at=agreed_at)


def save_searches(people: dict[str, User]) -> None:
    """Ask to be told of what is new from now on."""
    for text in content.volunteering().searches:
        user = people[text.login]
        search = save_search(
            kind=SearchKind.SEARCH if text.asked else SearchKind.PROFILE,
            query=urlencode(text.asked, doseq=True),
            rhythm=text.rhythm,
            user=user,
            profile=None if text.asked else MatchingProfile.objects.get(volunteer__user=user),
        )
        asked_at = days_ago(text.days_ago)
        SavedSearch.objects.filter(pk=search.pk).update(created_at=asked_at, confirmed_at=asked_at)
