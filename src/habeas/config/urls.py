"""Every address of the register."""

from django.urls import include, path

from habeas.access.views.preferences import set_language

urlpatterns = [
    path("", include("habeas.core.urls")),
    path("access/", include("habeas.access.urls")),
    path("account/", include("habeas.access.account_urls")),
    path("analysis/", include("habeas.analysis.urls")),
    path("coordination/", include("habeas.coordination.urls")),
    path("mandate/", include("habeas.mandate.urls")),
    path("missing/", include("habeas.missing.urls")),
    path("people/", include("habeas.people.urls")),
    path("places/", include("habeas.places.urls")),
    path("terms/", include("habeas.core.terms.urls")),
    path("files/", include("habeas.core.files.urls")),
    path("imports/", include("habeas.core.imports.urls")),
    path("jobs/", include("habeas.core.jobs.urls")),
    path("families/", include("habeas.missing.public_urls")),
    path("language/", set_language, name="set_language"),
    path("monitoring/", include("habeas.monitoring.urls")),
    path("recommendations/", include("habeas.recommendations.urls")),
    path("retention/", include("habeas.retention.urls")),
]

handler400 = "habeas.core.error_pages.bad_request"
handler403 = "habeas.core.error_pages.forbidden"
handler404 = "habeas.core.middleware.not_found"
handler500 = "habeas.core.error_pages.server_error"
