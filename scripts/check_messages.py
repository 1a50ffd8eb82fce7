"""Hold the German catalogue against the texts in code and templates.

Without arguments: fails, and says which, if a text is missing, fuzzy or untranslated. With
`--write`: collects the texts into locale/de/LC_MESSAGES/django.po (GNU gettext needed).
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "de" / "LC_MESSAGES" / "django.po"
IGNORED = ("node_modules", "var", ".venv", "tests", "benchmarks", "scripts", "docs")


def collect(root: Path) -> None:
    """Run `makemessages` in `root`, which must hold a copy of or be the project."""
    ignore = [word for name in IGNORED for word in ("--ignore", name)]
    options = ["--locale", "de", "--no-location", "--no-wrap", "--no-obsolete"]
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "manage.py", "makemessages", *options, *ignore],
        cwd=root,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="de")


def is_translated(message: Message) -> bool:
    text = message.string
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


def complaints() -> list[str]:
    """What is wrong with the catalogue, one line each."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", *IGNORED), symlinks=True)
        collect(copy)
        needed = read(copy / CATALOGUE.relative_to(ROOT))
    present = {(message.id, message.context) for message in read(CATALOGUE) if message.id}
    found = []
    for message in needed:
        if not message.id:
            continue
        if (message.id, message.context) not in present:
            found.append(f"missing: {message.id!r}")
        elif message.fuzzy:
            found.append(f"fuzzy: {message.id!r}")
        elif not is_translated(message):
            found.append(f"untranslated: {message.id!r}")
    needed_ids = {(message.id, message.context) for message in needed}
    found += [f"no longer used: {key[0]!r}" for key in present if key not in needed_ids]
    return found


def main() -> int:
    if "--write" in sys.argv:
        collect(ROOT)
        return 0
    found = complaints()
    for line in found[:50]:
        print(line)  # noqa: T201 - a command
    if found:
        print(f"{len(found)} texts to see to; collect them with: make messages")  # noqa: T201
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
