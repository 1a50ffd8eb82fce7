"""The link by mail with which one of the two sees their tandem and says how it goes."""

import datetime as dt

from core.links import Purpose, make_link, revoke_links
from matching.models import Tandem, TandemCheckIn

TANDEM = Purpose(name="tandem", view_name="tandems:page", lifetime=dt.timedelta(days=366))


def address_of(check_in: TandemCheckIn) -> str:
    return make_link(TANDEM, check_in, email=check_in.person.email)


def close_links(tandem: Tandem) -> None:
    for check_in in tandem.check_ins.all():
        revoke_links(TANDEM, check_in)
