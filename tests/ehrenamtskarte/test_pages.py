import pytest
from django.urls import reverse

from ehrenamtskarte.models import CardPage

pytestmark = pytest.mark.django_db

WAYS = ("card_requirements", "card_applications:start", "my_cards", "check_card")


def test_a_new_association_has_a_page_that_leads_to_the_card(client, home):
    html = client.get("/ehrenamtskarte/").content.decode()
    for name in WAYS:
        assert f'href="{reverse(name)}"' in html


def test_it_stands_in_the_main_navigation(client, home):
    header = client.get("/").content.decode().split("</header>")[0]
    assert 'href="/ehrenamtskarte/"' in header


def test_there_is_one_page_about_the_card(home):
    assert not CardPage.can_create_at(home)
