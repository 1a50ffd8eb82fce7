"""The owner's desk of a shop: `/partner/verwalten/`. A frame that the other parts fill (`frame`)."""

from partners.desk.access import owner_view, partner_of
from partners.desk.frame import PARTS, DeskPart

__all__ = ["PARTS", "DeskPart", "owner_view", "partner_of"]
