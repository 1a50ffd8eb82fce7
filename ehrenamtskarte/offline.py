"""Pages that come up without network: what their service worker has to keep.

The worker's script names a version that follows from everything the page is made of, so that a
browser that asks for it notices any change and takes over all files of a new version at once.
"""

import json
import posixpath
import re
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse

from core.context_processors import association_settings

WORKER = "js/karte/offline-worker.js"
STYLE = "css/karte.css"
FONTS = (
    "kern/fonts/fira-sans/FiraSans-Regular.woff2",
    "kern/fonts/fira-sans/FiraSans-SemiBold.woff2",
)
PICTURES = ("icons/sprite.svg", "icons/favicon.svg")

_IMPORT = re.compile(r"""^(?:import|export|\})[^"';]*?(?:from )?"(\.[^"]+)";""", re.MULTILINE)


def theme_address(request: HttpRequest) -> str:
    """The association's colours, as `base.html` names them."""
    return f"{reverse('theme')}?v={association_settings(request).accent_colour[1:]}"


def worker_response(
    request: HttpRequest,
    page: HttpResponse,
    *,
    kind: str,
    scope: str,
    module: str,
    pictures: Iterable[str] = (),
    later: Iterable[str] = (),
) -> HttpResponse:
    """The service worker of a page.

    Args:
        page: the page as anybody gets it.
        kind: names the worker's shelf in the browser.
        scope: the page's address; the worker answers for nothing else.
        module: the page's script below the static files.
        pictures: what else it shows, below the static files.
        later: modules and files that it loads only when it needs them.
    """
    modules = list(dict.fromkeys([*imported(module), *chain.from_iterable(map(imported, later))]))
    once = [STYLE, module, *FONTS, *PICTURES, *pictures]
    files = [
        *map(static, once),
        # Modules name each other by the names they have in the repository.
        *(settings.STATIC_URL + path for path in modules if path != module),
        theme_address(request),
    ]
    offline = {
        "kind": kind,
        "version": _version(page.content, [WORKER, *once, *modules], files),
        "page": scope,
        "files": files,
    }
    script = (
        f"self.offline = {json.dumps(offline)};\nimportScripts({json.dumps(static(WORKER))});\n"
    )
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": scope}
    return HttpResponse(script, content_type="text/javascript", headers=headers)


@cache
def imported(module: str) -> tuple[str, ...]:
    """A module and all that it imports, however indirectly, as paths below the static files.

    Of a file that is no module the file alone.
    """
    found: dict[str, None] = {}
    waiting = [module]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = None
            if not path.endswith(".js"):
                continue
            folder = posixpath.dirname(path)
            names = _IMPORT.findall(_content(path).decode())
            waiting += (posixpath.normpath(posixpath.join(folder, name)) for name in names)
    return tuple(found)


def _version(page: bytes, paths: Iterable[str], addresses: Iterable[str]) -> str:
    digest = blake2b(page, digest_size=8)
    for path in paths:
        digest.update(_content(path))
    digest.update(" ".join(addresses).encode())
    return digest.hexdigest()


def _content(path: str) -> bytes:
    found = finders.find(path)
    if not isinstance(found, str):
        raise FileNotFoundError(path)
    return Path(found).read_bytes()
