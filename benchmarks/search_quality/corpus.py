"""A site of its own with the demo and, if there are any, exports; and its offers by stable keys."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Towns whose agencies' exports the sample files are, so that their places are the site's own.
TOWNS = (
    ("05113000", "--name=Essen"),
    ("02000000", "--name=Hamburg", "--latitude=53.55", "--longitude=9.99"),
)


def prepare(folder: Path, exports: list[Path]) -> None:
    """Fill a database below `folder`, unless it is there from an earlier run."""
    environment = {"VAR_DIR": str(folder), "DEMO_PASSWORD": os.urandom(12).hex()}
    os.environ.update(environment, DJANGO_SETTINGS_MODULE="config.settings.dev")
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    done = folder / "filled"
    _manage("migrate", "--verbosity", "0")
    if done.exists():
        return
    print("Filling a database; with --site FOLDER it is kept for the next time …")
    _manage("demo")
    if exports:
        for ags, *options in TOWNS:
            _manage("add_town", ags, *options)
    for export in exports:
        _manage("import_freinet", str(export), "--elsewhere", "collect")
    done.touch()


def _manage(*arguments: str) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def stable_keys() -> dict[int, str]:
    """Freinet's number, or organisation and offer as in the address, by the page's primary key."""
    from opportunities.models import OpportunityPage
    from opportunities.models.imports import FreinetOffer

    keys = {
        page_id: f"{organisation}/{slug}"
        for page_id, organisation, slug in OpportunityPage.objects.values_list(
            "pk", "organisation__slug", "slug"
        )
    }
    imported = FreinetOffer.objects.filter(page__isnull=False)
    return keys | dict(imported.values_list("page_id", "freinet_id"))


def documents() -> dict[str, dict[str, str]]:
    """The searchable fields of every open offer by its stable key, as the catalogue reads them."""
    from django.utils import timezone

    from opportunities.catalogue.documents import WEIGHTS
    from opportunities.catalogue.reading import Reader
    from opportunities.models import OpportunityPage

    today = timezone.localdate()
    keys = stable_keys()
    pages = list(OpportunityPage.objects.open(today).public().values_list("pk", flat=True))
    return {
        keys[offer.key]: dict(zip(WEIGHTS, offer.document, strict=True))
        for offer in Reader(today).read(sorted(pages))
    }
