"""The shape of an upload."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.gif,.webp,.tif,.tiff,.docx,.xlsx,.pptx,.odt,.ods,.xls,.txt,.csv,.mp3,.mp4,.ogg,.wav"


class UploadField(forms.FileField):
    """A file field that says what is received; the content is checked when the action receives it."""

    widget = forms.ClearableFileInput(attrs={"accept": ACCEPTED})

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("label", _("file"))
        kwargs.setdefault("help_text", _("PDF, picture, document, table, sound or film; at most 50 MB."))
        super().__init__(**kwargs)  # type: ignore[arg-type]


class AttachForm(forms.Form):
    """A file and what it is."""

    title = forms.CharField(
        label=_("what it is"), max_length=150, help_text=_("Seen by everybody who reads here: write no name.")
    )
    file = UploadField()


class OpenForm(forms.Form):
    """Why an original is opened."""

    reason = forms.CharField(label=_("reason"), max_length=300, required=False)
