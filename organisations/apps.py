from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        from core.signals import watch
        from organisations import signals
        from organisations.desk import notices
        from organisations.models import OrganisationKind

        signals.connect()
        notices.connect()

        # Profiles and the open data show its label.
        watch(OrganisationKind)
