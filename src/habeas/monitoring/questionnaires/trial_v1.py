"""A hearing that is observed in court."""

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
    code="trial",
    version=1,
    title=_("Trial observation"),
    basis=_(
        "After article 14 of the International Covenant on Civil and Political Rights and article 6 of the European "
        "Convention on Human Rights."
    ),
    site_kinds=("court",),
    strands=("trial",),
    sections=(
        Section(
            "hearing",
            _("The hearing"),
            (
                choice(
                    "stage",
                    _("Stage of the proceedings"),
                    Option("first", _("first hearing")),
                    Option("main", _("main hearing")),
                    Option("judgment", _("announcement of the judgment")),
                    Option("appeal", _("appeal")),
                    required=True,
                ),
                yes_no("public", _("Could the public attend?"), good="yes", weight=2),
                yes_no("announced", _("Were day and room announced?"), good="yes"),
                number("days_since", _("Days since the hearing before"), at_most=60),
                choice(
                    "outcome",
                    _("How did it end?"),
                    Option("held", _("it was held as planned"), 1.0),
                    Option("adjourned", _("it was adjourned"), 0.0),
                    Option("not_held", _("it did not take place"), 0.0),
                ),
                text("why_adjourned", _("Why it was adjourned or did not take place")),
            ),
        ),
        Section(
            "court",
            _("Independence and impartiality"),
            (
                yes_no("composition", _("Was the court composed as the law requires?"), good="yes", weight=2),
                yes_no("impartial", _("Did the court treat both sides alike?"), good="yes", weight=2),
                yes_no(
                    "pressure",
                    _("Were there signs of pressure on court, parties or witnesses?"),
                    good="no",
                    weight=3,
                ),
                yes_no(
                    "presumption",
                    _("Was the accused treated as innocent, in words and appearance?"),
                    good="yes",
                    weight=2,
                ),
            ),
        ),
        Section(
            "defence",
            _("Defence"),
            (
                yes_no("counsel", _("Was defence counsel present?"), good="yes", weight=3),
                yes_no("time", _("Did the defence have time and access to the file?"), good="yes", weight=2),
                yes_no("talk", _("Could the accused talk to counsel in private?"), good="yes"),
                yes_no("witnesses", _("Could the defence question witnesses and call its own?"), good="yes"),
            ),
        ),
        Section(
            "language",
            _("Language and interpretation"),
            (
                yes_no(
                    "own_language",
                    _("Could everybody use their own official language?"),
                    good="yes",
                    weight=2,
                ),
                yes_no(
                    "interpreter", _("Was an interpreter there for whoever needed one?"), good="yes", weight=2
                ),
                rating("quality", _("Quality of the interpretation")),
                yes_no(
                    "papers", _("Were the papers of the case given in the language of the party?"), good="yes"
                ),
            ),
        ),
        Section(
            "others",
            _("Victims and witnesses"),
            (
                yes_no(
                    "protected", _("Were witnesses and victims protected where needed?"), good="yes", weight=2
                ),
                yes_no("informed", _("Were victims told of their rights and of the hearing?"), good="yes"),
                yes_no(
                    "bias",
                    _("Was a motive of bias named in the indictment, where there was one?"),
                    good="yes",
                ),
                text("remarks", _("Anything else, without names")),
            ),
        ),
    ),
)
