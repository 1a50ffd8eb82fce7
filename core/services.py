import json
from pathlib import Path

from django.apps import apps
from django.db import transaction

from core.models import ReadyText, Synonym, Term


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


@transaction.atomic
def load_synonyms() -> int:
    """Give a site that has no synonyms yet those of `core/data/synonyms.json`.

    The file has two lists of words as they are typed in the admin: `both_ways` and `one_way`.
    Returns the number of new groups.
    """
    if Synonym.objects.exists():
        return 0
    file = Path(__file__).parent / "data" / "synonyms.json"
    lists = json.loads(file.read_text(encoding="utf-8"))
    groups = [
        Synonym(words=words, is_one_way=name == "one_way")
        for name in ("both_ways", "one_way")
        for words in lists[name]
    ]
    return len(Synonym.objects.bulk_create(groups))


@transaction.atomic
def load_ready_texts() -> int:
    """Give a site that has no ready texts yet those of `core/data/ready_texts.json`.

    The file has a list of them for each purpose. Returns the number of new texts.
    """
    if ReadyText.objects.exists():
        return 0
    file = Path(__file__).parent / "data" / "ready_texts.json"
    texts = [
        ReadyText(purpose=purpose, sort_order=position * 10, **text)
        for purpose, listed in json.loads(file.read_text(encoding="utf-8")).items()
        for position, text in enumerate(listed, start=1)
    ]
    return len(ReadyText.objects.bulk_create(texts))
