from django.db import models
from django.utils.translation import gettext_lazy as _


class FreinetFileError(Exception):
    """A file that can't be imported at all; `code` says why, the text is for people."""

    class Code(models.TextChoices):
        NOT_FOUND = "not_found", _("There is no such file, or it can't be opened.")
        EMPTY = "empty", _("The file is empty.")
        TOO_LARGE = "too_large", _("The file is larger than 50 MB; a Freinet export is not.")
        ARCHIVE = (
            "archive",
            _("This is a ZIP archive or an Excel file. Please upload the XML or CSV file itself."),
        )
        PDF = "pdf", _("This is a PDF. Please upload the XML or CSV file of the export.")
        JSON = "json", _("This is JSON. Please choose XML or CSV for the export in Freinet.")
        UNSAFE_XML = (
            "unsafe_xml",
            _(
                "The XML file defines a document type or entities. Freinet exports never do; "
                "for safety such a file is not read."
            ),
        )
        NOT_FREINET = (
            "not_freinet",
            _("This is no Freinet export: neither XML with offers nor CSV with their columns."),
        )
        NO_OFFER = "no_offer", _("There is no offer in the file. Nothing was changed.")

    def __init__(self, code: Code) -> None:
        super().__init__(str(code.label))
        self.code = code
