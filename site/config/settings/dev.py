"""A site on the own machine: `make run` and `make dev`."""

from config.settings.base import *  # noqa: F403
from config.settings.base import STATIC_ROOT, STORAGES, VAR_DIR, env

# Off by default even here, so that what one sees (error pages, caching) is what a town gets.
DEBUG = env.bool("DEBUG", default=False)
# Not a secret: a fixed word for machines that nobody else can reach.
SECRET_KEY = env.str("SECRET_KEY", default="only-for-the-own-machine-" + "x" * 40)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# Likewise ("only-for-the-own-machine-32bytes"); it has to stay the same, or old keys are lost.
CARD_KEY_ENCRYPTION_KEYS = env.list(
    "CARD_KEY_ENCRYPTION_KEYS", default=["b25seS1mb3ItdGhlLW93bi1tYWNoaW5lLTMyYnl0ZXM="]
)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="miteinander-2026")

# Pages load files as they lie in the tree; nothing to collect after an edit.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Mails are files that one can open, nothing leaves the machine.
POST_OFFICE = {
    **globals()["POST_OFFICE"],
    "BACKENDS": {"default": "django.core.mail.backends.filebased.EmailBackend"},
}
EMAIL_FILE_PATH = VAR_DIR / "mail"
