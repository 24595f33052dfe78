"""Pages of the register, as an analyst, a delegate and a family use them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from habeas.access.models import Grant, User
from habeas.core.actors import system_actor
from habeas.core.dates import UncertainDate
from habeas.core.jobs.models import Job
from habeas.core.jobs.running import run_slice
from habeas.missing import actions, name_index, tasks
from habeas.missing.linking import Evidence, Scored
from habeas.missing.models import Case, EnquiryFile, Person, Suggestion, Tries
from habeas.missing.queries.likelihood import likely_persons
from habeas.missing.queries.persons import entries_of, persons
from habeas.missing.throttle import network_of, too_many
from habeas.places.models import Municipality


def browser(name):
    client = Client()
    client.force_login(
        User.objects.get(username=name), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def page(client, name, *args, **query):
    answer = client.get(reverse(f"missing:{name}", args=args), query)
    assert answer.status_code == 200, name
    return answer.content.decode()


@pytest.fixture
def two(person_of):
    return person_of("CHAIR", place="Demofshat"), person_of(
        "NGO", family_name="Špikuri", place="Demofshat i Ri"
    )


@pytest.fixture
def suggestion(two, analyst, world):
    one, other = (entries_of(analyst, person)[0] for person in two)
    pair = Scored(one.pk, other.pk, 5.0, (Evidence(5.2, "same family name"), Evidence(-1.2, "other place")))
    actions.suggest_matches(
        analyst, world.north, homes={one.pk: one.compartment, other.pk: other.compartment}, scored=[pair]
    )
    return Suggestion.objects.visible_to(analyst).get()


@pytest.mark.parametrize(
    "name",
    [
        "cases",
        "persons",
        "sources",
        "entries",
        "sites",
        "associations",
        "support",
        "enquiries",
        "figures",
        "review",
        "participation",
    ],
)
def test_every_list_opens(two, analyst, name):
    page(browser("mio"), name)


@pytest.mark.parametrize("name", ["person-add", "source-add", "site-add", "association-add", "enquiry-add"])
def test_every_form_opens(analyst, name):
    page(browser("mio"), name)


def test_a_person_shows_each_lists_value_and_marks_disagreement(two, analyst):
    kept, absorbed = two
    actions.merge_persons(analyst, kept, absorbed=absorbed, reason="Same man")
    shown = page(browser("mio"), "person", kept.pk)
    assert "Demofshat i Ri" in shown
    assert shown.count('class="differs"') == 1, "the place; a name spelt in another language agrees"
    assert "Same man" in shown


def test_a_value_is_preferred_on_a_page(two, analyst):
    kept, absorbed = two
    actions.merge_persons(analyst, kept, absorbed=absorbed, reason="Same man")
    entry = entries_of(analyst, kept)[1]
    address = reverse("missing:prefer", args=[kept.pk, "place"])
    refused = browser("mio").post(address, {"entry": entry.pk, "reason": ""})
    assert refused.status_code == 422
    browser("mio").post(address, {"entry": entry.pk, "reason": "The family says so", "seen_version": ""})
    kept.refresh_from_db()
    assert kept.place == "Demofshat i Ri"
    assert "The family says so" in page(browser("mio"), "person", kept.pk)


def test_the_queue_shows_reasons_and_decides(suggestion, analyst):
    client = browser("mio")
    shown = page(client, "review")
    assert "same family name" in shown
    assert "+5.2" in shown
    answer = client.post(reverse("missing:pair", args=[suggestion.pk]), {"verdict": "same"})
    assert answer.status_code == 302
    assert persons(analyst).count() == 1
    assert "Nothing waits" in page(client, "review")


def test_a_case_is_worked_and_closed_on_pages(case, analyst, colleague):
    client, other = browser("mio"), browser("ana")
    report = {
        "remains": "R-1",
        "method": "dna",
        "laboratory": "Invented",
        "report": "L-7",
        "reported_on": "2006-01-01",
    }
    client.post(reverse("missing:identification-add", args=[case.pk]), report)
    made = case.identifications.get()
    for person, capacity in ((client, "pathologist"), (other, "geneticist")):
        assert person.post(reverse("missing:sign", args=[made.pk]), {"capacity": capacity}).status_code == 302
    page(client, "identification", made.pk)
    day = date.today().isoformat()
    answer = client.post(
        reverse("missing:hand-over", args=[made.pk]), {"on": day, "place": "Demotown", "to": "son"}
    )
    assert answer.status_code == 302
    case = Case.objects.visible_to(analyst).get(pk=case.pk)
    assert case.status == "IDENT"
    assert "L-7" in page(client, "case", case.pk)


def test_a_reader_sees_no_relatives_and_no_buttons(case, analyst, world):
    actions.record_family_contact(
        analyst, world.north, case=case, name="Motra", relation="sister-of-demo", language="sq"
    )
    assert "sister-of-demo" in page(browser("mio"), "case", case.pk)
    world.person("rea", "monitor", world.north, verbs=["read"])
    shown = page(browser("rea"), "case", case.pk)
    assert "sister-of-demo" not in shown
    assert reverse("missing:identification-add", args=[case.pk]) not in shown
    address = reverse("missing:family", args=[case.pk])
    assert browser("rea").get(address).status_code == 404
    assert browser("rea").post(address, {"reason": "Curious enough"}).status_code == 404


@pytest.fixture(autouse=True)
def fresh_index():
    """Each test has a database of its own: forget the names of the one before."""
    name_index.forget()
    yield
    name_index.forget()


def test_a_namesake_of_the_typed_year_comes_first(person_of, analyst):
    person_of("CHAIR", key="1", born=UncertainDate.year(1950))
    person_of("CHAIR", key="2", born=UncertainDate.year(1971))
    typed = {"family_name": "Špikurri", "given_name": "Dem", "born": "3.1971"}
    assert [person.born.isoformat() for person in likely_persons(analyst, typed)] == ["1971", "1950"]


def test_a_person_registered_just_now_is_found(two, analyst, person_of):
    assert len(likely_persons(analyst, {"family_name": "Shpikuri"})) == 2
    person_of("CHAIR", key="7", family_name="Trillaj")
    assert [p.family_name for p in likely_persons(analyst, {"family_name": "Trilla"})] == ["Trillaj"]


def test_likely_duplicates_appear_while_typing_in_any_script(two, analyst, world, stranger):
    shown = page(browser("mio"), "likely", family_name="Шпику")
    assert "M-" in shown
    assert "M-" not in page(browser("stranger"), "likely", family_name="Shpiku")
    assert page(browser("mio"), "likely", family_name="Sh").strip() == ""


def test_a_person_is_registered_without_a_list(analyst, world):
    answer = browser("mio").post(
        reverse("missing:person-add"),
        {"compartment": world.north.pk, "family_name": "Shpikuri", "disappeared": "4.1999"},
    )
    assert answer.status_code == 302
    person = Person.objects.visible_to(analyst).select_related("case").get()
    assert (person.disappeared, person.case.scope) == (UncertainDate.month(1999, 4), "in")


def test_lists_ask_the_same_number_of_questions_at_one_and_at_three_rows(
    person_of, analyst, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counted = browser("mio"), []
    for keys in (["1"], ["2", "3"]):
        for key in keys:
            person_of("CHAIR", key=key)
        for name in ("cases", "persons", "entries"):
            page(client, name)
            with CaptureQueriesContext(connection) as asked:
                page(client, name)
            counted.append(len(asked))
    assert counted[:3] == counted[3:]


@pytest.fixture
def desk(kosovo, world, settings):
    settings.FAMILY_DESK = world.north.code
    return world.north


@pytest.mark.parametrize("language", ["en", "sq", "sr", "sr-Latn"])
def test_a_family_asks_without_signing_in_in_four_languages(desk, analyst, language):
    client = Client(headers={"accept-language": language})
    shown = client.get(reverse("families:ask"))
    assert shown.status_code == 200
    assert shown.headers["Content-Language"].lower() == language.lower()
    answer = client.post(
        reverse("families:ask"),
        {"about": "Demo Shpikuri", "question": "Where is my brother?", "consent_level": "0"},
    )
    receipt = answer.context["receipt"]
    assert receipt.code in answer.content.decode()
    assert EnquiryFile.objects.visible_to(analyst).get().enquiry.language == language[:2]
    found = client.post(reverse("families:answer"), {"code": receipt.code, "passphrase": receipt.passphrase})
    assert found.status_code == 200
    assert found.context["shown"]


def test_a_wrong_number_and_a_wrong_passphrase_get_one_page(desk, analyst, world):
    receipt = actions.receive_question(analyst, world.north, question="Where?", language="sq")
    pages = []
    for code in (receipt.code, "E-0000-0000"):
        answer = Client().post(
            reverse("families:answer"), {"code": code, "passphrase": "bako limu tera suno"}
        )
        assert answer.status_code == 422
        body = answer.content.decode().replace(code, "CODE")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body))
    assert pages[0] == pages[1]


def test_the_answer_does_not_depend_on_whether_the_person_is_known(desk, person_of, analyst, world):
    person_of("CHAIR")
    shown = []
    for about in ("Demo Shpikuri", "Askush I Panjohur"):
        receipt = actions.receive_question(
            analyst, world.north, question="Where?", about=about, language="sq"
        )
        answer = Client().post(
            reverse("families:answer"), {"code": receipt.code, "passphrase": receipt.passphrase}
        )
        shown.append(answer.context["shown"])
    assert shown[0] == shown[1]


def test_too_many_tries_are_stopped_for_known_and_unknown_numbers_alike(desk, analyst, world):
    receipt = actions.receive_question(analyst, world.north, question="Where?", language="sq")
    for code in (receipt.code, "E-0000-0000"):
        statuses = [
            Client().post(reverse("families:answer"), {"code": code, "passphrase": "x"}).status_code
            for _ in range(11)
        ]
        assert statuses == [422] * 10 + [429]


def tried(rf, address, times, code="E-1"):
    desk = system_actor("take a family's question")
    request = rf.get("/", REMOTE_ADDR=address)
    return [too_many(desk, request, "answer", code) for _ in range(times)]


def test_tries_are_counted_for_every_process_and_forgotten_after_a_quarter_of_an_hour(db, rf):
    assert tried(rf, "203.0.113.7", 11) == [False] * 10 + [True]
    assert not any("203.0.113.7" in str(value) for row in Tries.objects.values_list() for value in row)
    Tries.objects.update(until=timezone.now())
    assert tried(rf, "203.0.113.7", 1) == [False]
    assert sorted(Tries.objects.values_list("times", flat=True)) == [1, 1]


def test_one_household_counts_as_one_whatever_address_it_takes(db, rf):
    for host in range(10):
        assert tried(rf, f"2001:db8:0:7::{host:x}", 1) == [False]
    assert tried(rf, "2001:db8:0:7:ffff::1", 1) == [True]
    assert tried(rf, "2001:db8:0:8::1", 1) == [False]
    assert network_of("::ffff:203.0.113.7") == network_of("203.0.113.7") == "203.0.113.7"
    assert network_of("") == ""


def test_a_stranger_who_knows_a_number_does_not_shut_its_family_out(desk, analyst, world):
    receipt = actions.receive_question(analyst, world.north, question="Where?", language="sq")
    told = {"code": receipt.code, "passphrase": "x"}
    for address in ("198.51.100.1", "198.51.100.2"):
        tries = [Client(REMOTE_ADDR=address).post(reverse("families:answer"), told) for _ in range(12)]
        assert tries[-1].status_code == 429
    family = Client(REMOTE_ADDR="203.0.113.7").post(
        reverse("families:answer"), {**told, "passphrase": receipt.passphrase}
    )
    assert (family.status_code, bool(family.context["shown"])) == (200, True)


def test_a_network_that_is_stopped_raises_no_other_count(db, rf):
    for number in range(40):
        tried(rf, "198.51.100.1", 1, code=f"E-{number}")
    before = Tries.objects.count()
    assert tried(rf, "198.51.100.1", 3, code="E-new") == [True] * 3
    assert Tries.objects.count() == before


def test_without_a_desk_a_question_is_refused_with_what_to_do(kosovo, world, settings):
    settings.FAMILY_DESK = "nowhere"
    answer = Client().post(
        reverse("families:ask"), {"about": "Demo", "question": "Where?", "consent_level": "0"}
    )
    assert answer.status_code == 422
    assert "call or come" in answer.content.decode()


def test_a_question_is_opened_with_a_reason_and_answered(desk, analyst, world):
    actions.receive_question(
        analyst, world.north, question="Where is my brother?", asker="Motra e Demos", language="sq"
    )
    file, client = EnquiryFile.objects.visible_to(analyst).get(), browser("mio")
    assert "brother" not in page(client, "enquiry", file.pk)
    opened = client.post(reverse("missing:enquiry-open", args=[file.pk]), {"reason": "To answer"})
    assert "Motra e Demos" in opened.content.decode()
    client.post(reverse("missing:enquiry-come", args=[file.pk]))
    file.refresh_from_db()
    assert file.answer == "come"
    assert client.post(reverse("missing:enquiry-tell", args=[file.pk]), {"told": "x"}).status_code == 403
    client.post(reverse("missing:enquiry-verify", args=[file.pk]), {"how": "passport seen"})
    client.post(reverse("missing:enquiry-tell", args=[file.pk]), {"told": "The search goes on."})
    assert "The search goes on." not in page(client, "enquiry", file.pk)
    opened = client.post(reverse("missing:enquiry-open", args=[file.pk]), {"reason": "To answer again"})
    assert "The search goes on." in opened.content.decode()


def posted(client, name, *args, **data):
    answer = client.post(reverse(f"missing:{name}", args=args), data)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return answer["Location"]


def test_from_the_edition_to_the_case_on_pages(receive, analyst, world, colleague):
    """Two lists are in; a pair is decided in the queue; the persons are registered from the edition's page."""
    one, other = receive("CHAIR", "1"), receive("NGO", "1")
    receive("NGO", "2", given_name="Tjetri")
    pair = Scored(one.pk, other.pk, 5.0, (Evidence(5.2, "same family name"),))
    homes = {row.pk: row.compartment for row in (one, other)}
    actions.suggest_matches(analyst, world.north, homes=homes, scored=[pair])
    client = browser("mio")
    edition = other.last_edition
    assert "Register the persons" not in page(client, "edition", edition.pk), "it is still being received"
    posted(client, "edition-complete", edition.pk)
    assert "Register the persons" in page(client, "edition", edition.pk)
    assert "waits for review" in page(client, "edition-register", edition.pk)
    assert "none yet" in page(client, "review")
    suggestion = Suggestion.objects.visible_to(analyst).get()
    posted(client, "pair", suggestion.pk, verdict="same")
    place = {"compartment": world.north.pk, "opened_on": "2004-03-09"}
    posted(client, "edition-register", edition.pk, **place)
    job = Job.objects.visible_to(analyst).get()
    assert run_slice(job.pk) == ""
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 2, 2), job.note
    assert "2 persons registered" in job.note
    cases = Case.objects.visible_to(analyst).select_related("person").order_by("reference")
    assert [(case.status, case.opened_on) for case in cases] == [("NEW", date(2004, 3, 9))] * 2
    both = next(case for case in cases if len(entries_of(analyst, case.person)) == 2)
    assert "CHAIR" in page(client, "person", both.person.pk)
    page(client, "case", both.pk)
    assert "Register the persons" not in page(client, "edition", edition.pk)


