"""What a running site writes down about itself."""

from typing import Any

# Every line goes through the formatter that blackens the secrets of links by mail.
_FORMATTER = "core.secret_free_logs.SecretFreeFormatter"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": _FORMATTER,
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "access": {"()": _FORMATTER, "format": "%(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "access": {
            "class": "logging.StreamHandler",
            "formatter": "access",
            "stream": "ext://sys.stdout",
        },
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["access"], "level": "INFO", "propagate": False},
        # The web server's, written only if it is asked to (`granian --access-log`).
        "granian.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
        "wagtail": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Two lines for every page saved would hide what matters; failures are errors.
        "django_tasks": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django_tasks_db": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "post_office": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
