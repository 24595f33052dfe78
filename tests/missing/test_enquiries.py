"""A family asks: nothing online tells a stranger whether a record exists; content only in person."""

import pytest

from habeas.access.actions import answer_approval
from habeas.access.models import Compartment
from habeas.core.actors import system_actor
from habeas.core.errors import Refused
from habeas.core.vault import datakeys
from habeas.missing import actions, passphrases
from habeas.missing.models import EnquiryFile
from habeas.missing.queries.enquiries import plain_code
from habeas.retention.actions import ask_erasure, erase_record


@pytest.fixture
def desk(world, staging, settings):
    settings.FAMILY_DESK = world.north.code
    return Compartment.objects.visible_to(system_actor("set the scene of a test")).get(code="north")


@pytest.fixture
def system():
    return system_actor("set the scene of a test")


@pytest.fixture
def receipt(kosovo, desk, system):
    return actions.receive_online(
        system, None, question="Where is my brother?", about="Demo Shpikuri", asker="Motra", language="sq"
    )


def test_a_family_finds_its_answer_with_number_and_passphrase(receipt, system, analyst):
    assert "received" in actions.look_up_answer(
        system, None, code=receipt.code.lower(), passphrase=receipt.passphrase.upper()
    )
    actions.ask_to_come(analyst, EnquiryFile.objects.visible_to(analyst).get())
    assert "Please come" in actions.look_up_answer(
        system, None, code=receipt.code, passphrase=receipt.passphrase
    )


def test_a_keyboard_set_to_cyrillic_gives_the_same(receipt, system):
    keys = {latin: cyrillic for cyrillic, latin in passphrases.KEYS.items()}

    def cyrillic(text):
        return "".join(chr(keys.get(ord(letter), ord(letter))) for letter in text.lower())

    typed, phrase = cyrillic(receipt.code), cyrillic(receipt.passphrase)
    assert not any("a" <= letter <= "z" for letter in typed + phrase)
    assert "received" in actions.look_up_answer(system, None, code=typed, passphrase=phrase.upper())


def test_cyrillic_letters_that_look_like_those_on_the_paper_are_understood(receipt, system):
    looks = str.maketrans("AEHJKMPCTXY", "АЕНЈКМРСТХУ")
    assert plain_code(passphrases.latin_looks("Е-АСЕН-ЈКМР")) == "E-ACEH-JKMP"
    assert plain_code(passphrases.latin_looks("е тхуа 2с9р")) == "E-TXYA-2C9P"
    typed = receipt.code.translate(looks)
    assert "received" in actions.look_up_answer(system, None, code=typed, passphrase=receipt.passphrase)


def test_a_wrong_number_and_a_wrong_passphrase_look_alike(receipt, system):
    for code, passphrase in ((receipt.code, "bako limu tera suno"), ("E-0000-0000", receipt.passphrase)):
        assert actions.look_up_answer(system, None, code=code, passphrase=passphrase) is None


def test_hit_and_miss_cost_the_same_work(receipt, system, monkeypatch):
    """One slow comparison each, whatever the number: counted, since time on a busy machine proves nothing."""
    counted = []
    real = passphrases.check_password

    def counting(*args):
        counted.append((len(args[0]), args[1].split("$")[0], len(args[1])))
        return real(*args)

    monkeypatch.setattr(passphrases, "check_password", counting)
    actions.look_up_answer(system, None, code=receipt.code, passphrase="bako limu tera suno")
    actions.look_up_answer(system, None, code="E-0000-0000", passphrase="bako limu tera suno")
    assert len(counted) == 2
    assert counted[0] == counted[1], "same hasher, same cost"


def test_the_number_of_queries_does_not_tell_a_hit_from_a_miss(receipt, system):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    lengths = []
    for code in (receipt.code, "E-0000-0000", receipt.code):
        with CaptureQueriesContext(connection) as asked:
            actions.look_up_answer(system, None, code=code, passphrase="bako limu tera suno")
        lengths.append(len(asked))
    assert lengths[1] == lengths[2]


def test_nothing_is_told_before_identity_was_verified_in_person(receipt, analyst):
    file = EnquiryFile.objects.visible_to(analyst).get()
    with pytest.raises(Refused, match="verified in person"):
        actions.tell_in_person(analyst, file, told="…")
    actions.verify_identity(analyst, file, how="passport seen")
    actions.tell_in_person(analyst, file, told="What is known.")
    actions.tell_in_person(analyst, file, told="What became known since.")
    assert [str(one.told) for one in file.tellings.all()] == ["•••", "•••"], "the first stays"
    assert file.told_on is not None


def test_what_was_told_is_read_with_a_reason_and_gone_with_the_question(receipt, analyst, world):
    file = EnquiryFile.objects.visible_to(analyst).get()
    actions.verify_identity(analyst, file, how="passport seen")
    actions.tell_in_person(analyst, file, told="What is known.")
    [(_on, text)] = actions.open_tellings(analyst, file, reason="before the next visit")
    assert text == "What is known."
    enquiry = file.enquiry
    asked = ask_erasure(analyst, enquiry, reason="asked for by the family")
    answer_approval(world.actor("owner", "director", world.north), asked, agreed=True)
    erase_record(analyst, enquiry)
    datakeys.ring.forget()
    assert actions.open_tellings(analyst, file, reason="before the next visit") == []


def test_the_passphrase_is_kept_as_a_slow_hash_only(receipt, analyst):
    file = EnquiryFile.objects.visible_to(analyst).get()
    assert receipt.passphrase not in file.passphrase
    assert passphrases.fits(f"  {receipt.passphrase.upper()} ", file.passphrase)


def test_a_question_on_paper_gets_a_number_too(analyst, kosovo, world):
    receipt = actions.receive_question(
        analyst, world.north, question="Where is my son?", channel="paper", consent_level="1", language="sr"
    )
    file = EnquiryFile.objects.visible_to(analyst).select_related("enquiry").get()
    assert (file.enquiry.channel, file.consent_level, file.enquiry.code) == ("paper", "1", receipt.code)


def test_a_passphrase_has_four_short_words():
    words = passphrases.new_passphrase().split()
    assert [len(word) for word in words] == [4, 4, 4, 4]


@pytest.mark.parametrize(
    "told",
    [
        " e-ac23-de45 ",
        "E–AC23–DE45",
        "E-AC23 -DE45",
        "Ｅ-AC23-DE45",
        "e ac23 de45",
        "EAC23DE45",
    ],
)
def test_a_number_is_one_however_it_is_written(told):
    assert plain_code(told) == "E-AC23-DE45"


@pytest.mark.parametrize("told", ["Е-АС23-ДЕ45", "E-AС23-DE45", "E-AS23-DE45", "е-ац23-де45"])
def test_a_cyrillic_es_in_a_number_is_the_letter_that_it_looks_like(told):
    assert plain_code(told) == "E-AC23-DE45"


def test_a_longer_number_is_another_number(receipt, system):
    longer = f"{receipt.code}7"
    assert actions.look_up_answer(system, None, code=longer, passphrase=receipt.passphrase) is None
