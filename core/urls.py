from django.urls import path

from core.links import follow_link

urlpatterns = [
    path("l/<secret:secret>/", follow_link, name="link"),
]
