"""The steps of an application as forms; each saves what it asks for and nothing else."""

from ehrenamtskarte.applications.forms.person import (
    CHECK_ADDRESS,
    BirthField,
    NewPersonForm,
    PersonForm,
    PostcodeField,
    TownForm,
)
from ehrenamtskarte.applications.forms.questions import QuestionsForm, ReplyForm
from ehrenamtskarte.applications.forms.works import (
    MOST_HOURS_A_YEAR,
    ContactForm,
    ProofForm,
    WorkForm,
)

__all__ = [
    "CHECK_ADDRESS",
    "MOST_HOURS_A_YEAR",
    "BirthField",
    "ContactForm",
    "NewPersonForm",
    "PersonForm",
    "PostcodeField",
    "ProofForm",
    "QuestionsForm",
    "ReplyForm",
    "TownForm",
    "WorkForm",
]
