import re
from pathlib import Path

import pytest
from django.conf import settings

from core import icons
from core.services import load_vocabularies

ROOT = Path(settings.BASE_DIR)
IN_TEMPLATES = re.compile(r"""{%\s*icon\s+["']([\w-]+)["']\s*%}""")
IN_CODE = re.compile(r"""\bicon\(["']([\w-]+)["']\)""")


def used_icons() -> set[str]:
    found = set()
    for path in (ROOT / "templates").rglob("*.html"):
        found |= set(IN_TEMPLATES.findall(path.read_text(encoding="utf-8")))
    for app in ("core", "municipalities", "organisations", "opportunities", "home", "accounts"):
        for path in (ROOT / app).rglob("*.py"):
            found |= set(IN_CODE.findall(path.read_text(encoding="utf-8")))
    return found


def test_every_icon_that_is_shown_is_drawn():
    assert used_icons() - icons.icon_names() == set()
    assert len(used_icons()) > 20


@pytest.mark.django_db
def test_every_field_of_engagement_has_its_own_icon():
    from core.models import EngagementField

    load_vocabularies()
    names = list(EngagementField.objects.values_list("icon", flat=True))
    assert set(names) <= icons.icon_names()
    assert len(set(names)) == 14


def test_an_unknown_icon_is_replaced_not_left_empty():
    assert "#sport" in icons.field_icon("sport")
    assert f"#{icons.FALLBACK}" in icons.field_icon("gibt-es-nicht")
    assert f"#{icons.FALLBACK}" in icons.field_icon("")


def test_icons_only_adorn():
    assert 'aria-hidden="true"' in icons.icon("clock")
    assert "&lt;" in icons.icon("<script>")
