"""A visit to a shelter."""

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
    code="shelter",
    version=1,
    title=_("Visit to a shelter"),
    basis=_(
        "After article 23 of the Council of Europe Convention on violence against women and article 12 of its "
        "Convention on action against trafficking: safe, sufficient and open to everybody who needs it."
    ),
    site_kinds=("shelter", "collective"),
    sections=(
        Section(
            "residents",
            _("Residents"),
            (
                choice(
                    "kind",
                    _("For whom is the shelter?"),
                    Option("violence", _("survivors of domestic violence")),
                    Option("trafficking", _("victims of trafficking")),
                    Option("children", _("children")),
                    Option("displaced", _("displaced persons")),
                    Option("other", _("others")),
                    required=True,
                ),
                number("beds", _("Beds"), required=True),
                number("residents", _("Persons staying today"), required=True),
                number("children", _("Children among them")),
                number(
                    "turned_away", _("Persons turned away for lack of room this year"), at_most=0, weight=2
                ),
            ),
        ),
        Section(
            "safety",
            _("Safety and freedom"),
            (
                yes_no("secret", _("Is the address kept secret where it must be?"), good="yes", weight=2),
                yes_no("staffed", _("Is somebody there day and night?"), good="yes"),
                yes_no("leave", _("May residents come and go as they wish?"), good="yes", weight=2),
                yes_no("records", _("Are the records of residents locked away?"), good="yes", weight=2),
                yes_no("incidents", _("Were there security incidents this year?"), good="no"),
            ),
        ),
        Section(
            "care",
            _("Care and support"),
            (
                yes_no("counselling", _("Is there psychological support?"), good="yes"),
                yes_no("legal", _("Is there free legal aid?"), good="yes"),
                yes_no("medical", _("Is there access to a doctor?"), good="yes"),
                yes_no("schooling", _("Do the children go to school?"), good="yes", weight=2),
                yes_no("plan", _("Does everybody have a plan for the time afterwards?"), good="yes"),
            ),
        ),
        Section(
            "conditions",
            _("Conditions and access"),
            (
                rating("rooms", _("Rooms and privacy")),
                rating("sanitation", _("Toilets and washing")),
                rating("food", _("Food")),
                yes_no(
                    "open_to_all",
                    _("Is it open to all communities, also in their language?"),
                    good="yes",
                    weight=2,
                ),
                yes_no("disability", _("Can persons with disabilities stay?"), good="yes"),
                number("funded", _("Months for which it is funded"), at_least=6, weight=2),
                text("remarks", _("Anything else, without names")),
            ),
        ),
    ),
)
