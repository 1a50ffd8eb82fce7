from engagement.models import BackgroundCheck
from organisations.merging import on_clash
from organisations.models import Organisation


@on_clash(BackgroundCheck)
def keep_the_later(check: BackgroundCheck, organisation: Organisation) -> None:
    """Of two organisations that become one, what counts longer is kept of each person."""
    other = BackgroundCheck.objects.get(volunteer=check.volunteer_id, organisation=organisation)
    if check.renew_by and (other.renew_by is None or check.renew_by > other.renew_by):
        other.delete()
        BackgroundCheck.objects.filter(pk=check.pk).update(organisation=organisation)
    else:
        check.delete()
