from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from core.blocks import StoryBlock
from core.form_limits import may_send
from core.models import BasePage


class AccessibilityFeedback(models.Model):
    """A barrier that somebody reported (BITV NRW § 10 asks for an electronic way to do so)."""

    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    page_url = models.CharField(_("page"), max_length=500, blank=True)
    message = models.TextField(_("message"), max_length=4000)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    is_done = models.BooleanField(_("done"), default=False)

    panels = [
        FieldPanel("message", read_only=True),
        FieldPanel("page_url", read_only=True),
        FieldPanel("name", read_only=True),
        FieldPanel("email", read_only=True),
        FieldPanel("is_done"),
    ]

    class Meta:
        ordering = ["is_done", "-created_at", "-pk"]
        verbose_name = _("reported barrier")
        verbose_name_plural = _("reported barriers")

    def __str__(self) -> str:
        return self.message[:60]


class AccessibilityPage(BasePage):
    """The accessibility statement with its feedback form."""

    body = StreamField(StoryBlock(), verbose_name=_("statement"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    template = "pages/accessibility_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    page_description = _("The accessibility statement that the law asks for.")

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from home.forms import AccessibilityFeedbackForm
        from home.services import report_barrier

        form = AccessibilityFeedbackForm(request.POST or None, initial=request.GET.dict())
        if request.method == "POST" and form.is_valid() and may_send(request, form):
            if not form.is_spam():
                report_barrier(feedback=form.save(commit=False))
            messages.success(request, _("Thank you. Your report has arrived."))
            return redirect(f"{self.get_url(request)}#rueckmeldung")
        request.accessibility_form = form  # type: ignore[attr-defined]  # read in get_context
        response: HttpResponse = super().serve(request, *args, **kwargs)
        # The form carries a token of its own for each visitor.
        response.for_anonymous = False  # type: ignore[attr-defined]  # see core.page_cache
        if form.is_bound:
            response.status_code = 422
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.forms import AccessibilityFeedbackForm

        context = super().get_context(request, *args, **kwargs)
        form = getattr(request, "accessibility_form", None)
        context["form"] = form or AccessibilityFeedbackForm()
        return context
