from typing import TYPE_CHECKING, Any, Self

from django.db import models

from engagement.certificates.errors import CertificateError

if TYPE_CHECKING:
    from accounts.models import User
    from organisations.models import Organisation


class CertificateQuerySet(models.QuerySet):
    """Keeps signed certificates as they are (ADR 26): none of them is updated or deleted."""

    def of_user(self, user: "User") -> Self:
        """Those of everybody for whom `user` acts."""
        return self.filter(engagement__volunteer__user=user)

    def at_desk_of(self, organisation: "Organisation") -> Self:
        return self.filter(engagement__organisation=organisation)

    def in_work(self) -> Self:
        """Those that nobody has signed yet."""
        return self.filter(signed_at__isnull=True)

    def signed(self) -> Self:
        return self.filter(signed_at__isnull=False)

    def valid(self) -> Self:
        return self.filter(signed_at__isnull=False, withdrawn_at__isnull=True)

    def with_people(self) -> Self:
        return self.select_related("engagement__volunteer__user", "engagement__organisation")

    def update(self, **values: Any) -> int:
        self._refuse_signed()
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # as Django marks it for templates

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_signed()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _refuse_signed(self) -> None:
        rows = self.model._base_manager.using(self.db).filter(pk__in=self.order_by().values("pk"))
        if rows.filter(signed_at__isnull=False).exists():
            raise CertificateError(CertificateError.Code.SIGNED)
