"""Work cites a task that is valid on its day, and security tasks stay with the security presence."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from habeas.access.models import Role, Unit
from habeas.core.errors import Invalid, Refused
from habeas.mandate import actions, queries
from habeas.mandate.models import Source, Task
from habeas.mandate.rules import citable_on, may_be_given_to, require_citable, require_may_be_given_to

JUNE = date(2026, 6, 1)


@pytest.fixture
def keeper(world, staging, kosovo):
    with staging():
        world.roles["registrar"] = Role.objects.create(
            code="registrar", label_en="registrar", verbs="read", capabilities="mandate.manage"
        )
    return world.actor("registrar", "registrar")


@pytest.fixture
def units(world, staging):
    with staging():
        civil = Unit.objects.create(
            organisation=world.mission, code="team-a", kind="field_team", name_en="Team A (invented)"
        )
        military = Unit.objects.create(
            organisation=world.mission, code="brigade", kind="component", side="security"
        )
    return civil, military


def task(code):
    return Task.objects.get(code=code)


def test_what_may_be_cited_today(keeper):
    citable = {t.code for t in Task.objects.all() if citable_on(t, JUNE)}
    closed = {"T11b", "T11c", "T11d", "T11e", "T11f", "T11g", "T11i", "T305-3"}
    closed |= {"T09a", "T09b", "T09d", "T09e"}
    assert citable == {t.code for t in Task.objects.all()} - closed
    assert {t.code for t in queries.citable_tasks(JUNE, civil_only=False)} == citable


def test_nothing_is_cited_before_it_was_given(keeper):
    assert not citable_on(task("TOHCHR-8"), date(2016, 6, 30))
    assert citable_on(task("TOHCHR-8"), date(2016, 7, 1))


@pytest.mark.parametrize(
    ("code", "day", "told"),
    [
        ("T11e", JUNE, "Task T11e cannot be cited on 1 Jun 2026: its state is “dormant”."),
        (
            "TOHCHR-8",
            date(2016, 6, 30),
            "Task TOHCHR-8 cannot be cited on 30 Jun 2016: it is valid from 1 Jul 2016.",
        ),
    ],
)
def test_a_task_out_of_reach_is_refused_with_others_to_cite(keeper, code, day, told):
    with pytest.raises(Invalid) as refused:
        require_citable(task(code), day)
    assert refused.value.message == told
    assert refused.value.remedy.startswith("Cite another task, for example T11a, T11h, T11j")
    require_citable(task("T11j"), JUNE)


def test_a_security_task_never_goes_to_a_civil_unit(keeper, units):
    civil, military = units
    security = [t for t in Task.objects.all() if t.is_security]
    assert [t.paragraph for t in security] == [f"9({letter})" for letter in "abcdefgh"]
    assert not any(may_be_given_to(t, civil) for t in security)
    assert all(may_be_given_to(t, military) for t in security)
    assert all(may_be_given_to(t, civil) for t in Task.objects.all() if not t.is_security)
    assert not any(t.is_security for t in queries.citable_tasks(JUNE))


def test_the_refusal_names_task_unit_and_remedy(keeper, units):
    with pytest.raises(Invalid) as refused:
        require_may_be_given_to(task("T09c"), units[0])
    assert str(refused.value) == (
        "Task T09c belongs to the security component; Team A (invented) is a civil unit. "
        "Cite a task of the civil presence, or refer the matter to the security presence."
    )


def test_a_transfer_names_act_day_and_institution(keeper):
    act = actions.register_source(
        keeper, code="ACT-1", title="Invented agreement", day=JUNE, symbol="S/2026/11", content="Transfer"
    )
    with pytest.raises(Invalid, match="names the institution"):
        actions.change_task(keeper, task("T11h"), state="transferred", act=act, day=JUNE, what="Relief")
    change = actions.change_task(
        keeper, task("T11h"), state="transferred", act=act, day=JUNE, what="Relief", passes_to="Institution"
    )
    assert (change.relation, change.passes_to, change.day) == ("transfer", "Institution", JUNE)
    assert not citable_on(task("T11h"), JUNE)


def test_a_dormant_task_is_revived_by_a_document(keeper):
    act = Source.objects.get(code="DOC-01")
    change = actions.change_task(keeper, task("T11g"), state="active", act=act, day=JUNE, what="Revived")
    assert change.relation == "change"
    assert citable_on(task("T11g"), JUNE)


def test_a_change_counts_from_its_day(keeper):
    """What is transferred next year is cited until then, and work of before a transfer stays citable after it."""
    today, past, ahead = timezone.localdate(), timedelta(days=-40), timedelta(days=40)
    acts = [
        actions.register_source(keeper, code=f"ACT-{n}", title="Invented act", day=JUNE, content="Change")
        for n in (1, 2)
    ]
    told = {"state": "transferred", "what": "Relief", "passes_to": "Institution"}
    before = task("T11h").state
    actions.change_task(keeper, task("T11h"), act=acts[0], day=today + ahead, **told)
    assert (task("T11h").state, citable_on(task("T11h"), today)) == (before, True)
    assert not citable_on(task("T11h"), today + ahead)
    actions.change_task(keeper, task("T11j"), act=acts[1], day=today + past, **told)
    assert (task("T11j").state, citable_on(task("T11j"), today)) == ("transferred", False)
    assert citable_on(task("T11j"), today + past - timedelta(days=1))
    for day in (today + past * 2, today, today + ahead):
        codes = set(queries.citable_tasks(day).values_list("code", flat=True))
        assert all(
            (code in codes) == citable_on(task(code), day) for code in ("T11h", "T11j", "T11g", "T11a")
        )


def test_the_database_keeps_closed_tasks_from_being_cited(keeper, staging):
    with staging(), pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(code="T11g").update(citable=True)


def test_a_task_is_delegated_for_a_period(keeper, world):
    delegation = actions.delegate_task(
        keeper,
        task("TUNHCR-8"),
        organisation=world.ngo,
        act="Agreement 1 (invented)",
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31),
    )
    assert delegation.valid_on(JUNE)
    assert not delegation.valid_on(date(2027, 1, 1))
    with pytest.raises(Refused, match="security presence"):
        actions.delegate_task(keeper, task("T09c"), organisation=world.ngo, act="x", valid_from=JUNE)
    with pytest.raises(Invalid, match="before it begins"):
        actions.delegate_task(
            keeper, task("T11j"), organisation=world.ngo, act="x", valid_from=JUNE, valid_to=date(2026, 1, 1)
        )


def test_a_monitor_does_not_keep_the_register(keeper, monitor):
    with pytest.raises(Refused):
        actions.register_source(monitor, code="X", title="X", day=JUNE)
    assert not Source.objects.filter(code="X").exists()


@pytest.mark.parametrize(("symbol", "code"), [("S-1244", "ACT-2"), ("", "DOC-01")])
def test_a_wrong_symbol_or_a_known_code_is_refused(keeper, symbol, code):
    with pytest.raises(Invalid) as refused:
        actions.register_source(keeper, code=code, title="X", day=JUNE, symbol=symbol)
    assert (symbol or code) in str(refused.value)
