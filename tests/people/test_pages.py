"""The pages of people, walked as a caseworker, a reader and a stranger."""

import pytest
from django.test import Client
from django.urls import reverse

from habeas.people import actions, queries
from habeas.people.actions import UseAgreed
from habeas.people.models import Person

NAMES = ("Arta", "Арта", "Testaj", "Тестај", "+000 111", "Trilluar")


def browser(world, name):
    client = Client()
    client.force_login(world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def desk(caseworker, world):
    """The caseworker's browser."""
    return browser(world, "caseworker")


def at(name, row=None):
    return reverse(f"people:{name}", args=[row.pk] if row is not None else [])


def told_on(page):
    return [name for name in NAMES if name in page.content.decode()]


def test_a_person_is_registered_and_stands_in_the_list_by_code(desk, world, caseworker):
    form = {
        "compartment": world.north.pk,
        "standing": "client",
        "given": "Arta",
        "family": "Testaj",
        "script": "Latn",
        "language": "sq",
        "birth_date": "~1961",
        "situations": ["ELD", "IDP"],
    }
    answer = desk.post(at("add"), form)
    assert answer.status_code == 302, answer.context["form"].errors
    person = Person.objects.visible_to(caseworker).get()
    assert answer["Location"] == at("person", person)
    for address in (at("people"), at("person", person)):
        page = desk.get(address)
        assert person.code in page.content.decode()
        assert told_on(page) == []
    opened = actions.open_identity(caseworker, person, reason="look at the form")
    assert (str(opened.names[0]), opened.birth_date.isoformat()) == ("Arta Testaj", "~1961")


def test_a_wrong_date_is_named_beside_its_field_and_nothing_is_lost(desk, world):
    form = {"compartment": world.north.pk, "standing": "client", "given": "Arta", "birth_date": "spring",
            "script": "Latn", "language": "sq"}  # fmt: skip
    answer = desk.post(at("add"), form)
    assert answer.status_code == 422
    assert "spring" in str(answer.context["form"].errors["birth_date"])
    assert 'value="Arta"' in answer.content.decode()


def test_the_identity_is_shown_once_for_a_reason(desk, arta):
    assert told_on(desk.get(at("identity", arta))) == []
    refused = desk.post(at("identity", arta), {"reason": "call Arta"})
    assert (refused.status_code, "Testaj" in refused.content.decode()) == (422, False)
    opened = desk.post(at("identity", arta), {"reason": "call back about the hearing"})
    assert told_on(opened) == list(NAMES)
    assert opened["Cache-Control"] == "no-store, private"


def test_who_may_not_open_identities_is_told_whom_to_ask(world, reader, arta):
    desk = browser(world, "reader")
    assert "Open the identity" not in desk.get(at("person", arta)).content.decode()
    answer = desk.post(at("identity", arta), {"reason": "curious about this"})
    assert answer.status_code == 403
    assert "Ask the owner of the compartment" in answer.content.decode()
    assert told_on(answer) == []


def test_a_witness_is_opened_after_a_second_person_agreed_on_the_page(desk, witness, agree):
    page = desk.get(at("identity", witness)).content.decode()
    assert "Nobody opens this identity alone" in page
    assert desk.post(at("identity", witness), {"reason": "prepare a visit"}).status_code == 403
    assert desk.post(at("identity-ask", witness), {"reason": "prepare a visit"}).status_code == 302
    assert "prepare a visit" in desk.get(at("identity", witness)).content.decode()


@pytest.mark.parametrize(
    "name", ["person", "identity", "identity-ask", "name-add", "contact-add", "situation-add", "standing"]
)
def test_strangers_find_nothing(world, stranger, arta, name):
    outsider = browser(world, "stranger")
    for answer in (
        outsider.get(at(name, arta)),
        outsider.post(at(name, arta), {"reason": "prepare a visit"}),
    ):
        assert answer.status_code == 404
        assert arta.code not in answer.content.decode()


def test_strangers_neither_list_nor_find_nor_filter_anybody(world, stranger, arta):
    outsider = browser(world, "stranger")
    for query in ("", f"?q={arta.code}", "?situation=ELD", "?standing=client"):
        page = outsider.get(at("people") + query)
        assert (page.context["table"]["total"], arta.code in str(page.context["table"]["rows"])) == (0, False)
    found = outsider.post(at("search"), {"q": "arta"})
    assert found.context["found"] == []


def test_a_code_finds_its_person_and_a_name_finds_nobody_in_the_list(desk, arta):
    assert desk.get(at("people") + f"?q={arta.code.lower()}").context["table"]["total"] == 1
    assert desk.get(at("people") + "?q=Arta").context["table"]["total"] == 0


def test_a_name_is_searched_in_any_script_and_never_stands_in_an_address(desk, arta):
    found = desk.post(at("search"), {"q": "тестај"})
    assert arta.code in found.content.decode()
    part = desk.post(at("search"), {"q": "tashi"}, headers={"HX-Request": "true"})
    assert (arta.code in part.content.decode(), "<html" in part.content.decode()) == (True, False)
    assert desk.get(at("search") + "?q=arta").context["found"] is None


def test_who_opens_no_identities_has_no_search_by_name(world, reader, arta):
    assert browser(world, "reader").get(at("search")).status_code == 404


def test_a_restricted_situation_is_shown_to_those_who_open_identities_only(desk, world, caseworker, reader):
    person = actions.register_person(caseworker, world.north, situations=["SGB", "IDP"])
    other = browser(world, "reader")
    label = "Survivor of sexual or gender-based violence"
    page = at("person", person)
    assert [label in b.get(page).content.decode() for b in (desk, other)] == [True, False]
    rows = [str(b.get(at("people")).context["table"]["rows"]) for b in (desk, other)]
    assert [(label in row, "Internally displaced" in row) for row in rows] == [(False, True), (False, True)]
    filtered = [b.get(at("people") + "?situation=SGB").context["table"]["total"] for b in (desk, other)]
    assert filtered == [1, 0]


def test_a_consent_is_recorded_shown_and_taken_back(desk, world, caseworker, arta):
    form = {"level": "4", "uses": ["identity"], "organisation": world.ngo.pk, "purpose": "shelter",
            "language": "sq", "form": "spoken", "given_on": "2024-05-01"}  # fmt: skip
    answer = desk.post(at("consent-add", arta), form)
    assert answer.status_code == 302, answer.context["form"].errors
    page = desk.get(at("person", arta)).content.decode()
    assert "shelter" in page
    consent = queries.consents(caseworker, arta).get()
    assert "Take back" in page
    gone = desk.post(at("consent-revoke", consent), {"why": "she is afraid"})
    assert gone.status_code == 200
    page = desk.get(at("person", arta)).content.decode()
    assert ("taken back" in page, "she is afraid" in page, "Take back" in page) == (True, True, False)


def test_a_consent_without_a_body_says_what_is_missing(desk, arta):
    form = {"level": "4", "uses": ["identity"], "language": "sq", "form": "spoken", "given_on": "2024-05-01"}
    answer = desk.post(at("consent-add", arta), form)
    assert answer.status_code == 422
    assert "Name the body and the purpose" in answer.content.decode()


def test_a_stranger_takes_no_consent_back(world, stranger, caseworker, arta):
    consent = actions.record_consent(caseworker, arta, level=1, uses=[UseAgreed("analysis")])
    outsider = browser(world, "stranger")
    assert outsider.post(at("consent-revoke", consent), {"why": "x"}).status_code == 404
    assert queries.consents(caseworker, arta).get().revoked_at is None


def test_relations_contacts_situations_and_names_are_added(desk, world, caseworker, arta):
    son = actions.register_person(caseworker, world.north)
    sent = {
        "relation-add": {"kind": "parent", "code": son.code.lower()},
        "contact-add": {"kind": "email", "value": "canary@example.org", "safe_use": "safe"},
        "situation-add": {"code": "TOR", "since": "1999"},
        "name-add": {"given": "Arta", "family": "Shtuar", "script": "Latn", "language": "sq"},
        "standing": {"standing": "contact"},
    }
    for name, form in sent.items():
        answer = desk.post(at(name, arta), form)
        assert answer.status_code == 302, (name, answer.context["form"].errors)
    page = desk.get(at("person", arta)).content.decode()
    assert [text for text in (son.code, "Survivor of torture", "interlocutor") if text not in page] == []
    assert "canary@example.org" not in page
    wrong = desk.post(at("relation-add", arta), {"kind": "parent", "code": "P-2222-2222"})
    assert "There is no person" in wrong.content.decode()
