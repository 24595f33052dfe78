"""A visit to a place of return."""

from django.utils.translation import gettext_lazy as _

from habeas.monitoring.questionnaires.definition import (
    Option,
    Questionnaire,
    Section,
    choice,
    number,
    rating,
    text,
    yes_no,
)

QUESTIONNAIRE = Questionnaire(
    code="return_site",
    version=1,
    title=_("Visit to a return site"),
    basis=_("After the eight criteria of the IASC Framework on Durable Solutions."),
    site_kinds=("return", "collective", "settlement"),
    sections=(
        Section(
            "people",
            _("Who returned"),
            (
                number("families", _("Families living here"), required=True),
                number("returned", _("Families that returned in the last twelve months")),
                number("left", _("Families that left again in the last twelve months")),
                choice(
                    "intention",
                    _("What do most families intend?"),
                    Option("stay", _("to stay"), 1.0),
                    Option("undecided", _("they are undecided"), 0.5),
                    Option("leave", _("to leave"), 0.0),
                ),
            ),
        ),
        Section(
            "safety",
            _("Safety and freedom of movement"),
            (
                yes_no("move_freely", _("Do residents move freely, also after dark?"), good="yes", weight=3),
                number("incidents", _("Security incidents in the last twelve months"), at_most=0, weight=2),
                yes_no("police", _("Do the police come when they are called?"), good="yes"),
                yes_no("neighbours", _("Is there contact with the neighbouring communities?"), good="yes"),
            ),
        ),
        Section(
            "housing",
            _("Housing, land and property"),
            (
                number("rebuilt", _("Houses rebuilt")),
                number("waiting", _("Families waiting for housing"), at_most=0),
                yes_no("occupied", _("Are houses or land occupied by others?"), good="no", weight=2),
                yes_no("claims", _("Are decisions on property carried out?"), good="yes"),
                rating("water", _("Water and electricity")),
                rating("road", _("Road and public transport")),
            ),
        ),
        Section(
            "living",
            _("Livelihoods and services"),
            (
                rating("work", _("Work and income")),
                rating("health", _("Access to health care")),
                yes_no("school", _("Can children learn in their own language nearby?"), good="yes", weight=2),
                yes_no(
                    "assistance", _("Do families receive the assistance they are entitled to?"), good="yes"
                ),
            ),
        ),
        Section(
            "rights",
            _("Documents, participation and remedies"),
            (
                yes_no("documents", _("Does everybody have personal documents?"), good="yes", weight=2),
                yes_no("language", _("Do authorities answer in the residents' language?"), good="yes"),
                yes_no("consulted", _("Are residents consulted on what concerns them?"), good="yes"),
                yes_no("remedies", _("Do residents know where to complain, and do they?"), good="yes"),
                text("remarks", _("Anything else, without names")),
            ),
        ),
    ),
)
