from django.urls import path

from ehrenamtskarte.issuing import renewal_views

app_name = "card_renewals"

urlpatterns = [
    path("erneuern/<key:link>/", renewal_views.renew_card, name="renew"),
    path("meine-karten/<key:card>/erneuern/", renewal_views.renew_own_card, name="own"),
]
