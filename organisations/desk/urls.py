"""Addresses of organisations' desks, below `/verein/`."""

from django.urls import path

from organisations.desk import profile_views, views
from organisations.members import views as members

app_name = "desk"

urlpatterns = [
    path("", views.choose, name="choose"),
    path("einladung/<key:link>/", members.accept, name="invitation"),
    path("<key:organisation>/", views.home, name="home"),
    path("<key:organisation>/profil/", profile_views.profile, name="profile"),
    path("<key:organisation>/profil/ansicht/", profile_views.preview, name="profile_preview"),
    path("<key:organisation>/team/", members.team, name="team"),
    path("<key:organisation>/team/einladen/", members.invite, name="invite"),
    path("<key:organisation>/team/einladung/<key:pk>/", members.withdraw, name="withdraw"),
    path("<key:organisation>/team/<key:pk>/rolle/", members.change_role, name="role"),
    path("<key:organisation>/team/<key:pk>/entfernen/", members.remove, name="remove"),
    path("<key:organisation>/team/verlassen/", members.leave, name="leave"),
    path("<key:organisation>/team/uebergeben/", members.hand_over, name="hand_over"),
]
