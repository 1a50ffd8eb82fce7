"""What was understood of somebody's own words, to be shown and taken over as answers."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

from matching.engine import skills_in_words
from matching.engine.freetext import WHOLE_WEEK, FreeText, read_free_text
from matching.profiles import choices
from matching.profiles.parameters import DISLIKED, ProfileParameters


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What the text says besides words to look for."""

    labels: list[str]  # each stands alone
    refused: list[str]  # what one would rather not
    query: str  # the same answers with these ticked, so that each can be changed


def own_words(parameters: ProfileParameters) -> OwnWords | None:
    """None where the text says nothing that one could have ticked."""
    text: str = parameters.cleaned["text"]
    if not text:
        return None
    read = read_free_text(text)
    kept = [pair for pair in parameters.values() if pair[0] != "text"]
    left = ", ".join(filter(None, (read.words, *(f"keine {word}" for word in read.ruled_out))))
    words = [("text", left)] if left else []
    ticked = ProfileParameters(QueryDict(urlencode([*kept, *_said(parameters, read), *words])))
    names = set(parameters.base_filters) - {"text", *DISLIKED.values()}
    labels = _new(ticked.labels(names), parameters.labels(names)) + _brought(read)
    refused = _new(ticked.refused, parameters.refused) + read.ruled_out
    if not (labels or refused):
        return None
    return OwnWords(labels=labels, refused=refused, query=ticked.query)


def _brought(read: FreeText) -> list[str]:
    """What the text says in passing that one has: it rules nothing out, so it is no answer."""
    skills = skills_in_words(read.values("bringt"))
    return [skills] if skills else []


def _new(labels: list[str], known: list[str]) -> list[str]:
    return [label for label in labels if label not in known]


def _said(parameters: ProfileParameters, read: FreeText) -> list[tuple[str, str]]:
    """What the text says, as parameters; what was answered otherwise stays as it is."""
    levels = {level.value: name for name, level in choices.GERMAN_LEVELS.items()}
    found = []
    for one in read.said:
        if one.parameter in ("wo", "umkreis") or one.parameter not in parameters.base_filters:
            continue
        several = isinstance(parameters.cleaned[one.parameter], frozenset)
        if several or not parameters.cleaned[one.parameter]:
            found.append((one.parameter, levels.get(one.value, one.value)))
    if read.place and not parameters.cleaned["wo"]:
        found.append(("wo", read.place.name))
        found += [("umkreis", str(read.radius_km))] if read.radius_km else []
    return found + _week(parameters, read)


def _week(parameters: ProfileParameters, read: FreeText) -> list[tuple[str, str]]:
    if parameters.cleaned["wann"]:
        return []
    week = read.week
    if read.never:
        week = (week or WHOLE_WEEK) & ~read.never
    parts = enumerate(choices.parts_of_the_week())
    return [("wann", part) for bit, part in parts if week >> bit & 1]
