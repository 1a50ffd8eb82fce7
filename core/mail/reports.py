"""In the admin: mails about which somebody has to decide."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from post_office.models import STATUS
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from core.mail.outbox import leave_unsent, send_again, unsettled_mails
from core.models import MailAttempt

TITLE = _("Mails to decide about")


def what_happened(attempt: MailAttempt) -> str | Promise:
    """Whether nobody can know, or the mail was given up."""
    if attempt.email.status == STATUS.failed:
        return _("The mail server has refused it for days.")
    return _("It was on its way when the connection broke. Nobody can know whether it arrived.")


def recipients(attempt: MailAttempt) -> str:
    return ", ".join(attempt.email.to)


class UnsettledMailsView(ReportView):
    """Mails of which nobody can know whether they went out, or that could not be sent."""

    model = MailAttempt
    permission_required = "change"
    page_title = TITLE
    header_icon = "mail"
    index_url_name = "mails:index"
    index_results_url_name = "mails:index_results"
    columns = [
        TitleColumn(
            "subject",
            label=_("Subject"),
            accessor="email.subject",
            url_name="mails:decide",
        ),
        Column("to", label=_("To"), accessor=recipients),
        DateColumn("begun_at", label=_("Last attempt"), width="15%"),
        Column("what", label=_("What happened"), accessor=what_happened),
        Column("error", label=_("Reported by the connection"), accessor="error"),
    ]

    def get_queryset(self) -> "QuerySet[MailAttempt]":
        return unsettled_mails(timezone.now())

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["no_results_message"] = _("All mails have gone out or are waiting their turn.")
        return context


class DecideView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One of them: send it again or leave it."""

    model = MailAttempt
    permission_required = "change"
    page_title = TITLE
    header_icon = "mail"
    template_name = "core/mail_decision.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.attempt = get_object_or_404(unsettled_mails(timezone.now()), pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("mails:index"), "label": TITLE},
            {"url": "", "label": self.attempt.email.subject},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            attempt=self.attempt,
            recipients=recipients(self.attempt),
            what_happened=what_happened(self.attempt),
            **kwargs,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "again" in request.POST:
            done, said = send_again(self.attempt), _("The mail is sent again.")
        else:
            done, said = leave_unsent(self.attempt), _("The mail is not sent again.")
        if done:
            messages.success(request, said)
        else:
            messages.warning(request, _("Somebody else has decided about this mail meanwhile."))
        return redirect("mails:index")


class UnsettledMailsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy_registry.get_by_type(MailAttempt).user_has_permission(request.user, "change")


def menu_item() -> MenuItem:
    return UnsettledMailsMenuItem(
        TITLE, reverse("mails:index"), name="mails", icon_name="mail", order=1200
    )


urlpatterns: list[URLPattern] = [
    path("", UnsettledMailsView.as_view(), name="index"),
    path("results/", UnsettledMailsView.as_view(results_only=True), name="index_results"),
    path("<key:pk>/", DecideView.as_view(), name="decide"),
]
