"""An opportunity in the CMS: what the form offers, keeps and refuses."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.models import Activity
from opportunities.models import OpportunityPage
from tests.factories import OpportunityPageFactory, OrganisationPageFactory, UserFactory
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db


@shared_rows
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page)


def form_class():
    return OpportunityPage.get_edit_handler().get_form_class()


def offered(page):
    form = form_class()(instance=page, parent_page=page.get_parent(), for_user=None)
    return {activity.label for activity in form.fields["activities"].queryset}


def test_a_retired_entry_is_kept_where_it_is_but_offered_nowhere_else(organisation):
    activity = Activity.objects.create(label="Telegrafieren", slug="telegrafieren")
    with_it = OpportunityPageFactory(parent=organisation)
    with_it.activities.add(activity)
    with_it.save()
    without = OpportunityPageFactory(parent=organisation)
    assert "Telegrafieren" in offered(without)

    activity.is_active = False
    activity.save()

    assert "Telegrafieren" in offered(OpportunityPage.objects.get(pk=with_it.pk))
    assert "Telegrafieren" not in offered(without)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ends_on", dt.date(2026, 1, 1)),
        ("hours_per_week", 200),
        ("minimum_age", 300),
        ("postcode", "x"),
    ],
)
def test_what_can_not_be_is_refused_in_words(organisation, field, value):
    page = OpportunityPageFactory(parent=organisation, starts_on=dt.date(2026, 6, 1))
    setattr(page, field, value)
    with pytest.raises(ValidationError) as error:
        page.full_clean()
    assert error.value.messages


def test_half_a_place_on_the_map_is_refused(organisation):
    page = OpportunityPageFactory(parent=organisation)
    page.latitude = 51.6
    with pytest.raises(ValidationError, match=r"latitude|Breite"):
        page.full_clean()


@pytest.mark.parametrize("tab", ["add", "edit"])
def test_the_form_opens_for_the_towns_editor(organisation, luenen, client, tab):
    client.force_login(
        UserFactory(groups=[luenen.municipality.editors]),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    page = OpportunityPageFactory(parent=organisation)
    address = (
        reverse("wagtailadmin_pages:edit", args=[page.pk])
        if tab == "edit"
        else reverse(
            "wagtailadmin_pages:add", args=["opportunities", "opportunitypage", organisation.pk]
        )
    )
    assert client.get(address).status_code == 200


def test_an_opportunity_knows_its_last_day(organisation):
    def last_day(**fields):
        return OpportunityPageFactory(parent=organisation, **fields).open_until

    assert last_day() is None
    assert last_day(ends_on=dt.date(2027, 5, 1)) == dt.date(2027, 5, 1)
    assert last_day(ends_on=dt.date(2027, 5, 1), closes_on=dt.date(2027, 4, 1)) == dt.date(
        2027, 4, 1
    )
    page = OpportunityPageFactory(parent=organisation, time_model="once")
    page.dates.create(takes_place_on=dt.date(2027, 1, 9))
    page.dates.create(takes_place_on=dt.date(2027, 1, 16))
    page.save()
    assert page.open_until == dt.date(2027, 1, 16)
