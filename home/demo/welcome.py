"""What `make run` says at the end. In German, as everything that the demo says."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse
from wagtail.models import WorkflowState

from engagement.models import Certificate
from home.demo import content
from home.demo.people import PEOPLE, coordinator_email, demo_is_here
from municipalities.models import MunicipalityPage

TOWN = "luenen"  # whose coordinator shows how things are approved
NOTHING_YET = """
  {base_url}/ ist bereit, aber noch ohne Beispielinhalte.
  Mit Beispielinhalten (nur auf einer leeren Seite):   manage.py demo
  Mit dem eigenen Verbund:   manage.py found_association "Name"  und  manage.py add_town Lünen
"""


def welcome_text(*, base_url: str) -> str:
    if not demo_is_here():
        return NOTHING_YET.format(base_url=base_url)
    name = content.association()["name"]
    text = (content.DATA / "welcome.txt").read_text(encoding="utf-8")
    return text.format(
        name=name,
        rule="=" * len(name),
        base_url=base_url,
        login=reverse("account_login"),
        mails=_mail_folder(),
        password=settings.DEMO_PASSWORD or "(in DEMO_PASSWORD)",
        logins=_logins(),
        coordinator=coordinator_email(TOWN),
        waiting=_waiting(),
        certificate=base_url + _certificate(),
    )


def _logins() -> str:
    rows = [(person.role, person.email, person.sees) for person in PEOPLE]
    role, email = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "\n".join(f"  {row[0]:<{role}}  {row[1]:<{email}}  {row[2]}" for row in rows)


def _waiting() -> str:
    """One sentence on what Lünen's coordinator finds to approve."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).order_by("pk")
    home = MunicipalityPage.objects.filter(municipality__slug=TOWN).first()
    for page in (state.content_object for state in states):
        if home and page and page.is_descendant_of(home):
            return f"Im Redaktionsbereich wartet „{page.title}“ auf Ihre Freigabe."
    return "Im Redaktionsbereich sehen Sie, was in der Stadt gerade zu tun ist."


def _certificate() -> str:
    """Where the first certificate is checked; without one, where its number is typed in."""
    signed = Certificate.objects.exclude(number=None).order_by("pk").first()
    if signed is None:
        return reverse("certificate:enter")
    return reverse("certificate:check", args=[signed.number])


def _mail_folder() -> str:
    folder = getattr(settings, "EMAIL_FILE_PATH", "")
    if not folder:
        return "über den eingestellten Mailserver"
    path, root = Path(folder), settings.BASE_DIR
    return f"{path.relative_to(root) if path.is_relative_to(root) else path}/"
