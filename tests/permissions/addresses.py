"""All addresses of the site by name, and what a request to one of them amounts to."""

import re
from collections.abc import Iterator

from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

_FORM = re.compile(r"<form\b[^>]*method=[\"']?post\b.*?</form>", re.S | re.I)


def every_address() -> Iterator[str]:
    """The names of all addresses, `namespace:name`; an unnamed one by its route."""
    yield from dict.fromkeys(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, route: str, namespace: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        full = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, full, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else full


def was_let_in(response: HttpResponseBase) -> bool:
    """Whether the request got through: not sent to the login, not refused, not "not found".

    Wagtail refuses by leading back to its start page with a message.
    """
    if response.status_code in (302, 303):
        target = response.headers["Location"]
        logins = (reverse("account_login"), reverse("admin_login"))
        return not (target.startswith(logins) or target == reverse("wagtailadmin_home"))
    return response.status_code not in (401, 403, 404)


def forms_without_token(response: HttpResponseBase) -> list[str]:
    """The beginnings of forms on a page that would be refused, because they carry no token.

    It gets lost where a template is included with `only`, and the test client does not mind.
    """
    if response.streaming or "text/html" not in response.headers.get("Content-Type", ""):
        return []
    forms = _FORM.findall(response.content.decode())
    return [
        form[:300]
        for form in forms
        # Wagtail sends this one by script, with the token in a header.
        if "csrfmiddlewaretoken" not in form and 'class="w-editing-sessions"' not in form
    ]


def stays_there(response: HttpResponseBase) -> bool:
    """For views that lead whoever may not enter to some other place."""
    return response.status_code == 200


def offers_any_page(response: HttpResponseBase) -> bool:
    """For bulk actions, which open for everybody and then leave out what one may not touch."""
    return response.status_code == 200 and bool(response.context["items"])


def offers_any_case(response: HttpResponseBase) -> bool:
    """The same, where those who may decide nothing get no page."""
    context = response.context if response.status_code == 200 else None
    return bool(context and (context["items"] or context["left_out"]))
