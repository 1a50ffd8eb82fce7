from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class EhrenamtskarteConfig(AppConfig):
    name = "ehrenamtskarte"
    verbose_name = _("Ehrenamtskarte")

    def ready(self) -> None:
        from ehrenamtskarte import signals
        from ehrenamtskarte.keys import checks as key_checks
        from ehrenamtskarte.wallet import setup as wallet_setup

        signals.connect()
        checks.register(key_checks.check_encryption_keys)
        checks.register(wallet_setup.check_wallets)
        checks.register(key_checks.check_encryption_keys_are_secret, deploy=True)
