"""What a family sees, and what a colleague sees of it: nothing lost, consent that changes, a passphrase lost."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from habeas.access.models import Role
from habeas.core.actors import system_actor
from habeas.core.audit import AuditRow
from habeas.missing import actions
from habeas.missing.choices import Answer
from habeas.missing.models import EnquiryFile, FamilyContact
from tests.missing.test_pages import browser, page


@pytest.fixture
def desk(kosovo, world, settings):
    settings.FAMILY_DESK = world.north.code
    return world.north


def test_a_question_that_must_wait_keeps_what_was_written(desk, monkeypatch):
    monkeypatch.setattr("habeas.missing.throttle.MOST_BY_NETWORK", 0)
    written = {"about": "Demo Shpikuri", "question": "Where is my brother?", "consent_level": "1"}
    answer = Client().post(reverse("families:ask"), written)
    assert answer.status_code == 429
    assert "Where is my brother?" in answer.content.decode()
    assert "quarter of an hour" in answer.content.decode()
    assert answer.context["form"]["consent_level"].value() == "1"


def test_mistakes_are_said_first_and_nothing_written_is_lost(desk):
    answer = Client().post(reverse("families:ask"), {"about": "Demo", "question": "", "consent_level": "0"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert body.index('href="#id_question"') < body.index("Demo</textarea>")
    assert "novalidate" in body, "the browser's own words are in its own language"


def test_public_use_with_a_name_is_not_offered_to_a_stranger(desk):
    told = {"about": "Demo", "question": "Where?", "consent_level": "5"}
    assert Client().post(reverse("families:ask"), told).status_code == 422


def test_the_receipt_says_where_to_come_back(desk, settings):
    settings.FAMILY_CONTACT = "038 000 000, Invented Street 1"
    told = {"about": "Demo", "question": "Where?", "consent_level": "0"}
    body = Client().post(reverse("families:ask"), told).content.decode()
    assert f"http://testserver{reverse('families:answer')}" in body
    assert "038 000 000" in body


def test_who_lost_the_passphrase_is_given_another_once_identity_was_verified(desk, analyst, world):
    old = actions.receive_question(analyst, world.north, question="Where?", language="sq")
    file, client = EnquiryFile.objects.visible_to(analyst).get(), browser("mio")
    where = reverse("missing:enquiry-passphrase", args=[file.pk])
    assert client.post(where).status_code == 403
    client.post(reverse("missing:enquiry-verify", args=[file.pk]), {"how": "Document seen"})
    verified = EnquiryFile.objects.visible_to(analyst).get()
    assert (verified.verified_by_id, verified.verified_how) == (analyst.id, "Document seen")
    assert "Document seen" in page(client, "enquiry", file.pk)
    new = client.post(where).context["receipt"]
    told = {"code": old.code, "passphrase": old.passphrase}
    assert Client().post(reverse("families:answer"), told).status_code == 422
    found = Client().post(reverse("families:answer"), {**told, "passphrase": new.passphrase})
    assert found.status_code == 200


def test_consent_is_changed_and_taken_back_and_the_trail_says_so(desk, analyst, world, case):
    actions.receive_question(analyst, world.north, question="Where?", language="sq", consent_level="3")
    file, client = EnquiryFile.objects.visible_to(analyst).get(), browser("mio")
    told = {"consent_level": "0", "how": "By telephone"}
    assert client.post(reverse("missing:enquiry-consent", args=[file.pk]), told).status_code == 302
    assert EnquiryFile.objects.visible_to(analyst).get().consent_level == "0"
    assert (
        "By telephone"
        in AuditRow.objects.visible_to(system_actor("read the trail in a test"))
        .get(action="enquiry.consent")
        .detail
    )
    relative = actions.record_family_contact(
        analyst, world.north, case=case, name="Motra", relation="sister", language="sq", consent_level="3"
    )
    where = reverse("missing:family-consent", args=[relative.pk])
    assert client.post(where, {"consent_level": "1", "how": "By letter"}).status_code == 302
    assert FamilyContact.objects.visible_to(analyst, "identify").get().consent_level == "1"
    world.person("rea", "monitor", world.north, verbs=["read"])
    assert browser("rea").post(where, {"consent_level": "5", "how": "Curious"}).status_code == 404


def test_two_relatives_who_ask_about_one_person_are_seen_together_by_who_opens_identities(
    desk, analyst, world, case
):
    first, second = (
        actions.receive_question(analyst, world.north, question="Where?", language=language)
        for language in ("sq", "sr")
    )
    client = browser("mio")
    for file in EnquiryFile.objects.visible_to(analyst):
        where = reverse("missing:enquiry-about", args=[file.pk])
        assert client.post(where, {"case": case.reference}).status_code == 302
        assert f'value="{case.reference}"' in client.get(where).content.decode(), "and is changed from there"
    on_case = page(client, "case", case.pk)
    assert first.code in on_case
    assert second.code in on_case
    file = EnquiryFile.objects.visible_to(analyst).get(enquiry__code=first.code)
    assert second.code in page(client, "enquiry", file.pk)
    world.person("rea", "monitor", world.north, verbs=["read"])
    assert first.code not in page(browser("rea"), "case", case.pk)
    assert second.code not in page(browser("rea"), "enquiry", file.pk)


def test_a_colleague_sees_when_the_family_read_the_answer_and_in_which_words(desk, analyst, world):
    receipt = actions.receive_question(analyst, world.north, question="Where?", language="sq")
    file = EnquiryFile.objects.visible_to(analyst).get()
    actions.ask_to_come(analyst, file)
    assert "not yet" in page(browser("mio"), "enquiry", file.pk)
    Client().post(reverse("families:answer"), {"code": receipt.code, "passphrase": receipt.passphrase})
    assert EnquiryFile.objects.visible_to(analyst).get().seen_on == timezone.localdate()
    shown = page(browser("mio"), "enquiry", file.pk)
    assert "not yet" not in shown
    with override("sq"):
        assert str(Answer.COME.label) in unescape(shown)


@pytest.fixture
def keeper(kosovo, world, staging):
    """Keeps the register by her role; her first page is about it."""
    with staging():
        world.roles["keeper"] = Role.objects.create(
            code="keeper", label_en="keeper", verbs="read work identify", capabilities="missing.keep"
        )
    return world.actor("kim", "keeper", world.north)


def test_what_is_printed_for_a_family_is_in_its_language(desk, analyst, world):
    told = {"compartment": world.north.pk, "channel": "phone", "consent_level": "0"}
    told |= {"about": "Demo", "question": "Where?"}
    for language, words in (
        ("sq", "Numri i referencës"),
        ("sr", "Референтни број"),
        ("tr", "Reference number"),
    ):
        answer = browser("mio").post(reverse("missing:enquiry-add"), {**told, "language": language})
        assert words in answer.content.decode(), language


def test_the_queue_shows_whose_answer_waits_and_the_first_page_says_how_many(desk, analyst, keeper, world):
    codes = [
        actions.receive_question(analyst, world.north, question="Where?", language=language).code
        for language in ("sq", "sr")
    ]
    answered = EnquiryFile.objects.visible_to(analyst).get(enquiry__code=codes[0])
    client = browser("mio")
    assert "2 families wait for an answer" in browser("kim").get("/").content.decode()
    actions.ask_to_come(analyst, answered)
    waiting = page(client, "enquiries", answer="received")
    assert (codes[0] in waiting, codes[1] in waiting) == (False, True)
    albanian = page(client, "enquiries", language="sq")
    assert (codes[0] in albanian, codes[1] in albanian) == (True, False)
    found = page(client, "enquiries", q=codes[1].lower().replace("-", " "))
    assert (codes[0] in found, codes[1] in found) == (False, True)
    assert "1 family waits for an answer" in browser("kim").get("/").content.decode()


def test_a_colleague_starts_at_the_desk_of_families(desk, analyst, world):
    assert browser("mio").get(reverse("missing:enquiry-add")).context["form"]["compartment"].value() == (
        world.north.pk
    )
