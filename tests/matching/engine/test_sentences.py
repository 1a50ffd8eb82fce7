"""Reasons as one German sentence, and what is missing."""

import pytest
from django.utils import translation

from core.models import Activity
from matching.engine import Missing, Reason, missing_in_words, sentence
from matching.engine.likings import GAINED, LIKED_ACTIVITIES, LIKED_WAYS
from matching.engine.reasons import ANY_DAY, READ, RELATED, THROUGH
from matching.engine.sentences import _WORDS, Wording
from matching.engine.ways import WAYS
from matching.engine.weights import COMPONENTS

pytestmark = pytest.mark.usefixtures("luenen")  # with it come the association's lists
SATURDAY = 0b111 << 15


def in_words(reason):
    return Wording().say(reason)


@pytest.fixture(autouse=True)
def in_german():
    with translation.override("de"):
        yield


def test_a_sentence_says_when_where_and_what():
    reasons = (
        Reason("activity", ("vorlesen",)),
        Reason("distance", number=1.2),
        Reason("time", number=SATURDAY),
    )
    assert sentence(reasons) == "passt, weil: samstags, 1,2 km, Sie lesen gern vor"


def test_without_reasons_there_is_no_sentence():
    assert sentence(()) == ""


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason("field", ("sport",)), "Bereich „Sport und Bewegung“"),
        (Reason("target", ("kinder", "jugendliche")), "für Jugendliche und Kinder"),
        (Reason("languages", ("tr",)), "Sie sprechen Türkisch"),
        (Reason("skills", ("fuehrerschein-b",)), "Sie bringen mit: Führerschein Klasse B"),
        (Reason("hours", number=1.0), "1 Stunde in der Woche"),
        (Reason("hours", number=1.5), "1,5 Stunden in der Woche"),
        (Reason("hours", number=2.5), "2,5 Stunden in der Woche"),
        (Reason("model", ("einmalig",)), "einmalig"),
        (Reason("distance", ("online",)), "von zu Hause aus möglich"),
        (Reason("distance", number=12.0), "12 km"),
        (Reason("time", number=0b111), "montags"),
        (Reason("time", number=(1 << 21) - 1), "an mehreren Ihrer Tage"),
        (Reason("time", (THROUGH,), SATURDAY), "Sie haben an allen Tagen des Angebots Zeit"),
        (Reason("time", (ANY_DAY,), 0b001 << 15), "vormittags"),
        (Reason("time", (ANY_DAY,), SATURDAY), "zu Ihren Zeiten"),
        (Reason("time", (READ,), SATURDAY), "laut Beschreibung samstags"),
        (Reason("time", (ANY_DAY, READ), 0b011), "laut Beschreibung vormittags und nachmittags"),
        (Reason("time", (ANY_DAY, READ), 0b111), "zu Ihren Zeiten"),
        (Reason("ways", ("draussen",)), "Sie sind gern draußen"),
        (Reason("gain", ("karte",)), "zählt für die Ehrenamtskarte"),
        (Reason("text", ("koche",)), "Ihre Worte „koche“"),
        (Reason("text", ("koche",), RELATED), "verwandt mit Ihren Worten „koche“"),
        (Reason("target", ("gibt-es-nicht",)), ""),
    ],
)
def test_each_reason_in_words(reason, words):
    if reason.component == "target" and words:
        assert in_words(reason) in {words, "für Kinder und Jugendliche"}
    else:
        assert in_words(reason) == words


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        ([Reason("languages", ("tr",)), Reason("text", ("türkisch",))], "Sie sprechen Türkisch"),
        (
            [Reason("text", ("vorlese", "türkisch")), Reason("languages", ("tr",))],
            "Sie sprechen Türkisch, Ihre Worte „vorlese“",
        ),
        # Only the beginning of a word is the same word in another form.
        (
            [Reason("text", ("eise",)), Reason("activity", ("reisebegleitung",))],
            "Sie begleiten gern Reisen, Ihre Worte „eise“",
        ),
    ],
)
def test_own_words_are_not_said_again(reasons, words):
    assert sentence(reasons) == f"passt, weil: {words}"


def test_what_is_missing_is_named():
    missing = [Missing("besorgen", "fuehrungszeugnis"), Missing("mitbringen", "weg")]
    assert missing_in_words(missing) == ["Erweitertes Führungszeugnis nötig"]


def test_an_activity_of_the_association_s_own_has_words_too():
    Activity.objects.create(label="Bienen zählen", slug="bienen")
    assert in_words(Reason("activity", ("bienen",))) == "Sie mögen „Bienen zählen“"


def test_everything_that_can_be_said_has_words():
    assert set(_WORDS) == set(COMPONENTS)
    assert set(LIKED_WAYS) == set(WAYS)
    assert set(GAINED) == {"lernen", "nachweis", "auslagen", "karte", "menschen"}
    known = set(Activity.objects.values_list("slug", flat=True))
    assert set(LIKED_ACTIVITIES) <= known


def test_each_language_has_its_own_words():
    reason = Reason("time", number=SATURDAY)
    assert in_words(reason) == "samstags"
    with translation.override("en"):
        assert in_words(reason) == "Saturdays"