def test_registering_goes_on_where_it_stopped(receive, analyst, world, monkeypatch):
    monkeypatch.setattr(tasks, "CHUNK", 2)
    for number in range(5):
        entry = receive("CHAIR", str(number), given_name=f"Demo {number}")
    given = {"edition": str(entry.last_edition_id), "place": str(world.north.pk), "opened_on": "2004-03-09"}
    step = tasks.register_entries(analyst, "", **given)
    assert (step.done, step.total) == (2, 5)
    tasks.register_entries(analyst, "", **given)  # a run that was killed repeats its chunk
    step = tasks.register_entries(analyst, step.cursor, **given)
    assert (step.cursor, step.done, persons(analyst).count()) == (None, 3, 5)


def test_a_decision_is_taken_back_on_pages(suggestion, analyst):
    client = browser("mio")
    posted(client, "pair", suggestion.pk, verdict="different")
    assert "two persons" in page(client, "entry", suggestion.entry_id)
    assert reverse("missing:take-back", args=[suggestion.pk]) in page(client, "pair", suggestion.pk)
    posted(client, "take-back", suggestion.pk, reason="Read the wrong line.")
    assert "Read the wrong line." in page(client, "review")


def test_a_person_is_found_by_number_or_chosen_by_name_never_from_a_list_of_all(two, analyst):
    kept, absorbed = two
    client, address = browser("mio"), reverse("missing:merge", args=[kept.pk])
    assert absorbed.reference not in client.get(address).content.decode()
    name_index.forget()
    offered = client.get(reverse("missing:persons-offered"), {"absorbed": "Shpikuri"}).content.decode()
    assert f'data-pick="{absorbed.reference}"' in offered
    by_name = client.post(address, {"absorbed": "Shpikuri", "reason": "Same man"})
    assert by_name.status_code == 422
    assert absorbed.reference in by_name.content.decode()
    posted(client, "merge", kept.pk, absorbed=f" {absorbed.reference.lower()} ", reason="Same man")
    assert persons(analyst).count() == 1


