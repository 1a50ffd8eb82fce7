"""The WSGI entry point, for `granian --interface wsgi config.wsgi:application`."""

import os
import sys
from pathlib import Path

from django.core.wsgi import get_wsgi_application

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "site"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

# Models can be imported only now that the apps are loaded.
from opportunities.catalogue import watch  # noqa: E402

watch()
