"""Sample forms, with one field of each sort."""

from __future__ import annotations

from django import forms


class SampleForm(forms.Form):
    """One field of each sort."""

    place = forms.CharField(
        label="Place", help_text="In either language or script; a near match is suggested."
    )
    team = forms.ChoiceField(label="Team", choices=[("a", "Field team A"), ("b", "Field team B")])
    seen_on = forms.DateField(label="Date of the visit", widget=forms.DateInput(attrs={"type": "date"}))
    observation = forms.CharField(label="What was seen and heard", widget=forms.Textarea)
    analysis = forms.CharField(label="Analysis", widget=forms.Textarea, required=False)
    proof = forms.ChoiceField(
        label="Standard of proof",
        widget=forms.RadioSelect,
        choices=[("allegation", "Allegation"), ("grounds", "Reasonable grounds"), ("proved", "Established")],
        help_text="Reasonable grounds need corroboration and a second reviewer.",
    )
    grounds = forms.MultipleChoiceField(
        label="Grounds",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("language", "Language"), ("age", "Age"), ("disability", "Disability")],
    )
    consent = forms.BooleanField(label="Consent was explained and given", required=False)
    attachment = forms.FileField(label="Attachment", required=False)


class SampleFilters(forms.Form):
    """The filters of a sample list."""

    region = forms.ChoiceField(
        label="Region", required=False, choices=[("", "All"), ("n", "North"), ("s", "South")]
    )
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Any"), ("open", "Open")])
    since = forms.DateField(label="Since", required=False, widget=forms.DateInput(attrs={"type": "date"}))


def sample_form() -> SampleForm:
    """A form sent with mistakes."""
    return SampleForm(
        {"place": "Горња Лука", "observation": "Dhoma e pritjes ishte e mbyllur.", "analysis": "–"}
    )
