"""The desk of a shop's owners: `/partner/verwalten/`. A frame that other parts fill (`frame`)."""

from partners.desk.access import owner_view, partner_of
from partners.desk.frame import PARTS, DeskPart

__all__ = ["PARTS", "DeskPart", "owner_view", "partner_of"]
