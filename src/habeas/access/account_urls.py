"""Addresses of signing in: only those of the library's pages that this register uses, no sign-up, no e-mail."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.urls import path

from habeas.access.demanding import unless_last
from habeas.access.enrolment import after_code
from habeas.access.views import account as own

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", own.password_missing, name="account_set_password"),
    path("password/link/<str:token>/", own.set_password, name="account_set_by_link"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/needed/", own.second_factor_needed, name="second_factor_needed"),
    path("second-factor/enter/", mfa.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app/", after_code(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/app/remove/", unless_last(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-factor/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "second-factor/codes/file/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("sessions/", own.sessions, name="usersessions_list"),
    path("sessions/end/", own.sessions_end, name="sessions_end"),
    path("sessions/<int:pk>/end/", own.session_end, name="session_end"),
]

PASSKEY_URLS = [
    path("passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("second-factor/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/passkeys/new/", after_code(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "second-factor/passkeys/<int:pk>/remove/",
        unless_last(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "second-factor/passkeys/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
]
if settings.PASSKEYS:
    urlpatterns += PASSKEY_URLS
