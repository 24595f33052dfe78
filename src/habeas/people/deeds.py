"""What the audit trail calls the actions of `people`."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "consent.record": _("Consent recorded"),
    "consent.revoke": _("Consent taken back"),
    "enquiry.open": _("Family’s question opened"),
    "enquiry.take": _("Question taken down"),
    "identity.open": _("Identity opened"),
    "people.index": _("Names of a compartment read for search"),
    "people.search": _("People searched by name"),
    "person.contact": _("Contact of a person recorded"),
    "person.identity": _("Birth and documents of a person recorded"),
    "person.name": _("Name of a person added"),
    "person.register": _("Person registered"),
    "person.relate": _("Relationship of persons recorded"),
    "person.situation": _("Situation of a person recorded"),
    "person.situation.end": _("Situation of a person ended"),
    "person.standing": _("Standing of a person changed"),
}
