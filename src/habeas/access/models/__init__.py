"""What access keeps."""

from habeas.access.models.approvals import Approval
from habeas.access.models.compartments import Compartment, EmergencyAccess, Grant, Share
from habeas.access.models.organisations import Organisation, OrganisationName, Unit, UnitName
from habeas.access.models.users import Appointment, Role, User

__all__ = [
    "Appointment",
    "Approval",
    "Compartment",
    "EmergencyAccess",
    "Grant",
    "Organisation",
    "OrganisationName",
    "Role",
    "Share",
    "Unit",
    "UnitName",
    "User",
]
