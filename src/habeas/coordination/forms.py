"""The shapes of input of coordination."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.forms import InCompartment
from habeas.access.models import Compartment, Organisation
from habeas.access.queries import units_of
from habeas.coordination.choices import NameLanguage, NameUse
from habeas.coordination.models import (
    ActionItem,
    Activity,
    AgendaItem,
    Body,
    Crisis,
    Decision,
    Paper,
    Party,
    PartyContact,
    Request,
    Rules,
    Session,
)
from habeas.coordination.queries import organisations
from habeas.core.actors import Actor
from habeas.core.forms import day_input, with_fields
from habeas.mandate.queries import citable_tasks
from habeas.places.models import Municipality
from habeas.places.queries import municipalities_of_today


@with_fields(Body, "kind", "founded", "purpose")
class BodyForm(InCompartment):
    """Registering a body with its official name in three languages."""

    chair = forms.ModelChoiceField(Organisation.objects.none(), label=_("neutral chair"))
    name_en = forms.CharField(label=_("official name in English"), max_length=250)
    name_sq = forms.CharField(label=_("official name in Albanian"), max_length=250, required=False)
    name_sr = forms.CharField(label=_("official name in Serbian"), max_length=250, required=False)
    exchange = forms.ModelChoiceField(
        Compartment.objects.none(),
        label=_("compartment where the sides exchange"),
        required=False,
        help_text=_("All sides work there. Requests are made and papers shared in it, and nowhere else."),
    )
    field_order = [
        *("compartment", "kind", "name_en", "name_sq", "name_sr", "chair", "exchange", "founded", "purpose")
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = organisations()
        self.fields["exchange"].queryset = kwargs["compartments"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["exchange"] = getattr(data.get("exchange"), "pk", None)
        told = [(code, data.pop(f"name_{code}", "")) for code in NameLanguage.values]
        data["names"] = [(code, NameUse.OFFICIAL, text) for code, text in told if text]
        return data


class NameForm(forms.Form):
    """One more name of a body."""

    language = forms.ChoiceField(label=_("language"), choices=NameLanguage.choices)
    use = forms.ChoiceField(label=_("kind of name"), choices=NameUse.choices)
    text = forms.CharField(label=_("name"), max_length=250)


@with_fields(Rules, "title", "adopted_on", "text")
class RulesForm(forms.Form):
    """A version of the rules of procedure."""


@with_fields(Party, "role")
class PartyForm(forms.Form):
    """Seating a party."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("organisation"))
    field_order = ["organisation", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations()


@with_fields(PartyContact, "name", "function")
class ContactForm(forms.Form):
    """Somebody of a party."""

    contact = forms.CharField(label=_("how to reach them"), max_length=200, required=False)


@with_fields(Session, "number", "day", "place", "openness")
class SessionForm(forms.Form):
    """Calling a session."""


@with_fields(Session, "day", "place", "openness")
class MoveForm(forms.Form):
    """Moving a session that is planned."""


@with_fields(AgendaItem, "title", "note")
class AgendaForm(forms.Form):
    """A point of the agenda."""


@with_fields(Session, "minutes", required=("minutes",))
class MinutesForm(forms.Form):
    """The minutes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].widget.attrs["rows"] = 16


@with_fields(Decision, "text", "allows_sharing")
class DecisionForm(forms.Form):
    """A decision."""

    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("point of the agenda"), required=False, empty_label="—"
    )
    field_order = ["item", "text", "allows_sharing"]

    def __init__(self, *args: Any, agenda: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = agenda


@with_fields(ActionItem, "text", "due_on")
class ActionItemForm(forms.Form):
    """Who does what until when."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("who does it"))
    field_order = ["organisation", "text", "due_on"]

    def __init__(self, *args: Any, sides: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = sides


class FinishForm(forms.Form):
    """What came of an action item."""

    done_on = forms.DateField(label=_("done on"), widget=day_input())
    outcome = forms.CharField(label=_("what came of it"), widget=forms.Textarea(attrs={"rows": 4}))


@with_fields(Request, "subject", "question", "due_on")
class RequestForm(InCompartment):
    """Asking another side."""

    asked_by = forms.ModelChoiceField(Organisation.objects.none(), label=_("who asks"))
    asked_of = forms.ModelChoiceField(Organisation.objects.none(), label=_("who is asked"))
    field_order = ["compartment", "asked_by", "asked_of", "subject", "question", "due_on"]

    def __init__(self, *args: Any, own: Any, sides: Any, delegations: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delegations = frozenset(delegations)
        self.fields["asked_by"].queryset = own
        self.fields["asked_of"].queryset = sides
        others = list(sides)
        if own:
            self.fields["asked_by"].initial = own[0].pk
            others = [side for side in others if side.pk != own[0].pk]
        delegations = [side for side in others if side.pk in self.delegations]
        if len(delegations) == 1:
            self.fields["asked_of"].initial = delegations[0].pk

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("asked_by") and data.get("asked_by") == data.get("asked_of"):
            self.add_error("asked_of", _("A side does not ask itself. Choose another."))
        return data


@with_fields(Request, "answer", required=("answer",))
class AnswerForm(forms.Form):
    """Answering."""


class DeclineForm(forms.Form):
    """Giving no answer, with the reason."""

    reason = forms.CharField(
        label=_("why there is no answer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The other side and the chair read it."),
    )


@with_fields(Paper, "title", "dated", "language", "text")
class PaperForm(InCompartment):
    """A paper of one's own side."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("whose paper"))
    field_order = ["compartment", "organisation", "title", "dated", "language", "text"]

    def __init__(self, *args: Any, own: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = own
        if own:
            self.fields["organisation"].initial = own[0].pk


@with_fields(Paper, "title", "dated", "language", "text")
class EditPaperForm(forms.Form):
    """Changing a paper, or writing it in another language."""


class SharePaperForm(InCompartment):
    """Handing a paper to the mechanism."""


@with_fields(
    Activity,
    "kind",
    "training",
    "title",
    "purpose",
    "level",
    "unit",
    "task",
    "municipality",
    "starts_on",
    "ends_on",
    "type",
)
class ActivityEditForm(forms.Form):
    """Planning an activity."""

    addressed = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("whom it is for"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    partners = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("partners"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(actor)
        self.fields["task"].queryset = citable_tasks(timezone.localdate())
        for name in ("addressed", "partners"):
            self.fields[name].queryset = organisations()


@with_fields(Activity)
class ActivityForm(ActivityEditForm, InCompartment):
    """Planning an activity in one of several compartments."""


@with_fields(Activity, "result", "women", "men", required=("result",))
class ActivityDoneForm(forms.Form):
    """What came of an activity."""


@with_fields(Crisis, "name_en", "name_sq", "name_sr", "kind", "about", "starts_on", "ends_on")
class CrisisEditForm(forms.Form):
    """What a crisis is, when and where."""

    municipalities = forms.ModelMultipleChoiceField(
        Municipality.objects.none(),
        label=_("municipalities that it touches"),
        required=False,
        help_text=_("None means all of them."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipalities"].queryset = municipalities_of_today()


@with_fields(Crisis)
class CrisisForm(CrisisEditForm, InCompartment):
    """Declaring a crisis in one of several compartments."""


class TagForm(forms.Form):
    """To which crises a record belongs."""

    crises = forms.ModelMultipleChoiceField(
        Crisis.objects.none(),
        label=_("crises"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, known: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["crises"].queryset = known


class ActivityCancelForm(forms.Form):
    """Why an activity does not take place."""

    why = forms.CharField(label=_("why it was cancelled"), max_length=250)
