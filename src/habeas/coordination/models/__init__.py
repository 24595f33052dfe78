"""What coordination keeps: bodies and their parties, sessions and what they decided, requests between sides."""

from habeas.coordination.models.activities import Activity, ActivityParty
from habeas.coordination.models.bodies import Body, BodyName, Party, PartyContact, Rules
from habeas.coordination.models.crises import Crisis, CrisisPlace
from habeas.coordination.models.exchange import Paper, Request
from habeas.coordination.models.sessions import ActionItem, AgendaItem, Decision, Session

__all__ = [
    "ActionItem",
    "Activity",
    "ActivityParty",
    "AgendaItem",
    "Body",
    "BodyName",
    "Crisis",
    "CrisisPlace",
    "Decision",
    "Paper",
    "Party",
    "PartyContact",
    "Request",
    "Rules",
    "Session",
]
