"""A town's server. Everything it needs comes from the environment; what is missing stops it.

`docs/operations.md` lists the variables. Starting with half a configuration would only move
the error to the first citizen who meets it, so each missing name is told at once.
"""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import env

REQUIRED = {
    "SECRET_KEY": "a long random text, the same on every host",
    "ALLOWED_HOSTS": "the site's host names, separated by commas",
    "BASE_URL": "the site's address, beginning with https://",
    "DATABASE_URL": "postgres://user:password@host/name, or sqlite:////path/to/file",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the sender of the site's mails",
    "CARD_KEY_ENCRYPTION_KEYS": "encrypts the keys of cards (docs/card-keys.md)",
}
_missing = [f"  {name}: {what}" for name, what in REQUIRED.items() if not env.str(name, default="")]
if _missing:
    raise ImproperlyConfigured(
        "The production settings need these environment variables:\n" + "\n".join(_missing)
    )

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    raise ImproperlyConfigured("SECRET_KEY is too short: take at least 50 random characters.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = env.str("BASE_URL")
if not WAGTAILADMIN_BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("BASE_URL must begin with https://.")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL.rstrip("/")]

vars().update({k: v for k, v in env.email_url("EMAIL_URL").items() if k != "EMAIL_BACKEND"})
EMAIL_TIMEOUT = 20  # seconds

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
NINJA_NUM_PROXIES = env.int("PROXIES_IN_FRONT", default=1)
ALLAUTH_TRUSTED_PROXY_COUNT = NINJA_NUM_PROXIES
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
