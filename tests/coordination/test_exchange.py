"""What the sides hand each other: asked, reminded, declined, shared, taken back; and what the other side finds."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from habeas.access.models import User
from habeas.coordination import actions
from habeas.coordination.models import Paper, Request
from habeas.core.errors import Invalid, NotVisible, Refused

TODAY = timezone.localdate()
SECRET = "Wolfsmilch"


def browser(name):
    client = Client()
    client.force_login(
        User.objects.get(username=name), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def exchange(mechanism, body, staging):
    """The body says where its sides exchange."""
    with staging():
        body.exchange = mechanism.exchange.pk
        body.save()
    return mechanism.exchange


@pytest.fixture
def asked(mechanism, exchange):
    return actions.make_request(
        mechanism.eastern,
        exchange,
        asked_by=mechanism.east,
        asked_of=mechanism.west,
        subject="Archive",
        question="What does it hold?",
        due_on=TODAY + timedelta(days=3),
    )


@pytest.fixture
def paper(mechanism, exchange):
    return actions.write_paper(
        mechanism.eastern,
        mechanism.east_papers,
        organisation=mechanism.east,
        title=f"{SECRET} paper",
        text=f"{SECRET} text",
        dated=date(2005, 1, 1),
    )


def test_the_side_that_was_asked_may_decline_with_a_reason(mechanism, asked):
    for wrong in (mechanism.eastern, mechanism.chair):
        with pytest.raises(Refused, match="that was asked"):
            actions.decline_request(wrong, asked, reason="x")
    actions.decline_request(mechanism.western, asked, reason="Closed by a court.")
    shown = browser("eda").get(asked.get_absolute_url()).content.decode()
    assert "Closed by a court." in shown
    assert "Why there is no answer" in shown
    with pytest.raises(Refused, match="waits for no answer"):
        actions.answer_request(mechanism.western, asked, answer="x")


def test_a_side_reminds_once_a_day_and_the_other_reads_it_on_its_home_page(mechanism, asked):
    with pytest.raises(Refused, match="reminds"):
        actions.remind_of_request(mechanism.western, asked)
    actions.remind_of_request(mechanism.eastern, asked)
    with pytest.raises(Invalid, match="reminded of"):
        actions.remind_of_request(mechanism.eastern, asked)


def test_an_overdue_request_waits_on_the_home_page_of_who_asked(mechanism, asked, staging):
    with staging():
        asked.due_on = TODAY - timedelta(days=1)
        asked.save()
        role = mechanism.world.roles["monitor"]
        role.capabilities = "session.attend"
        role.save()
    assert "No answer from" in browser("eda").get("/").content.decode()
    page = asked.get_absolute_url()
    remind = reverse("coordination:request-remind", args=[asked.pk])
    assert remind in browser("eda").get(page).content.decode()
    assert remind not in browser("wim").get(page).content.decode()
    assert browser("eda").post(remind).status_code == 302
    assert remind not in browser("eda").get(page).content.decode()
    assert "who reminded you" in browser("wim").get("/").content.decode()


def test_a_request_is_made_where_the_other_side_reads_it(mechanism, exchange):
    with pytest.raises(Invalid, match="not where the sides exchange"):
        actions.make_request(
            mechanism.eastern,
            mechanism.east_papers,
            asked_by=mechanism.east,
            asked_of=mechanism.west,
            subject="Lost",
            question="?",
            due_on=TODAY,
        )
    form = browser("eda").get(reverse("coordination:request-add")).content.decode()
    assert str(mechanism.east_papers.pk) not in form
    assert f'value="{mechanism.west.pk}" selected' in form


def test_an_own_paper_is_not_written_where_all_sides_read(mechanism, exchange):
    with pytest.raises(Invalid, match="All sides read"):
        actions.write_paper(
            mechanism.eastern, exchange, organisation=mechanism.east, title="x", dated=date(2005, 1, 1)
        )


def test_a_shared_paper_is_taken_back_by_its_own_side_alone(mechanism, exchange, paper):
    shared = actions.share_paper(mechanism.eastern, paper, compartment=exchange)
    for wrong in (shared, paper):
        with pytest.raises((Refused, NotVisible)):
            actions.take_back_paper(mechanism.western, wrong)
    actions.take_back_paper(mechanism.eastern, paper)
    copy = Paper.objects.visible_to(mechanism.western).get()
    assert (copy.state, copy.text, copy.taken_back_on) == ("back", "", TODAY)
    actions.edit_paper(mechanism.eastern, paper, text="Another text.")
    actions.share_paper(mechanism.eastern, paper, compartment=exchange)
    assert Paper.objects.visible_to(mechanism.western).count() == 2


def test_a_paper_stands_in_several_languages_each_shared_by_itself(mechanism, exchange, paper):
    with pytest.raises(Invalid, match="in this language already"):
        actions.translate_paper(mechanism.eastern, paper, language="en", title="x", dated=paper.dated)
    other = actions.translate_paper(
        mechanism.eastern, paper, language="sq", title="Letra jonë", dated=paper.dated
    )
    actions.share_paper(mechanism.eastern, paper, compartment=exchange)
    assert [one.language for one in Paper.objects.visible_to(mechanism.western)] == ["en"]
    copy = actions.share_paper(mechanism.eastern, other, compartment=exchange)
    shown = browser("wim").get(copy.get_absolute_url()).content.decode()
    assert "Other languages" in shown


def test_files_of_a_paper_are_handed_over_and_nobody_adds_to_a_shared_one(mechanism, exchange, paper):
    from io import BytesIO

    from habeas.core.files.actions import attach_file, open_file
    from habeas.core.files.queries import files_of

    body = b"name;place\nShpikuri;Demotown\n"
    attach_file(mechanism.eastern, paper, name="annex.csv", source=BytesIO(body), size=len(body))
    shared = actions.share_paper(mechanism.eastern, paper, compartment=exchange)
    found = files_of(mechanism.western, shared).get()
    assert b"".join(open_file(mechanism.western, found).chunks) == body
    for anybody in (mechanism.western, mechanism.eastern):
        with pytest.raises(Refused):
            attach_file(anybody, shared, name="annex.csv", source=BytesIO(body), size=len(body))


def test_no_address_tells_one_side_of_the_papers_of_the_other(mechanism, exchange, paper):
    """Every address of a paper answers as for a paper that never was, and no list, search or count names it."""
    outsider = browser("wim")
    absent = "01a2064a-0000-7000-8000-000000000000"
    for name in ("paper", "paper-edit", "paper-share", "paper-take-back", "paper-translate"):
        for ask in (outsider.get, outsider.post):
            hidden = ask(reverse(f"coordination:{name}", args=[paper.pk]))
            missing = ask(reverse(f"coordination:{name}", args=[absent]))
            assert hidden.status_code == missing.status_code
            assert hidden.status_code in (404, 405)
    pages = [reverse("coordination:papers"), f"/search/?q={SECRET}", "/", reverse("coordination:bodies")]
    for page in pages:
        told = outsider.get(page).content.decode()
        assert f"{SECRET} " not in told, page


def test_a_draft_of_a_request_belongs_to_its_writer(mechanism, exchange):
    address = reverse("coordination:request-add")
    kept = browser("eda").post(address, {"subject": SECRET}, headers={"X-Requested-With": "autosave"})
    assert kept.status_code in (200, 204)
    assert SECRET not in browser("wim").get(address).content.decode()
    assert not Request.objects.visible_to(mechanism.western).exists()
