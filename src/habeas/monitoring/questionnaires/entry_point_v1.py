"""A visit to an entry point."""

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
    code="entry_point",
    version=1,
    title=_("Visit to an entry point"),
    basis=_(
        "After article 33 of the 1951 Refugee Convention and article 3 of the European Convention on Human Rights: "
        "nobody is sent back to danger, and whoever asks for protection is heard."
    ),
    site_kinds=("crossing",),
    strands=("entry",),
    sections=(
        Section(
            "movements",
            _("Movements"),
            (
                number("entries", _("Persons who asked for protection in the last month"), required=True),
                number("refused", _("Persons refused entry in the last month")),
                number("children", _("Unaccompanied children in the last month")),
                yes_no("registered", _("Is every request for protection registered?"), good="yes", weight=3),
            ),
        ),
        Section(
            "access",
            _("Access to protection"),
            (
                yes_no(
                    "sent_back",
                    _("Were there allegations that somebody was sent back unheard?"),
                    good="no",
                    weight=3,
                ),
                yes_no("information", _("Is information on asylum displayed where people wait?"), good="yes"),
                many(
                    "information_languages",
                    _("In which languages?"),
                    Option("sq", _("Albanian")),
                    Option("sr", _("Serbian")),
                    Option("en", _("English")),
                    Option("ar", _("Arabic")),
                    Option("fa", _("Persian or Dari")),
                    Option("tr", _("Turkish")),
                    Option("other", _("another language")),
                ),
                yes_no(
                    "interpreters", _("Are interpreters found when they are needed?"), good="yes", weight=2
                ),
                yes_no(
                    "legal_aid",
                    _("Can legal aid and monitoring bodies reach people here?"),
                    good="yes",
                    weight=2,
                ),
                yes_no("referral", _("Are people referred on within a day?"), good="yes"),
            ),
        ),
        Section(
            "vulnerable",
            _("Persons in vulnerable situations"),
            (
                yes_no(
                    "child_care",
                    _("Is a guardian called for every unaccompanied child?"),
                    good="yes",
                    weight=2,
                ),
                yes_no(
                    "trafficking", _("Do officers recognise and refer victims of trafficking?"), good="yes"
                ),
                yes_no("women", _("Are there female officers for women?"), good="yes"),
                yes_no("health", _("Is medical help at hand?"), good="yes"),
            ),
        ),
        Section(
            "holding",
            _("Holding rooms"),
            (
                number(
                    "longest",
                    _("Longest stay in a holding room in the last month, in hours"),
                    at_most=24,
                    weight=2,
                ),
                rating("room", _("Light, air, heating and cleanliness")),
                rating("water", _("Food, water and toilets")),
                yes_no("book", _("Is a register of stays kept?"), good="yes"),
                yes_no("force", _("Was force used in the last month?"), good="no"),
                text("remarks", _("Anything else, without names")),
            ),
        ),
    ),
)
