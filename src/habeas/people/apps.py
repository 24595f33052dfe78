"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "habeas.people"
    label = "people"
    verbose_name = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from habeas.access.bases import register_basis
        from habeas.access.choices import ShareBasis
        from habeas.core import panels
        from habeas.core.files.panels import files_panel
        from habeas.people import approvals, navigation, sharing
        from habeas.people.erasing import wipe_person
        from habeas.people.models import Enquiry, Person
        from habeas.retention.kinds import Kind
        from habeas.retention.panels import register_kind

        panels.register(Person, files_panel, order=60)
        register_kind(Kind(Person, "identity", also=wipe_person))
        register_kind(Kind(Enquiry, "enquiry"))
        register_basis(ShareBasis.CONSENT, sharing.check_consent, sharing.offer_consents)
        navigation.register_entries()
        assert approvals.PUBLIC_USE
