from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EhrenamtskarteConfig(AppConfig):
    name = "ehrenamtskarte"
    verbose_name = _("Ehrenamtskarte")

    def ready(self) -> None:
        from ehrenamtskarte import signals

        signals.connect()
