from django.db import models


class OfferChange(models.Model):
    """Says that the catalogue must look at an offer again (`opportunities.catalogue.changes`).

    Written in the transaction that changes the offer, so neither can be without the other. It
    gets its number later: primary keys are drawn before the commit, and whoever remembered the
    highest one seen would miss a lower one that is committed after it.
    """

    # No foreign key: the offer may be gone. Empty: anything may have changed.
    offer_id = models.BigIntegerField(null=True)
    number = models.BigIntegerField(null=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.number}: {self.offer_id}"


class OfferChangeCounter(models.Model):
    """One row: the last number given, and up to which numbers the changes are thrown away.

    Its lock puts those who give numbers in a row.
    """

    number = models.BigIntegerField(default=0)
    forgotten = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="offer_change_counter_single_row")
        ]

    def __str__(self) -> str:
        return str(self.number)
