import json
from pathlib import Path

from django.apps import apps
from django.db import transaction

from core.models import Term


@transaction.atomic
def load_vocabularies() -> int:
    """Fill the lists that are still empty with the entries the project brings along.

    Every app may have a `data/vocabularies.json`: `{"app.Model": [{"label": …, "slug": …}]}`.
    A list that the association has begun is its own and is left alone. Returns the number of
    new entries.
    """
    added = 0
    for config in apps.get_app_configs():
        file = Path(config.path) / "data" / "vocabularies.json"
        if not file.exists():
            continue
        for label, entries in json.loads(file.read_text(encoding="utf-8")).items():
            model = apps.get_model(label)
            if not issubclass(model, Term) or model.objects.exists():
                continue
            model.objects.bulk_create(
                model(sort_order=position * 10, **entry)
                for position, entry in enumerate(entries, start=1)
            )
            added += len(entries)
    return added
