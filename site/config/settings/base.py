"""Settings that every environment shares.

Nothing here depends on a secret: `production` adds what has to come from the
environment and refuses to start without it, `dev` and `test` fill in harmless values.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.databases import database_settings
from config.logs import LOGGING as LOGGING  # a setting by being a name here

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[3]

# Everything a running site writes lies below this one folder, so that a backup is one folder.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    # The house, top to bottom: an app imports only from apps below it (pyproject, import-linter).
    "home",
    "partners",
    "ehrenamtskarte",
    "matching",
    "opportunities",
    "engagement",
    "organisations",
    "accounts",
    "municipalities",
    "core",
    # Wagtail
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    # Accounts
    "allauth",
    "allauth.account",
    # Background work and mail
    "django_tasks",
    "django_tasks_db",
    "post_office",
    # Django
    "csp",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # What tills report needs nothing of what follows (docs/redeeming.md).
    "partners.redeeming.device_api.middleware.ShortWayForTills",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outermost of what does work: a cached page must not cost a session or a user.
    "core.page_cache.PageCacheMiddleware",
    "core.content_security.ContentSecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.association",
            ],
        },
    },
]

# Widgets of ours find their templates where all others lie.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database and cache -------------------------------------------------------------------

DATABASES = {
    "default": database_settings(
        env.str("DATABASE_URL", default=""), sqlite_path=VAR_DIR / "ehrenamtsverbund.sqlite3"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One process's memory by default; CACHE_URL=redis://… shares it between hosts.
CACHES = {
    "default": env.cache_url("CACHE_URL", default="locmemcache://default"),
    "pages": {
        **env.cache_url("CACHE_URL", default="locmemcache://pages"),
        "KEY_PREFIX": "page",
        "OPTIONS": {} if env.str("CACHE_URL", default="") else {"MAX_ENTRIES": 1000},
    },
}

# How long a page of an anonymous visitor may be served from the cache, in seconds.
# What is published drops it at once (core.page_cache); this bounds only what depends on the clock.
PAGE_CACHE_SECONDS = 300

# How often a process looks whether another has changed public content (core.content_version).
CONTENT_LOOK_EVERY = 1.0  # seconds

# How often a process looks whether offers have changed, in seconds (opportunities.catalogue).
CATALOGUE_LOOK_EVERY = 1.0

# So many days before an offer ends its organisation is asked "still current?", and so many months
# after it last said something about one without an end (opportunities.desk.due).
OFFER_REMINDER_DAYS = env.int("OFFER_REMINDER_DAYS", default=10)
OFFER_ASK_MONTHS = env.int("OFFER_ASK_MONTHS", default=6)
# So many days before it holds a change is announced that lessens a shop's benefit; so many months
# after it was last confirmed a shop is asked whether its entry is still right; so many days what a
# shop wrote when it proposed itself is kept after the town has decided (partners.due).
BENEFIT_NOTICE_DAYS = env.int("BENEFIT_NOTICE_DAYS", default=14)
PARTNER_ASK_MONTHS = env.int("PARTNER_ASK_MONTHS", default=12)
PARTNER_PROPOSALS_KEPT_DAYS = env.int("PARTNER_PROPOSALS_KEPT_DAYS", default=180)
# How often within 30 days one person may be asked to step in, by all organisations together.
COVER_REQUESTS_A_MONTH = env.int("COVER_REQUESTS_A_MONTH", default=3)
# How often within 30 days one person may be invited to an offer, by all organisations together; how
# many people may be invited to one offer within 30 days; how many days they have to answer
# (matching.invitations).
INVITATIONS_A_MONTH = env.int("INVITATIONS_A_MONTH", default=2)
INVITATIONS_TO_AN_OFFER = env.int("INVITATIONS_TO_AN_OFFER", default=20)
INVITATION_DAYS = env.int("INVITATION_DAYS", default=14)

# --- Accounts -----------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupNamesForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = None

# The one password of all people in the demo content; without it no demo is made, because a
# password that stands in a public repository must not open anybody's site by mistake.
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")

# --- Ehrenamtskarte -----------------------------------------------------------------------

# With these the private keys of cards are encrypted: the first one encrypts, all of them decrypt
# (docs/card-keys.md).
CARD_KEY_ENCRYPTION_KEYS = env.list("CARD_KEY_ENCRYPTION_KEYS", default=[])
# How often within a year one card may be brought onto a phone (docs/card-on-the-phone.md).
CARD_PHONES_A_YEAR = env.int("CARD_PHONES_A_YEAR", default=5)
# Codes for that which one client may try, as (times, seconds).
CARD_CODE_TRIES = (10, 3600)
# Passes for the wallets of phones, each offered only where all of its settings are made
# (docs/wallet-passes.md). Files: certificate of a pass type, its key, and who has issued it.
APPLE_WALLET_CERTIFICATE = env.str("APPLE_WALLET_CERTIFICATE", default="")
APPLE_WALLET_KEY = env.str("APPLE_WALLET_KEY", default="")
APPLE_WALLET_KEY_PASSWORD = env.str("APPLE_WALLET_KEY_PASSWORD", default="")
APPLE_WALLET_INTERMEDIATE = env.str("APPLE_WALLET_INTERMEDIATE", default="")
# The issuer's number, and the file with the key of a service account.
GOOGLE_WALLET_ISSUER = env.str("GOOGLE_WALLET_ISSUER", default="")
GOOGLE_WALLET_KEY = env.str("GOOGLE_WALLET_KEY", default="")
# How often within a year a pass may be made of one card.
CARD_PASSES_A_YEAR = env.int("CARD_PASSES_A_YEAR", default=5)

# --- Partner shops --------------------------------------------------------------------------

# What one device of a shop may do, as (times, seconds): ask about a card, redeem (each use that it
# reports), and card numbers, which somebody might guess.
DEVICE_LIMITS = {
    "ask": (240, 60),
    "redeem": (env.int("DEVICE_REDEMPTIONS_PER_MINUTE", default=3000), 60),
    "number": (20, 600),
}
# How long single redemptions are kept before only their number is, in days.
REDEMPTIONS_KEPT_DAYS = env.int("REDEMPTIONS_KEPT_DAYS", default=60)

# --- Background work and mail -------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Every mail goes through the outbox: it is written in the same transaction as what it reports,
# and a worker sends it later (core.mail).
EMAIL_BACKEND = "core.mail.writing.OutboxBackend"
POST_OFFICE = {
    "BACKENDS": {"default": env.str("MAIL_BACKEND", "core.mail.smtp.EmailBackend")},
    "FILE_STORAGE": "private",
}
# How long a sent mail is kept, in days: its links are secrets of whom it went to.
MAILS_KEPT_DAYS = env.int("MAILS_KEPT_DAYS", default=7)
# So many mails about new offers a person gets in a month at most (matching.alerts.budget).
ALERT_MAILS_PER_MONTH = env.int("ALERT_MAILS_PER_MONTH", default=40)
# Where reports about mails that came back arrive (core.mail.mailboxes); empty: nobody reads them.
BOUNCE_MAILBOX = env.str("BOUNCE_MAILBOX", default="")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Ehrenamtsverbund <verbund@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Language and time --------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "config.formats"

# --- Files --------------------------------------------------------------------------------

NODE_MODULES = BASE_DIR / "node_modules"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # Only what pages load, not the packages' sources.
    ("kern", NODE_MODULES / "@kern-ux" / "native" / "dist"),
    ("leaflet", NODE_MODULES / "leaflet" / "dist"),
    ("leaflet.markercluster", NODE_MODULES / "leaflet.markercluster" / "dist"),
    ("htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("lean-qr", NODE_MODULES / "lean-qr"),
    ("zxing-wasm", NODE_MODULES / "zxing-wasm" / "dist" / "es"),
    ("zxing-wasm/wasm", NODE_MODULES / "zxing-wasm" / "dist" / "reader"),
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Uploads that nobody may fetch by address: exports to be imported, later proofs.
PRIVATE_ROOT = VAR_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT},
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Open API -----------------------------------------------------------------------------

# What one client may ask, as (requests, seconds); "bulk" are whole lists in one file.
API_LIMITS = {
    "usual": (env.int("API_REQUESTS_PER_MINUTE", default=120), 60),
    "bulk": (env.int("API_FILES_PER_HOUR", default=30), 3600),
}
# So many reverse proxies stand in front and add to X-Forwarded-For; 0: whoever connects is it.
NINJA_NUM_PROXIES = env.int("PROXIES_IN_FRONT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = NINJA_NUM_PROXIES
# Public forms, as (times, seconds): of one client, and mails to one mailbox that was typed in.
FORM_LIMITS = {"client": (30, 600), "mailbox": (6, 3600)}
# Numbers of certificates that one client may check, as (times, seconds).
CERTIFICATE_CHECKS = (60, 600)
# A name of `home.licences.LICENCES`; empty as long as the association has not decided.
OPEN_DATA_LICENCE = env.str("OPEN_DATA_LICENCE", default="")

# --- Security -----------------------------------------------------------------------------

X_FRAME_OPTIONS = "DENY"  # the admin lifts it for its own previews
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "frame-src": [SELF],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "worker-src": [SELF],
    }
}

# --- Maps ---------------------------------------------------------------------------------

# Streets below the points, for an association that has a tile server; without one, maps show the
# project's own shapes and ask nobody. Its host is let in by `core.content_security`.
MAP_TILE_URL = env.str("MAP_TILE_URL", default="")
MAP_TILE_ATTRIBUTION = env.str("MAP_TILE_ATTRIBUTION", default="")
MAP_TILE_MAX_ZOOM = env.int("MAP_TILE_MAX_ZOOM", default=19)

# --- Wagtail ------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Ehrenamtsverbund"
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
WAGTAILADMIN_LOGIN_URL = "admin_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/konto/anmelden/"
# Days as people here write them; each of LANGUAGES has to read them (FORMAT_MODULE_PATH).
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAIL_DATETIME_FORMAT = f"{WAGTAIL_DATE_FORMAT} {WAGTAIL_TIME_FORMAT}"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no request to anybody else
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_USAGE_COUNT_ENABLED = True
# Who may do everything need not hear of everything; and as coordinators they would hear twice.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing from outside on our pages
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odt", "pdf", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        "SEARCH_CONFIG": "german",
    }
}
