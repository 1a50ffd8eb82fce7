"""What links by mail open here (`core.links`)."""

from datetime import timedelta

from core.links import Purpose

# Subject: the engagement that somebody says to have with the organisation that is asked.
ANSWER_ENGAGEMENT = Purpose(
    name="answer_engagement",
    view_name="asked:engagement",
    lifetime=timedelta(days=60),
    once=True,
)
# Subject: the engagement whose hours an organisation without a desk is asked to confirm.
ANSWER_HOURS = Purpose(name="answer_hours", view_name="asked:hours", lifetime=timedelta(days=30))
# Subject: the volunteer, who has no account and keeps their hours with it.
OWN_HOURS = Purpose(name="own_hours", view_name="hours_by_link:home", lifetime=timedelta(days=365))
