from django.urls import path

from ehrenamtskarte.status.views import status_list

urlpatterns = [path("status/<key:pk>", status_list, name="card_status_list")]
