from django.db import models
from django.utils.translation import gettext_lazy as _


class ListFileError(Exception):
    """A file that can't be imported at all; `code` says why, the text is for people."""

    class Code(models.TextChoices):
        NOT_FOUND = "not_found", _("There is no such file, or it can't be opened.")
        EMPTY = "empty", _("The file is empty.")
        TOO_LARGE = "too_large", _("The file is larger than 20 MB or has more than 50,000 rows.")
        NO_TABLE = (
            "no_table",
            _("This is no table that can be read. Please save it as CSV or XLSX."),
        )
        NO_HEADER = (
            "no_header",
            _(
                "No line says which column holds the name of the shop. Please put the line with "
                "the columns' names (for example Name, Straße, PLZ, Ort, Rabatt) above the rows."
            ),
        )
        SHIFTED = (
            "shifted",
            _(
                "The columns do not hold what their names say, for example something else than "
                "postcodes below the postcode. Please put the names above the right columns."
            ),
        )
        NO_ROW = "no_row", _("There is no usable row in the file. Nothing was changed.")
        OUTDATED = (
            "outdated",
            _("This list was changed by another import meanwhile. Please start again."),
        )

    def __init__(self, code: Code) -> None:
        super().__init__(str(code.label))
        self.code = code


class DoubtError(Exception):
    """An answer that can't be given; `code` says why, the text is for people."""

    class Code(models.TextChoices):
        NOT_OFFERED = "not_offered", _("Please choose one of the answers.")

    def __init__(self, code: Code) -> None:
        super().__init__(str(code.label))
        self.code = code
