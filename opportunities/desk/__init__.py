"""Offers at the organisation's desk: written in steps, handed to the town, paused and extended.

`drafts` saves revisions, `gate` hands them to the town (ADR 21), `running` changes what needs no
approval, `asking` finds out whether an offer still holds.
"""
