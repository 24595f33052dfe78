"""What the register of the missing keeps."""

from habeas.missing.models.cases import (
    Case,
    CaseAction,
    CourtDeclaration,
    FamilyContact,
    Information,
    StatusChange,
)
from habeas.missing.models.centre import Association, Participation, SupportRequest
from habeas.missing.models.enquiries import EnquiryFile, Telling, Tries
from habeas.missing.models.figures import SessionFigures
from habeas.missing.models.identifications import Handover, Identification, Signature
from habeas.missing.models.lists import Edition, Entry, EntryVersion, Source
from habeas.missing.models.matching import Decision, Merge, Move, Suggestion
from habeas.missing.models.persons import Membership, Person, Preference
from habeas.missing.models.sites import GraveSite, SitePosition, SiteStep

__all__ = [
    "Association",
    "Case",
    "CaseAction",
    "CourtDeclaration",
    "Decision",
    "Edition",
    "EnquiryFile",
    "Entry",
    "EntryVersion",
    "FamilyContact",
    "GraveSite",
    "Handover",
    "Identification",
    "Information",
    "Membership",
    "Merge",
    "Move",
    "Participation",
    "Person",
    "Preference",
    "SessionFigures",
    "Signature",
    "SitePosition",
    "SiteStep",
    "Source",
    "StatusChange",
    "Suggestion",
    "SupportRequest",
    "Telling",
    "Tries",
]
