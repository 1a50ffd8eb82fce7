from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from core.mail import reports
from core.models import MailAttempt
from core.viewsets import VocabularyViewSetGroup

register_permission_policy(MailAttempt, ModelPermissionPolicy(MailAttempt))


@hooks.register("register_admin_viewset")
def register_vocabularies() -> VocabularyViewSetGroup:
    return VocabularyViewSetGroup()


@hooks.register("register_admin_urls")
def register_mail_urls() -> list[URLResolver]:
    return [path("mails/", include((reports.urlpatterns, "mails")))]


@hooks.register("register_reports_menu_item")
def register_mails_menu_item() -> MenuItem:
    return reports.menu_item()
