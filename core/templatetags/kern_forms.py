"""Form fields in KERN's markup: label, hint, input and error, tied to each other."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()

# Widgets that are several inputs under one legend.
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.inclusion_tag("components/form_field.html")
def form_field(field: BoundField) -> dict[str, Any]:
    """One field. Hint and error are announced together with the input they describe."""
    widget = field.field.widget
    hint_id = f"{field.auto_id}_hint" if field.help_text else ""
    error_id = f"{field.auto_id}_error" if field.errors else ""
    context = {"field": field, "hint_id": hint_id, "error_id": error_id}
    attrs = {"aria-describedby": " ".join(name for name in (hint_id, error_id) if name)}
    if not attrs["aria-describedby"]:
        attrs = {}
    if field.is_hidden:
        return {**context, "kind": "hidden", "widget": field.as_widget()}
    if isinstance(widget, GROUPS):
        # For Django, several check boxes are a kind of radio buttons.
        is_many = isinstance(widget, forms.CheckboxSelectMultiple)
        css = "checkbox" if is_many else "radio"
        return {**context, "kind": "group", "options": list(field.subwidgets), "input": css}
    if isinstance(widget, forms.CheckboxInput):
        return {**context, "kind": "check", "widget": _render(field, attrs, "check__checkbox")}
    if isinstance(widget, forms.Select):
        return {**context, "kind": "select", "widget": _render(field, attrs, "input__select")}
    return {**context, "kind": "input", "widget": _render(field, attrs, "input__input")}


@register.inclusion_tag("components/form_fields.html")
def form_fields(form: forms.BaseForm) -> dict[str, Any]:
    """All fields of a form, the trap for machines kept out of sight."""
    traps = [name for name in ("website",) if hasattr(form, "is_spam") and name in form.fields]
    return {
        "hidden": [*form.hidden_fields()],
        "fields": [field for field in form.visible_fields() if field.name not in traps],
        "traps": [form[name] for name in traps],
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What is wrong with a form, at its top, each entry leading to its field."""
    return {
        "general": form.non_field_errors(),
        "fields": [field for field in form if field.errors],
        "count": sum(len(errors) for errors in form.errors.values()),
    }


@register.inclusion_tag("components/form.html")
def whole_form(
    form: forms.BaseForm, button: str, action: str = "", back: str = "", back_label: str = ""
) -> dict[str, Any]:
    """A form that needs no order of its own: `{% whole_form form _("Save") back=list_url %}`."""
    return {
        "form": form,
        "button": button,
        "action": action,
        "back": back,
        "back_label": back_label,
    }


def _render(field: BoundField, attrs: dict[str, str], name: str) -> SafeString:
    css = f"kern-form-{name}"
    if field.errors:
        css += f" kern-form-{name}--error"
    own = field.field.widget.attrs.get("class", "")
    # A placeholder vanishes while one types; what it says belongs into label or hint.
    return field.as_widget(attrs={**attrs, "class": f"{own} {css}".strip(), "placeholder": False})
