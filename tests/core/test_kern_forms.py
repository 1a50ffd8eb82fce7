from django import forms
from django.template import Context, Template


class Wish(forms.Form):
    name = forms.CharField(label="Name", help_text="Wie im Ausweis.")
    town = forms.ChoiceField(label="Ort", choices=[("luenen", "Lünen")])
    day = forms.ChoiceField(
        label="Tag", choices=[("mo", "Montag"), ("di", "Dienstag")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Einverstanden")
    note = forms.CharField(
        label="Notiz", required=False, widget=forms.Textarea(attrs={"placeholder": "Hier"})
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)


def render(form: forms.Form, source: str = "{% form_fields form %}") -> str:
    return Template("{% load kern_forms %}" + source).render(Context({"form": form}))


def test_fields_carry_the_classes_of_the_design_system():
    html = render(Wish())
    assert 'class="kern-form-input__input"' in html
    assert 'class="kern-form-input__select"' in html
    assert 'class="kern-form-check__checkbox"' in html
    assert html.count('class="kern-form-check__radio"') == 2
    assert '<input type="hidden" name="token" id="id_token">' in html


def test_each_field_has_its_label_and_a_group_its_legend():
    html = render(Wish())
    for name in ("name", "town", "agreed", "note"):
        assert f'for="id_{name}"' in html
    assert '<legend class="kern-label">Tag</legend>' in html


def test_hint_and_error_are_announced_with_the_field():
    html = render(Wish({"town": "luenen"}))
    assert 'aria-describedby="id_name_hint id_name_error"' in html
    assert 'id="id_name_hint"' in html
    assert 'id="id_name_error"' in html
    assert "kern-form-input__input--error" in html
    # What was right is left in peace.
    assert 'aria-describedby="id_town' not in html


def test_placeholders_are_left_out():
    assert "placeholder" not in render(Wish())


def test_the_summary_leads_to_every_mistake():
    form = Wish({"town": "luenen"})
    html = render(form, "{% error_summary form %}")
    for target in ("#id_name", "#id_day", "#id_agreed"):
        assert f'href="{target}' in html
    assert 'role="alert"' in html
    assert "kern-alert" not in render(Wish(), "{% error_summary form %}")


def test_the_trap_for_machines_is_out_of_sight():
    from home.forms import AccessibilityFeedbackForm

    html = render(AccessibilityFeedbackForm())
    before, trap = html.split('class="trap"')
    assert 'name="website"' not in before
    assert 'name="website"' in trap
    assert 'tabindex="-1"' in trap


def test_a_whole_form_has_all_it_needs():
    html = Template(
        '{% load kern_forms %}{% whole_form form "Senden" action="#hier" back="/zurueck/" %}'
    ).render(Context({"form": Wish({"town": "luenen"}), "csrf_token": "gegen-faelscher"}))
    for part in (
        *('role="alert"', 'action="#hier"', "gegen-faelscher", 'name="town"', "Senden"),
        *('href="/zurueck/"', "Abbrechen", 'method="post"'),
    ):
        assert part in html
    assert "multipart" not in html


def test_a_whole_form_sends_files_as_files():
    class Upload(forms.Form):
        file = forms.FileField()

    html = render(Upload(), '{% whole_form form "Senden" %}')
    assert 'enctype="multipart/form-data"' in html
    assert "<a " not in html


def test_of_several_boxes_several_can_be_ticked():
    class Fields(forms.Form):
        fields_of_work = forms.MultipleChoiceField(
            choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
        )

    html = render(Fields())
    assert html.count('type="checkbox"') == 2
    assert 'type="radio"' not in html
