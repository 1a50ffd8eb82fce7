from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpportunitiesConfig(AppConfig):
    name = "opportunities"
    verbose_name = _("Opportunities")

    def ready(self) -> None:
        from core.page_cache import depends_on
        from opportunities import catalogue, signals
        from opportunities.desk import notices
        from opportunities.messages import signals as message_signals

        signals.connect()
        message_signals.connect()
        notices.connect()
        # A page that is made before the catalogue has taken a change over must not outlive that.
        depends_on(catalogue.edition)
