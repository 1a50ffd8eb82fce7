"""The test suite: fast, silent, nothing leaves the process."""

import tempfile
from pathlib import Path

from config.databases import database_settings
from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, STORAGES, env

DEBUG = False
SECRET_KEY = "tests"  # noqa: S105 - not a secret
ALLOWED_HOSTS = ["*"]
CARD_KEY_ENCRYPTION_KEYS = ["b25seS1mb3ItdGhlLW93bi1tYWNoaW5lLTMyYnl0ZXM="]
DEMO_PASSWORD = "miteinander-2026"  # noqa: S105 - not a secret

_FILES = Path(tempfile.mkdtemp(prefix="ehrenamtsverbund-tests-"))
DATABASES = {
    "default": database_settings(
        env.str("TEST_DATABASE_URL", default=""), sqlite_path=_FILES / "tests.sqlite3"
    )
}
DATABASES["default"].pop("CONN_MAX_AGE", None)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, as in production: threads that write at once must be able to wait for each other.
    DATABASES["default"]["TEST"] = {"NAME": str(DATABASES["default"]["NAME"])}
    # Seconds: ten processes that write at once wait longer where the machine has much else to do.
    DATABASES["default"]["OPTIONS"]["timeout"] = 180
elif template := env.str("TEST_DATABASE_TEMPLATE", default=""):
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}

# Only when the process itself has changed something, so that a slow test asks no more than a fast.
CATALOGUE_LOOK_EVERY = CONTENT_LOOK_EVERY = float("inf")

MEDIA_ROOT = _FILES / "media"
PRIVATE_ROOT = _FILES / "private"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT},
    },
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
POST_OFFICE = {
    "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"},
    "FILE_STORAGE": "private",
}
ACCOUNT_RATE_LIMITS = False
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "WARNING"}}
LOCALE_PATHS = [BASE_DIR / "locale"]
