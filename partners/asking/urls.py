"""Where a shop says that everything is still right, below `/partner/`."""

from django.urls import path

from partners.asking import views

app_name = "partner_asking"

urlpatterns = [
    path("stimmt-noch/<key:link>/", views.answer, name="answer"),
    path("verwalten/<key:partner>/stimmt/", views.confirm, name="confirm"),
]
