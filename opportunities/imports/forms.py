from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from municipalities.models import Municipality
from opportunities.freinet.errors import FreinetFileError
from opportunities.freinet.options import is_bound_to_town
from opportunities.freinet.reading import inspect_rows, rows_of
from opportunities.imports.services import receive_export
from opportunities.models import ImportRun


class UploadForm(WagtailAdminModelForm):
    """Asks for an export and says at once if it is none."""

    class Meta:
        model = ImportRun
        fields = ["municipality", "file", "collects_elsewhere"]
        help_texts = {
            "municipality": _(
                "The town whose agency's export this is. Offers without a place go there."
            ),
            "file": _("The XML or CSV file as Freinet exports it, at most 50 MB."),
        }

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        self.user = for_user
        self.fields["file"].required = True
        own = Municipality.objects.managed_by(for_user)
        town = self.fields["municipality"]
        town.queryset = own
        if is_bound_to_town(for_user):
            town.required = True
            town.empty_label = None
            town.initial = own.first()
        else:
            town.empty_label = _("The whole association")

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            inspect_rows(rows_of(file.file))  # type: ignore[arg-type]  # an open binary file
        except FreinetFileError as error:
            raise ValidationError(str(error), code=error.code) from error
        finally:
            file.seek(0)
        return file

    def save(self, commit: bool = True) -> ImportRun:
        self.instance = receive_export(
            file=self.cleaned_data["file"],
            municipality=self.cleaned_data["municipality"],
            collects_elsewhere=self.cleaned_data["collects_elsewhere"],
            user=self.user,
        )
        return self.instance
