"""Full-text search over documents with fields, in memory, without a database."""

from core.text_index.fits import NEAR, OWN, marks
from core.text_index.index import CUT_OFF, Found, Rated, Slips, TextIndex

__all__ = ["CUT_OFF", "NEAR", "OWN", "Found", "Rated", "Slips", "TextIndex", "marks"]
