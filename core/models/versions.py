from django.db import models


class ContentVersion(models.Model):
    """One row that counts how often public content has changed (`core.content_version`)."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="content_version_single_row")
        ]

    def __str__(self) -> str:
        return str(self.number)
