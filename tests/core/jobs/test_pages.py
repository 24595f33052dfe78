"""A job's page shows how far it is, says when nobody works on it, and is its requester's alone."""

import pytest
from django.test import Client
from django.urls import reverse

from habeas.core.jobs import actions, kinds, running
from habeas.core.jobs.kinds import Step
from habeas.core.jobs.models import Job


@pytest.fixture
def job(monitor):
    kinds.job("test.count", title="Count to three")(
        lambda actor, cursor: Step(cursor=str(int(cursor or 0) + 1), done=int(cursor or 0) + 1, total=3)
    )
    yield actions.start_job(monitor, "test.count")
    del kinds.KINDS["test.count"]


def browser(world, name):
    client = Client()
    client.force_login(world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def desk(world, monitor):
    return browser(world, "monitor")


def at(name, job):
    return reverse(f"jobs:{name}", args=[job.pk])


def test_the_page_says_that_no_worker_answers(desk, job):
    for path in (at("job", job), at("progress", job), reverse("jobs:jobs")):
        assert (
            "No worker has ever answered. Start one with: habeas worker." in desk.get(path).content.decode()
        )
    running.beat("one")
    assert "No worker" not in desk.get(at("job", job)).content.decode()


def test_progress_is_asked_for_until_the_job_is_over(desk, job, monitor, monkeypatch):
    monkeypatch.setattr(running, "SLICE_SECONDS", 0)
    running.run_slice(job.pk)
    part = desk.get(at("progress", job)).content.decode()
    assert "1 of 3" in part
    assert f'hx-get="{at("progress", job)}"' in part
    assert desk.post(at("stop", job)).status_code == 302
    part = desk.get(at("progress", job)).content.decode()
    assert ("hx-get" in part, "Go on where it stopped" in desk.get(at("job", job)).content.decode()) == (
        False,
        True,
    )
    assert desk.post(at("resume", job)).status_code == 302
    assert Job.objects.visible_to(monitor).get().state == "waiting"


def test_a_colleague_and_a_stranger_find_nothing(world, stranger, job):
    world.actor("colleague", "monitor", world.north)
    for name in ("colleague", "stranger"):
        other = browser(world, name)
        answers = [other.get(at("job", job)), other.get(at("progress", job)), other.post(at("stop", job))]
        assert [answer.status_code for answer in answers] == [404] * 3
        assert "Count to three" not in other.get(reverse("jobs:jobs")).content.decode()