def test_the_form_of_a_merge_asks_as_often_in_a_large_register(
    two, person_of, analyst, django_assert_max_num_queries
):
    client, address = browser("mio"), reverse("missing:merge", args=[two[0].pk])
    client.get(address)
    for number in range(6):
        person_of("ICMP", key=str(number), given_name=f"Demo {number}")
    with django_assert_max_num_queries(20):
        assert b"ICMP" not in client.get(address).content


def test_a_case_is_offered_by_its_number_and_by_its_persons_name(two, analyst):
    name_index.forget()
    client, address = browser("mio"), reverse("missing:cases-offered")
    for told in (two[0].case.reference, "Shpikuri"):
        assert two[0].case.reference in client.get(address, {"case": told}).content.decode()


def test_an_entry_is_attached_on_its_page(person_of, receive, analyst):
    person, entry = person_of("CHAIR"), receive("NGO", "1")
    posted(browser("mio"), "entry-attach", entry.pk, person=person.reference)
    assert len(entries_of(analyst, person)) == 2


def test_a_refused_verdict_leaves_the_pair_to_decide(person_of, receive, analyst, world):
    first, second = person_of("CHAIR", key="1"), person_of("CHAIR", key="2")
    actions.attach_entry(analyst, second, entry=receive("NGO", "1"))
    one, other = entries_of(analyst, first)[0], entries_of(analyst, second)[1]
    pair = Scored(one.pk, other.pk, 5.0, ())
    actions.suggest_matches(
        analyst, world.north, homes={row.pk: row.compartment for row in (one, other)}, scored=[pair]
    )
    suggestion = Suggestion.objects.visible_to(analyst).get()
    answer = browser("mio").post(reverse("missing:pair", args=[suggestion.pk]), {"verdict": "same"})
    assert answer.status_code == 422
    assert 'value="same"' in answer.content.decode(), "the verdict can be given again"


