"""Full-text search over documents with fields, in memory, without a database."""

from core.text_index.index import Found, TextIndex

__all__ = ["Found", "TextIndex"]
