"""A visit to a school, with access to education in the mother tongue."""

from django.utils.translation import gettext_lazy as _

from habeas.monitoring.questionnaires.definition import (
    Option,
    Questionnaire,
    Section,
    many,
    number,
    rating,
    text,
    yes_no,
)

QUESTIONNAIRE = Questionnaire(
    code="school",
    version=1,
    title=_("Visit to a school"),
    basis=_(
        "After articles 12 to 14 of the Framework Convention for the Protection of National Minorities and articles "
        "28 to 30 of the Convention on the Rights of the Child."
    ),
    site_kinds=("school",),
    sections=(
        Section(
            "pupils",
            _("Pupils"),
            (
                number("pupils", _("Pupils enrolled"), required=True),
                number("girls", _("Girls among them")),
                number("minority", _("Pupils of communities in a minority in the municipality")),
                number("dropped_out", _("Pupils who left school in the last school year"), at_most=0),
                yes_no(
                    "separate",
                    _("Are pupils separated by community, in classes, shifts or buildings?"),
                    good="no",
                    weight=2,
                ),
            ),
        ),
        Section(
            "mother_tongue",
            _("Education in the mother tongue"),
            (
                many(
                    "languages",
                    _("Languages of instruction"),
                    Option("sq", _("Albanian")),
                    Option("sr", _("Serbian")),
                    Option("bs", _("Bosnian")),
                    Option("tr", _("Turkish")),
                    Option("rom", _("Romani")),
                    Option("other", _("another language")),
                ),
                yes_no(
                    "available",
                    _("Can every pupil be taught in the mother tongue, here or within reach?"),
                    good="yes",
                    weight=3,
                ),
                yes_no("as_subject", _("Where not, is the mother tongue taught as a subject?"), good="yes"),
                yes_no(
                    "textbooks",
                    _("Are there textbooks in every language of instruction?"),
                    good="yes",
                    weight=2,
                ),
                yes_no(
                    "teachers",
                    _("Are there qualified teachers for every language of instruction?"),
                    good="yes",
                    weight=2,
                ),
                yes_no("second_language", _("Is the other official language taught?"), good="yes"),
                yes_no(
                    "culture", _("Do lessons cover the history and culture of all communities?"), good="yes"
                ),
            ),
        ),
        Section(
            "access",
            _("Access and safety"),
            (
                yes_no("way", _("Is the way to school safe?"), good="yes", weight=2),
                yes_no("transport", _("Is there transport for pupils who live far away?"), good="yes"),
                yes_no("disability", _("Can pupils with disabilities attend?"), good="yes"),
                number(
                    "incidents", _("Incidents between pupils of different communities this year"), at_most=0
                ),
                yes_no("signs", _("Are signs and documents in all official languages?"), good="yes"),
            ),
        ),
        Section(
            "building",
            _("Building and participation"),
            (
                rating("classrooms", _("Classrooms, heating and light")),
                rating("toilets", _("Toilets and drinking water")),
                yes_no(
                    "parents", _("Are parents of all communities on the council of the school?"), good="yes"
                ),
                text("remarks", _("Anything else, without names")),
            ),
        ),
    ),
)
