from django.apps import AppConfig
from django.core import checks
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Shared foundations")

    def ready(self) -> None:
        from core import signals
        from core.keys import KeyConverter, SecretConverter
        from core.mail.mailboxes import check_bounce_mailbox
        from core.maps.tiles import check_tile_server

        signals.connect()
        checks.register(check_tile_server)
        checks.register(check_bounce_mailbox)
        register_converter(KeyConverter, "key")
        register_converter(SecretConverter, "secret")
