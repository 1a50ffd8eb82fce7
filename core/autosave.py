"""Wagtail's autosave, kept apart from answers in the moderation."""

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page


def refuse_answers(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse an autosave that carries an answer; for the hook `before_edit_page`.

    Whoever approves a text or gives it back puts the answer into the form of the page, which has
    changed by that. Where the site takes longer to answer than autosave waits, Wagtail 8 sends all
    of it once more, as an autosave beside the real one, and decides twice: what the first has just
    published the other saves as the draft that it was before.
    """
    is_autosave = request.method == "POST" and not request.accepts("text/html")
    if is_autosave and "action-workflow-action" in request.POST:
        return HttpResponse(status=409)
    return None