def test_a_person_shows_what_was_chosen_when_and_why(two, analyst):
    kept, absorbed = two
    actions.prefer_value(analyst, kept, field="born", reason="Certificate seen", value="1969")
    actions.prefer_value(analyst, kept, field="sex", reason="The family says so", value="M")
    shown = page(browser("mio"), "person", kept.pk)
    assert "born: – → 1969" in shown
    assert "sex: – → male" in shown
    entry = entries_of(analyst, kept)[0]
    assert f"Demofshat (CHAIR {entry.key})" in page(browser("mio"), "prefer", kept.pk, "place")


def test_the_case_that_stays_names_the_cases_entered_twice(two, analyst):
    kept, absorbed = two
    actions.merge_persons(analyst, kept, absorbed=absorbed, reason="Same man")
    shown = page(browser("mio"), "case", kept.case.pk)
    assert reverse("missing:case", args=[absorbed.case.pk]) in shown


def test_a_withdrawn_identification_names_the_families_to_tell(case, analyst, world):
    actions.record_family_contact(
        analyst, world.north, case=case, name="Invented sister", relation="sister of the case", language="sq"
    )
    made = actions.record_identification(
        analyst,
        case,
        remains="R-1",
        method="dna",
        laboratory="Invented",
        report="L-7",
        reported_on=date(2006, 1, 1),
    )
    assert "sister of the case" not in page(browser("mio"), "identification", made.pk)
    actions.withdraw_identification(analyst, made, on=date(2007, 1, 1), why="Two sets were one")
    shown = page(browser("mio"), "identification", made.pk)
    assert "sister of the case" in shown
    assert "to be told in person" in shown
    world.person("rea", "monitor", world.north, verbs=["read"])
    assert "sister of the case" not in page(browser("rea"), "identification", made.pk)


