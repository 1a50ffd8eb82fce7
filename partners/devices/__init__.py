"""Phones and tills that scan cards for a shop (docs/scanner.md).

tokens      who a request comes from: a device, by its token
pairing     a device gets its token, by a code from the owner's screen; devices are revoked
views       what a device asks to be paired
"""
