"""Rich text as Wagtail's editor holds it: read from HTML, written as HTML."""
