"""In German hours are also said and written as words."""

from django.conf.global_settings import TIME_INPUT_FORMATS as USUAL

TIME_INPUT_FORMATS = [*USUAL, "%H.%M", "%H:%M Uhr", "%H.%M Uhr", "%H Uhr"]
