import pytest

from tests.ehrenamtskarte.cards import make_cards
from tests.ehrenamtskarte.wallet.authorities import write_apple, write_google
from tests.factories import UserFactory, VolunteerFactory


@pytest.fixture
def town(luenen):
    return luenen.municipality


@pytest.fixture
def holder(db):
    user = UserFactory(email="erika@example.org")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def card(town, holder):
    volunteer = VolunteerFactory(name="Erika Beispiel", email=holder.email, user=holder)
    found = make_cards(town, 1, volunteer=volunteer)[0]
    found.number = "LUE-4821-9375"
    found.save(update_fields=["number"])
    return found


@pytest.fixture
def wallets(settings, tmp_path):
    """Both are set up."""
    for name, value in (write_apple(tmp_path) | write_google(tmp_path)).items():
        setattr(settings, name, value)
    return tmp_path
