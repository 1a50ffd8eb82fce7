from django.templatetags.static import static
from django.urls import URLResolver, include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from core import autosave
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


hooks.register("before_edit_page", autosave.refuse_answers)


@hooks.register("insert_global_admin_js")
def keep_typed_dates() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/admin/typed-dates.js"))
