from django import template

from accounts.frame import AccountLink, account_navigation
from accounts.models import User

register = template.Library()


@register.simple_tag
def account_links(user: User) -> list[AccountLink]:
    """What apps above put into the navigation of the own account."""
    return account_navigation(user)
