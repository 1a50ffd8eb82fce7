"""Words of the API's description."""

from typing import cast

from django.utils.translation import gettext_lazy


def later(message: str) -> str:
    """`gettext_lazy` for libraries whose types ask for `str`; `describe` makes it text."""
    return cast(str, gettext_lazy(message))
