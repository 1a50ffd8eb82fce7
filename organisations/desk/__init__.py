"""An organisation's desk: `/verein/`. A frame that the apps above fill (`desk.frame`)."""

from organisations.desk.access import Desk, desk_view
from organisations.desk.frame import DeskFigure, DeskLink, DeskTask

__all__ = ["Desk", "DeskFigure", "DeskLink", "DeskTask", "desk_view"]
