"""Full-text search over documents with fields, in memory, without a database."""

from core.text_index.fits import marks
from core.text_index.index import CUT_OFF, Found, Rated, Slips, TextIndex

__all__ = ["CUT_OFF", "Found", "Rated", "Slips", "TextIndex", "marks"]
