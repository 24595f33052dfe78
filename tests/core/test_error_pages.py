"""What goes wrong outside an action is said on our own pages, and what somebody wrote is not lost."""

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from habeas.access.models import User
from habeas.core import error_pages

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HERE = {"origin": "http://testserver"}


@pytest.fixture
def analyst_of_north(world):
    world.actor("ana", "analyst", world.north)
    client = Client()
    client.force_login(User.objects.get(username="ana"), backend=BACKEND)
    return client


def sent(client, address, told, **headers):
    return client.post(address, told, headers={**HERE, **headers})


def test_a_form_without_its_cookie_is_explained_and_can_be_sent_again(db):
    client = Client(enforce_csrf_checks=True)
    answer = sent(client, reverse("families:ask"), {"question": "Where is <b>my</b> brother?"})
    body = answer.content.decode()
    assert answer.status_code == 403
    assert 'value="Where is &lt;b&gt;my&lt;/b&gt; brother?"' in body
    assert "no-store" in answer.headers["Cache-Control"]
    assert body.count("button-primary") == 1, "nothing leads away from what was written"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', body).group(1)
    again = sent(client, reverse("families:ask"), {"csrfmiddlewaretoken": token, "question": "Where?"})
    assert again.status_code == 422, "the form is read now, and says what is missing"


def test_what_another_site_sent_is_never_offered_to_be_sent_again(db):
    client = Client(enforce_csrf_checks=True)
    told = {"question": "planted elsewhere"}
    for headers in ({"origin": "https://elsewhere.test"}, {"origin": "null"}, {}, {"referer": "http://["}):
        answer = client.post(reverse("families:ask"), told, headers=headers)
        assert answer.status_code == 403
        assert "planted elsewhere" not in answer.content.decode()


def test_a_password_is_never_written_back_into_a_page(db):
    client = Client(enforce_csrf_checks=True)
    answer = sent(client, reverse("account_login"), {"login": "besa", "password": "do-not-echo"})
    assert answer.status_code == 403
    assert "do-not-echo" not in answer.content.decode()
    answer = sent(client, reverse("families:answer"), {"code": "E-7K3F-92QX", "passphrase": "do-not-echo"})
    assert (answer.status_code, "do-not-echo" in answer.content.decode()) == (403, False)


def test_whoever_was_signed_out_while_writing_keeps_the_text(db):
    address = reverse("missing:enquiry-add")
    answer = sent(Client(), address, {"question": "A long story", "compartment": ["a", "b"]})
    body = answer.content.decode()
    assert answer.status_code == 403
    assert f'action="{address}"' in body
    assert body.count('name="compartment"') == 2
    assert reverse("account_login") in body
    assert Client().get(address).status_code == 302, "who only reads is asked to sign in"


@pytest.mark.parametrize(
    ("page", "status"), [("bad_request", 400), ("forbidden", 403), ("server_error", 500)]
)
def test_a_fault_is_told_on_a_page_of_ours_even_without_what_pages_need(page, status):
    answer = getattr(error_pages, page)(RequestFactory().get("/"))
    assert answer.status_code == status
    assert "<main " in answer.content.decode()


def test_the_address_of_a_button_says_so_when_it_is_opened(world, analyst_of_north):
    answer = analyst_of_north.get(reverse("missing:take-up", args=[world.north.pk]))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Nothing was done" in answer.content.decode()
