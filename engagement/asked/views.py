"""What somebody sees who was asked by mail: one engagement, and nothing of anybody else."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.links import opened_link, use_link
from core.models import SecretLink
from engagement import services
from engagement.asked.answering import answer_engagement
from engagement.asked.forms import AnswerForm
from engagement.confirming import confirm_what_was_ticked
from engagement.enums import EngagementState
from engagement.errors import EngagementError, HoursError
from engagement.forms import WordForm, add_refusal
from engagement.links import ANSWER_ENGAGEMENT, ANSWER_HOURS
from engagement.models import Engagement, HoursEntry


@opened_link(ANSWER_ENGAGEMENT, even_used=True)
def engagement(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """Confirm, put right or decline an engagement; afterwards, what was answered."""
    found = Engagement.objects.select_related("organisation", "volunteer").get(pk=link.subject_id)
    if found.state != EngagementState.CLAIMED:
        return render(request, "engagement/asked/answered.html", {"engagement": found})
    form = AnswerForm(
        request.POST or None, initial={"role": found.role, "since": found.since, "answer": "yes"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                use_link(link)
                answer_engagement(found, form, email=link.email)
        except EngagementError as error:
            add_refusal(form, error)
        else:
            return redirect("asked:engagement", link=link.pk)
    return render(request, "engagement/asked/engagement.html", {"engagement": found, "form": form})


@opened_link(ANSWER_HOURS)
def hours(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """Confirm the hours that wait, all of them or those that are ticked."""
    found = Engagement.objects.select_related("organisation", "volunteer").get(pk=link.subject_id)
    waiting = found.hours.waiting()
    if request.method == "POST":
        confirm_what_was_ticked(request, waiting, by=None)
        return redirect("asked:hours", link=link.pk)
    return render(
        request,
        "engagement/asked/hours.html",
        {"engagement": found, "entries": waiting.order_by("worked_on", "pk"), "link": link},
    )


@opened_link(ANSWER_HOURS)
def dispute(request: HttpRequest, link: SecretLink, entry: int) -> HttpResponse:
    """Give one entry back with a word."""
    waiting = HoursEntry.objects.filter(engagement=link.subject_id).waiting()
    found = get_object_or_404(waiting, pk=entry)
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.dispute_hours(entry=found, word=form.cleaned_data["word"], by=None)
        except HoursError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("We have passed that on."))
            return redirect("asked:hours", link=link.pk)
    return render(
        request, "engagement/asked/dispute.html", {"entry": found, "form": form, "link": link}
    )
