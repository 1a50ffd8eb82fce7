"""The steps of writing an offer as forms."""

from opportunities.desk.forms.base import Section, StepForm
from opportunities.desk.forms.what import WhatForm
from opportunities.desk.forms.when import WhenForm
from opportunities.desk.forms.who import WhoForm

__all__ = ["Section", "StepForm", "WhatForm", "WhenForm", "WhoForm"]
