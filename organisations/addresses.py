from django.conf import settings


def absolute(path: str) -> str:
    """A whole address, for mails."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
