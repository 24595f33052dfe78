"""A visit to a place of deprivation of liberty."""

from django.utils.translation import gettext_lazy as _

from habeas.monitoring.questionnaires.definition import (
    Questionnaire,
    Section,
    number,
    rating,
    text,
    yes_no,
)

QUESTIONNAIRE = Questionnaire(
    code="detention",
    version=1,
    title=_("Visit to a place of deprivation of liberty"),
    basis=_(
        "After the practice and standards of the European Committee for the Prevention of Torture (CPT): living space "
        "of 6 m² in a single cell and 4 m² a person in a shared one, one hour in the open air a day, solitary "
        "confinement as a punishment for no more than 14 days."
    ),
    site_kinds=("detention",),
    strands=("prevention",),
    sections=(
        Section(
            "population",
            _("Who is held"),
            (
                number("held", _("Persons held today"), required=True),
                number("places", _("Official number of places"), required=True),
                number("women", _("Women among them")),
                number("juveniles", _("Persons under 18 among them")),
                number("foreigners", _("Foreigners among them")),
                yes_no("separated", _("Are women, and persons under 18, held apart?"), good="yes", weight=2),
            ),
        ),
        Section(
            "treatment",
            _("Treatment"),
            (
                yes_no("allegations", _("Were there allegations of ill-treatment?"), good="no", weight=3),
                yes_no("injuries", _("Were injuries seen that fit an allegation?"), good="no", weight=3),
                yes_no("objects", _("Were unlabelled or unusual objects found?"), good="no"),
                rating("relations", _("How do staff and persons held speak to each other?")),
                text("treatment_notes", _("What was said and seen, without names")),
            ),
        ),
        Section(
            "safeguards",
            _("Safeguards"),
            (
                yes_no(
                    "told_family",
                    _("Was a relative or another person told without delay?"),
                    good="yes",
                    weight=2,
                ),
                yes_no("lawyer", _("Is a lawyer available from the very beginning?"), good="yes", weight=2),
                yes_no(
                    "doctor", _("May a doctor be seen, also one of one's own choice?"), good="yes", weight=2
                ),
                yes_no(
                    "rights_told",
                    _("Are rights explained, in writing and in a language that is understood?"),
                    good="yes",
                ),
                yes_no("register", _("Is the register of custody complete and up to date?"), good="yes"),
            ),
        ),
        Section(
            "conditions",
            _("Material conditions"),
            (
                number(
                    "space",
                    _("Living space a person in the most crowded shared cell, in m²"),
                    at_least=4,
                    weight=2,
                    help=_("Without the sanitary annexe. At least 4 m² are expected."),
                ),
                number(
                    "single_space",
                    _("Floor of the smallest single cell, in m²"),
                    at_least=6,
                    help=_("Without the sanitary annexe. At least 6 m² are expected."),
                ),
                rating("light", _("Daylight, artificial light and ventilation")),
                rating("heating", _("Heating")),
                rating("bedding", _("Beds, mattresses and bedding")),
                rating("sanitation", _("Toilets, washing and their privacy")),
                rating("food", _("Food and drinking water")),
                yes_no("call_bell", _("Do call bells work?"), good="yes"),
            ),
        ),
        Section(
            "regime",
            _("Regime and contacts"),
            (
                number(
                    "open_air",
                    _("Hours in the open air a day"),
                    at_least=1,
                    weight=2,
                    help=_("At least one hour is expected."),
                ),
                number("out_of_cell", _("Hours out of the cell a day"), at_least=8),
                rating("activities", _("Work, education and other activities")),
                yes_no("visits", _("Are visits allowed at least once a week?"), good="yes"),
                yes_no("telephone", _("May the telephone be used?"), good="yes"),
            ),
        ),
        Section(
            "health",
            _("Health care"),
            (
                yes_no(
                    "screening",
                    _("Is everybody seen by health staff within 24 hours of arrival?"),
                    good="yes",
                    weight=2,
                ),
                yes_no(
                    "confidential", _("Are examinations out of hearing and sight of officers?"), good="yes"
                ),
                yes_no("injuries_recorded", _("Are injuries recorded and reported?"), good="yes", weight=2),
                rating("medicines", _("Medicines and equipment")),
            ),
        ),
        Section(
            "discipline",
            _("Discipline and complaints"),
            (
                number(
                    "solitary",
                    _("Longest solitary confinement as a punishment in the last year, in days"),
                    at_most=14,
                    weight=2,
                    help=_("No more than 14 days are expected."),
                ),
                yes_no("force_recorded", _("Is every use of force and restraint recorded?"), good="yes"),
                yes_no("complaints", _("May complaints be made in confidence?"), good="yes"),
                yes_no("inspection", _("Did an independent body visit within the last year?"), good="yes"),
                text("remarks", _("Anything else, without names")),
            ),
        ),
    ),
)
