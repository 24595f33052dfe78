"""What access keeps."""

from habeas.access.models.approvals import Approval
from habeas.access.models.compartments import (
    AppointmentConfirmation,
    Compartment,
    EmergencyAccess,
    Grant,
    Share,
)
from habeas.access.models.exports import ExportRequest
from habeas.access.models.notices import Notice
from habeas.access.models.organisations import (
    Organisation,
    OrganisationName,
    StaffingPeriod,
    Unit,
    UnitName,
    name_in,
)
from habeas.access.models.remembered import Remembered
from habeas.access.models.resets import AccountReset
from habeas.access.models.users import Appointment, Role, User

__all__ = [
    "AccountReset",
    "Appointment",
    "AppointmentConfirmation",
    "Approval",
    "Compartment",
    "EmergencyAccess",
    "ExportRequest",
    "Grant",
    "Notice",
    "Organisation",
    "OrganisationName",
    "Remembered",
    "Role",
    "Share",
    "StaffingPeriod",
    "Unit",
    "UnitName",
    "User",
    "name_in",
]
