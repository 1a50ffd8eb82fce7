"""The administration shows days alike in both languages, so both read them."""

from django.conf.global_settings import DATE_INPUT_FORMATS as USUAL_DATES
from django.conf.global_settings import DATETIME_INPUT_FORMATS as USUAL_DATETIMES

DATE_INPUT_FORMATS = [*USUAL_DATES, "%d.%m.%Y"]
DATETIME_INPUT_FORMATS = [*USUAL_DATETIMES, "%d.%m.%Y %H:%M"]
