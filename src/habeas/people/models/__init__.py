"""What people keeps: the person by code, the identity apart, relations, consent, enquiries."""

from habeas.people.models.consents import Consent, ConsentUse
from habeas.people.models.enquiries import Enquiry
from habeas.people.models.identities import Contact, Identity, PersonName
from habeas.people.models.persons import Person, Relation, Situation

__all__ = [
    "Consent",
    "ConsentUse",
    "Contact",
    "Enquiry",
    "Identity",
    "Person",
    "PersonName",
    "Relation",
    "Situation",
]
