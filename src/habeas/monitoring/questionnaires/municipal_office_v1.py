"""A visit to a municipal office."""

from django.utils.translation import gettext_lazy as _

from habeas.monitoring.questionnaires.definition import Questionnaire, Section, number, rating, text, yes_no

QUESTIONNAIRE = Questionnaire(
    code="municipal_office",
    version=1,
    title=_("Visit to a municipal office"),
    basis=_(
        "After articles 10 and 11 of the Framework Convention for the Protection of National Minorities: to be "
        "served, to read signs and to bear one's name in one's own language."
    ),
    site_kinds=("municipal",),
    sections=(
        Section(
            "languages",
            _("Languages"),
            (
                yes_no(
                    "notices", _("Are all notices there in each official language?"), good="yes", weight=2
                ),
                yes_no("forms", _("Are all forms there in each official language?"), good="yes", weight=2),
                yes_no("served", _("Can everybody be served in an official language of theirs?"), good="yes"),
                yes_no("names", _("Are names written as their bearers write them?"), good="yes"),
                number("translators", _("Translators employed"), at_least=1),
            ),
        ),
        Section(
            "service",
            _("Service"),
            (
                number("visitors", _("Visitors on the day"), required=True),
                number("waiting", _("Minutes that a visitor waits, as observed"), at_most=30),
                yes_no("complaint", _("Is it told how one complains?"), good="yes"),
                yes_no("step_free", _("Can it be entered without steps?"), good="yes"),
                rating("tone", _("How visitors are spoken to")),
                text("remarks", _("Anything else, without names")),
            ),
        ),
    ),
)