def test_the_search_goes_on_only_while_the_case_is_open(case, analyst):
    actions.record_declaration(analyst, case, court="Invented court", on=date(2005, 1, 1))
    assert "the search goes on</span>" in page(browser("mio"), "case", case.pk)
    actions.found_alive(analyst, case, on=date(2006, 1, 1), reason="Met in person")
    shown = page(browser("mio"), "case", case.pk)
    assert "the search goes on</span>" not in shown
    assert "Declared dead by a court on" in shown
    assert "the search goes on" not in page(browser("mio"), "cases")


def test_a_position_goes_where_positions_were_recorded_before(analyst, world, staging):
    municipality = Municipality.objects.first()
    site, other = (
        actions.register_site(analyst, world.north, name=name, municipality=municipality, invented=True)
        for name in ("Invented slope", "Invented field")
    )
    with staging():
        Grant.objects.create(
            compartment=world.south,
            user=User.objects.get(username="mio"),
            reason="test",
            can_read=True,
            can_work=True,
            can_identify=True,
        )
    form = browser("mio").get(reverse("missing:position-add", args=[other.pk])).context["form"]
    assert form["compartment"].initial is None
    assert world.north not in form.fields["compartment"].queryset
    actions.record_position(world.actor("mio"), world.south, site=site, position="42.6, 20.9")
    form = browser("mio").get(reverse("missing:position-add", args=[other.pk])).context["form"]
    assert form["compartment"].initial == world.south


def test_a_value_chosen_in_a_second_tab_does_not_overwrite_the_first_unseen(two, analyst):
    kept, _other = two
    address = reverse("missing:prefer", args=[kept.pk, "born"])
    seen = browser("mio").get(address).context["form"]["seen_version"].initial
    told = [{"value": year, "reason": "A certificate", "seen_version": seen} for year in ("1969", "1970")]
    assert [browser("mio").post(address, one).status_code for one in told] == [302, 409]
    kept.refresh_from_db()
    assert str(kept.born) == "1969"
