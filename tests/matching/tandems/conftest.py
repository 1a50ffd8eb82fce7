from matching.engine.profile import part_of_week
from matching.enums import TandemRole
from matching.models import TandemProgramme, TandemTopic
from tests.matching.tandems.pairs import THURSDAY, TUESDAY, person
from tests.shared_rows import shared_rows


@shared_rows
def programme(luenen):
    """Two mentors and three children."""
    made = TandemProgramme.objects.create(
        municipality=luenen.municipality,
        title="Lesepaten",
        about="Treffpunkt ist die Bücherei.",
        check_in_weeks="6, 2",
        thanks="Sie haben viel bewegt.",
    )
    for label in ("Deutsch", "Mathe"):
        TandemTopic.objects.create(programme=made, label=label)
    mentor, mentee = TandemRole.MENTOR, TandemRole.MENTEE
    person(made, mentor, "Berta", week=TUESDAY, topics=["Deutsch"], most_at_a_time=5)
    person(made, mentor, "Carl", week=TUESDAY | THURSDAY, topics=["Mathe"])
    person(made, mentee, "Ali", week=TUESDAY, topics=["Deutsch"])
    person(made, mentee, "Mia", week=THURSDAY, topics=["Mathe"])
    person(made, mentee, "Tom", week=part_of_week(6, 2))
    return made
