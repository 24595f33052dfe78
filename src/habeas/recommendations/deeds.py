"""What the audit trail calls the actions of `recommendations`."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "recommendation.add_addressee": _("Addressee added"),
    "recommendation.add_measure": _("Measure of an addressee recorded"),
    "recommendation.close_finding": _("Finding closed with its recommendations"),
    "recommendation.cluster": _("Recommendation put into a group"),
    "recommendation.edit": _("Recommendation edited"),
    "recommendation.follow_up": _("Follow-up recorded"),
    "recommendation.follow_with_activity": _("Activity planned after a recommendation"),
    "recommendation.grade": _("Recommendation graded"),
    "recommendation.issue": _("Recommendation issued"),
    "recommendation.make": _("Recommendation made"),
    "recommendation.move_measure": _("Progress of a measure recorded"),
    "recommendation.recall": _("Recommendation taken back from clearance"),
    "recommendation.record": _("Recommendation of another body recorded"),
    "recommendation.record_effect": _("Effect of an activity recorded"),
    "recommendation.respond": _("Answer of an addressee recorded"),
    "recommendation.send_to_clearance": _("Recommendation sent to clearance"),
    "recommendation.uncluster": _("Recommendation taken out of its group"),
    "recommendation.withdraw": _("Recommendation withdrawn"),
    "visit.checks": _("Recommendations to check on a visit named"),
}
