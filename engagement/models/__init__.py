from engagement.models.certificates import Certificate, Competence
from engagement.models.checks import BackgroundCheck
from engagement.models.engagements import Engagement
from engagement.models.hours import HoursEntry, Timer, WeekPattern

__all__ = [
    "BackgroundCheck",
    "Certificate",
    "Competence",
    "Engagement",
    "HoursEntry",
    "Timer",
    "WeekPattern",
]
