"""How a town's staff is reached."""

from municipalities.models import Municipality


def coordinator_emails(municipality: Municipality) -> list[str]:
    """Where the town's coordinators get mail; its desk's address where there is none of them."""
    group = municipality.coordinators
    people = group.user_set.filter(is_active=True).order_by("pk") if group else ()
    emails = [person.email for person in people]
    return emails or [email for email in (municipality.desk_email,) if email]
