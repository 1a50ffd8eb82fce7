"""A step of writing: some of a page's fields, which save only what was changed in them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.models.vocabularies import Term
from opportunities.models import OpportunityPage
from organisations.models import Organisation

if TYPE_CHECKING:
    from accounts.models import User

HIGHEST_NUMBER = 9999
FIRST_YEAR, YEARS_AHEAD = 2000, 10


class Problem(NamedTuple):
    """Something that is wrong, and where."""

    field_id: str
    label: Any
    text: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """Fields under a heading; folded up, they stay out of the way until somebody looks."""

    title: Any
    fields: tuple[str, ...]
    hint: Any = ""
    rows: str = ""  # the formset that stands here, too
    template: str = ""  # shows the fields where it takes more than that
    folded: bool = False


class StepForm(forms.ModelForm):
    """What is asked in one step.

    Each field is sent along with what stood in it when the page was made, so that a second tab
    does not undo the first: `changed_data` is what this person changed on this page.
    """

    sections: tuple[Section, ...] = ()
    # Asked for only when one goes on; drafts may do without.
    needed: dict[str, Any] = {}

    def __init__(self, *args: Any, draft: OpportunityPage, **kwargs: Any) -> None:
        kwargs["instance"] = draft
        super().__init__(*args, **kwargs)
        self.draft = draft
        self._set_initial_terms()
        for name, message in self.needed.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = message
            # Told by the page itself, in words and beside the field.
            self.fields[name].widget.is_required = False
        for name, field in self.fields.items():
            field.show_hidden_initial = not isinstance(field, forms.FileField)
            if isinstance(field, forms.ModelMultipleChoiceField):
                self._offer_current_terms(name, field)
            # Decimals have their own words; Django derives them from whole numbers.
            if isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField):
                field.error_messages["invalid"] = _("Please give a whole number, for example 3.")
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = _(
                    "This is no day of the calendar. It looks like: 24.12.2026"
                )
                field.validators.append(check_year)

    def _set_initial_terms(self) -> None:
        # Django takes what is not stored yet for empty; a draft may well have something.
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelMultipleChoiceField):
                self.initial[name] = [term.pk for term in getattr(self.draft, name).all()]

    def _offer_current_terms(self, name: str, field: forms.ModelMultipleChoiceField) -> None:
        terms = field.queryset
        if terms is not None and issubclass(terms.model, Term):
            chosen = Q(pk__in=self.initial.get(name) or [])
            field.queryset = terms.filter(Q(is_active=True) | chosen)

    def _post_clean(self) -> None:
        """The page's own rules wait until it goes on line: a draft may be unfinished."""

    def apply_to(self, page: OpportunityPage, *, organisation: Organisation, by: "User") -> None:
        """Write what was changed here, and is right, into `page`; `by` sits at the desk."""
        for name in self.changed_data:
            if name in self.cleaned_data:
                self.write(page, name, self.cleaned_data[name])

    def was_kept(self, offer: OpportunityPage | None) -> None:
        """Told after saving, before the same page is shown again; None: nothing could be saved."""

    def offer_choices(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Set what can be chosen in a field of choices."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def write(self, page: OpportunityPage, name: str, value: Any) -> None:
        """Write one field."""
        setattr(page, name, list(value) if name in self._many else value)

    @property
    def _many(self) -> set[str]:
        return {
            name
            for name, field in self.fields.items()
            if isinstance(field, forms.ModelMultipleChoiceField)
        }

    def shown_before(self) -> Iterable[SafeString]:
        """What stood in the fields when the page was made, as hidden fields."""
        shown = [field for field in self if field.field.show_hidden_initial]
        return [field.as_hidden(only_initial=True) for field in shown]

    @property
    def has_file(self) -> bool:
        """Whether a file came along, which no page can show again: it is kept at once."""
        return False

    @property
    def row_sets(self) -> dict[str, Any]:
        """Formsets that are asked for along with the fields, by name."""
        return {}

    def problems(self) -> list[Problem]:
        """All that is wrong with this page."""
        return problems_of(self)

    def laid_out(self) -> list[dict[str, Any]]:
        """The sections with their bound fields; what is wrong or filled in is not folded up."""
        return [
            {
                "section": section,
                "fields": [self[name] for name in section.fields],
                "rows": self.row_sets.get(section.rows),
                "is_open": not section.folded or any(self[name].errors for name in section.fields),
            }
            for section in self.sections
        ]


def problems_of(form: forms.BaseForm) -> list[Problem]:
    """What is wrong with the fields of a form."""
    return [
        Problem(field.id_for_label or field.auto_id, field.label, str(error))
        for field in form
        for error in field.errors
    ]


def check_year(day: dt.date) -> None:
    """Refuse days that can only be a slip of the keys."""
    if not FIRST_YEAR <= day.year <= timezone.localdate().year + YEARS_AHEAD:
        raise ValidationError(_("Please check the year."), code="year")


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def number_field(*, label: Any, help_text: Any = "", least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        validators=[
            MinValueValidator(least, _("Please give at least %(limit_value)s.")),
            MaxValueValidator(HIGHEST_NUMBER, _("Please give at most %(limit_value)s.")),
        ],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
    )
