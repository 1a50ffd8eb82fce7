import io
import logging
import logging.config
import secrets

import pytest

from config.settings.base import LOGGING
from core.secret_free_logs import SecretFreeFormatter, blacken


@pytest.mark.parametrize(
    "line",
    [
        '"GET /l/{}/ HTTP/1.1" 302',
        "Not Found: /l/{}/",
        "https://ehrenamt.example.org/l/{}",
        "/konto/anmelden/?next=/l/{}/",
        "/konto/anmelden/?next=%2Fl%2F{}%2F",
        "/l/{}/kalender.ics",
        "/kalender/{}.ics",
        "webcal://ehrenamt.example.org/kalender/{}/mein.ics?x=1",
        "{}",
    ],
)
def test_secrets_are_blackened_wherever_they_stand(line):
    for _ in range(100):
        secret = secrets.token_urlsafe(32)
        written = blacken(line.format(secret))
        assert secret not in written
        assert written == line.format("███")


@pytest.mark.parametrize(
    "address",
    [
        "/was-passt-zu-mir/vorschlaege/?",
        "/was-passt-zu-mir/?",
        "/konto/profil/?",
        "https://ehrenamt.example.org/was-passt-zu-mir/fragen/ort/?",
        "/konto/anmelden/?next=/konto/profil/%3F",
    ],
)
def test_what_people_say_about_themselves_is_blackened(address):
    written = blacken(f'"GET {address}spricht=tr&alter=16&text=Ich+bin HTTP/1.1" 200')
    assert written == f'"GET {address}███ HTTP/1.1" 200'


def test_mangled_links_are_blackened_too():
    assert blacken("Not Found: /l/kurz-Ab_1") == "Not Found: /l/███"
    assert blacken("Not Found: /l/" + "A" * 80) == "Not Found: /l/███"


@pytest.mark.parametrize(
    "line",
    [
        "/luenen/ein-sehr-langer-name-einer-seite-mit-43-zei/",
        "/angebote/?feld=soziales",
        "/html/kurz",
        "d41d8cd98f00b204e9800998ecf8427e",
    ],
)
def test_the_rest_stays_readable(line):
    assert blacken(line) == line


def test_every_handler_of_the_site_blackens(monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", out)
    secret = secrets.token_urlsafe(32)
    root = logging.getLogger()
    names = ["django.request", "django.server", "granian.access", "post_office", "opportunities"]
    kept = {
        logger: (logger.handlers[:], logger.level, logger.propagate)
        for logger in [root, *(logging.getLogger(name) for name in LOGGING["loggers"])]
    }
    try:
        logging.config.dictConfig(LOGGING)
        for name in names:
            logger = logging.getLogger(name)
            logger.warning("GET %s", f"/l/{secret}/")
            try:
                raise ValueError(f"https://ehrenamt.example.org/l/{secret}/")
            except ValueError:
                logger.exception("failed")
    finally:
        for logger, (handlers, level, propagate) in kept.items():
            logger.handlers[:], logger.level, logger.propagate = handlers, level, propagate
    assert out.getvalue().count("/l/███") >= 2 * len(names)
    assert secret not in out.getvalue()
    assert all(
        formatter["()"].endswith(SecretFreeFormatter.__name__)
        for formatter in LOGGING["formatters"].values()
    )
    assert all(
        handler["formatter"] in LOGGING["formatters"] for handler in LOGGING["handlers"].values()
    )
