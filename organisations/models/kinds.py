from django.utils.translation import gettext_lazy as _

from core.models import Term


class OrganisationKind(Term):
    """What an organisation is in law: registered association, foundation, initiative …"""

    class Meta(Term.Meta):
        verbose_name = _("kind of organisation")
        verbose_name_plural = _("kinds of organisations")
