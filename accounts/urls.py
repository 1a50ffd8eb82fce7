"""The account's addresses, in German; the views and their names are allauth's.

allauth finds its views by name, so a German route needs nothing but its own pattern.
"""

from allauth.account import views as allauth_views
from django.urls import path, re_path

from accounts import views

urlpatterns = [
    path("", views.account_home, name="account_home"),
    path("angaben/", views.details, name="account_details"),
    path("anmelden/", allauth_views.login, name="account_login"),
    path("anmelden/code/", allauth_views.request_login_code, name="account_request_login_code"),
    path(
        "anmelden/code/bestaetigen/",
        allauth_views.confirm_login_code,
        name="account_confirm_login_code",
    ),
    path("abmelden/", allauth_views.logout, name="account_logout"),
    path("registrieren/", allauth_views.signup, name="account_signup"),
    path("gesperrt/", allauth_views.account_inactive, name="account_inactive"),
    path("bestaetigen/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("e-mail/", allauth_views.email, name="account_email"),
    path(
        "e-mail/bestaetigen/",
        allauth_views.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("passwort/aendern/", allauth_views.password_change, name="account_change_password"),
    path("passwort/setzen/", allauth_views.password_set, name="account_set_password"),
    path("passwort/vergessen/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "passwort/vergessen/gesendet/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "passwort/neu/fertig/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
