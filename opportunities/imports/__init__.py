"""Importing in the admin: upload, preview, import in the background, report.

`opportunities.freinet` knows how to import; here is who starts it, and what one sees of it.
"""
