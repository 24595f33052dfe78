"""What may be done with people."""

from habeas.people.actions.consenting import Revocation, UseAgreed, record_consent, revoke_consent
from habeas.people.actions.enquiring import open_enquiry, take_enquiry
from habeas.people.actions.opening import (
    ContactTold,
    OpenedIdentity,
    PersonFound,
    open_identity,
    search_names,
)
from habeas.people.actions.registering import (
    add_name,
    change_standing,
    end_situation,
    record_contact,
    record_identity,
    record_situation,
    register_person,
    relate,
)

__all__ = [
    "ContactTold",
    "OpenedIdentity",
    "PersonFound",
    "Revocation",
    "UseAgreed",
    "add_name",
    "change_standing",
    "end_situation",
    "open_enquiry",
    "open_identity",
    "record_consent",
    "record_contact",
    "record_identity",
    "record_situation",
    "register_person",
    "relate",
    "revoke_consent",
    "search_names",
    "take_enquiry",
]
