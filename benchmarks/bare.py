"""Django with nothing but what printing needs, for benchmarks of modules that know no models."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def set_up() -> None:
    import django
    from django.conf import settings

    sys.path.insert(0, str(ROOT))
    settings.configure(
        LANGUAGE_CODE="de",
        LOCALE_PATHS=[ROOT / "locale"],
        INSTALLED_APPS=["django.contrib.staticfiles"],
        STATICFILES_DIRS=[("kern", ROOT / "node_modules" / "@kern-ux" / "native" / "dist")],
    )
    django.setup()
