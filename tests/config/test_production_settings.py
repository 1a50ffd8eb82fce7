"""Production settings fail fast; each test starts a fresh interpreter, as a server would."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "SECRET_KEY": "".join(chr(33 + n % 90) for n in range(70)),
    "ALLOWED_HOSTS": "ehrenamt.example.org",
    "BASE_URL": "https://ehrenamt.example.org",
    "DATABASE_URL": "postgres://user:password@localhost/name",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "verbund@example.org",
    "CARD_KEY_ENCRYPTION_KEYS": "YSBrZXkgZm9yIHRlc3RzIG9ubHksIG9mIDMyIGJ5dGU=",
}
READ = """
import django
from django.conf import settings
django.setup()
print(settings.DATABASES["default"]["ENGINE"], settings.EMAIL_HOST, settings.DEBUG)
"""


def start(environment):
    names = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", READ],
        env={
            **names,
            **environment,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_complete_settings_start():
    result = start(COMPLETE)
    assert result.stdout.split() == [
        "django.db.backends.postgresql",
        "mail.example.org",
        "False",
    ], result.stderr


def test_everything_that_is_missing_is_named_at_once():
    result = start({})
    assert result.returncode != 0
    for name in COMPLETE:
        assert name in result.stderr


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY is too short"),
        ("BASE_URL", "http://ehrenamt.example.org", "https://"),
    ],
)
def test_what_is_wrong_is_refused(name, value, complaint):
    result = start({**COMPLETE, name: value})
    assert result.returncode != 0
    assert complaint in result.stderr
