"""The association's synonyms as the search uses them."""

from collections.abc import Mapping

from core.content_version import kept
from core.german import Phrase


@kept
def synonyms() -> Mapping[Phrase, tuple[Phrase, ...]]:
    """What else to look for, by what is asked for: words and phrases as `read_phrase` reads them.

    Kept in this process until public content changes (`core.content_version`).
    """
    from core.models import Synonym

    found: dict[Phrase, dict[Phrase, None]] = {}
    for group in Synonym.objects.all():
        phrases = [phrase for phrase in group.phrases if phrase]
        for phrase in phrases[:1] if group.is_one_way else phrases:
            others = found.setdefault(phrase, {})
            others.update((other, None) for other in phrases if other != phrase)
    return {phrase: tuple(others) for phrase, others in found.items()}
