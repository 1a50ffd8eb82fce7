"""Who really looks: browsers fetch pages ahead, and programs follow links."""

from django.http import HttpRequest

_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def is_real_visit(request: HttpRequest) -> bool:
    """Whether somebody opens a page to read it, so that it may be noted as seen.

    What is noted may be noted any number of times; a forged request could do no more than the
    person's own next look.
    """
    if request.method != "GET":
        return False
    ahead = " ".join(request.headers.get(name, "") for name in _AHEAD).lower()
    return "prefetch" not in ahead and "preview" not in ahead and "prerender" not in ahead
