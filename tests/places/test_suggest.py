"""A municipality is found in any language, script or old form, and when slightly wrong."""

import pytest
from django import forms

from habeas.places.fields import MunicipalityField
from habeas.places.models import Municipality
from habeas.places.suggest import suggest_municipality, suggest_settlement


@pytest.fixture(autouse=True)
def places(kosovo, db):
    return kosovo


def found(text):
    return [suggestion.place.code for suggestion in suggest_municipality(text)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Gjakova", ["02"]),
        ("Gjakovë", ["02"]),
        ("Ђаковица", ["02"]),
        ("Djakovica", ["02"]),
        ("djakovica ", ["02"]),
        ("ĐAKOVICA", ["02"]),
        ("Dakovica", ["02"]),
        ("Gjakovë/Đakovica", ["02"]),
        ("Prishtine", ["19"]),
        ("Pristina", ["19"]),
        ("Приштина", ["19"]),
        ("Prishtinë", ["19"]),
        ("Drenas", ["03"]),
        ("Besianë", ["18"]),
        ("Ђенерал Јанковић", ["33"]),
        ("Mamusa", ["32"]),
        ("Uroshevac", ["25"]),
        ("Podujeve", ["18"]),
        ("Novobrdo", ["14"]),
        ("Kosovska Mitrovica", ["11", "38"]),
        ("Mitrovica", ["11", "38"]),
        ("Северна Митровица", ["38"]),
        ("North Mitrovica", ["38"]),
        ("Reykjavik", []),
        ("", []),
    ],
)
def test_suggestions(text, codes):
    assert sorted(found(text)) == codes


def test_every_spelling_of_the_pack_finds_its_place():
    lost = []
    for place in Municipality.objects.all():
        spelt = [
            place.name_sq,
            place.name_sq_definite,
            place.name_sr,
            place.name_sr_latn,
            place.name_double_osce,
        ]
        lost += [
            text for text in [*spelt, place.name_un_english, *place.others] if place.code not in found(text)
        ]
    assert lost == []


@pytest.mark.one_database
def test_every_single_slip_finds_its_place(figure):
    """Each name with one letter dropped or two neighbours swapped still has its place first."""
    tried, missed = 0, []
    for place in Municipality.objects.all():
        for name in {place.name_sq, place.name_sr_latn}:
            slips = {name[:at] + name[at + 1 :] for at in range(1, len(name))}
            slips |= {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(1, len(name) - 1)}
            tried += len(slips)
            missed += [(name, slip) for slip in slips if found(slip)[:1] != [place.code]]
    share = 1 - len(missed) / tried
    figure("names with one slip that find their municipality first", f"{share:.1%} of {tried}")
    assert share >= 0.95, missed


def test_each_suggestion_says_why():
    reasons = {text: suggest_municipality(text)[0].reason for text in ("Gjakova", "Djakovica", "Prizern")}
    assert reasons == {
        "Gjakova": "Albanian name, definite form",
        "Djakovica": "Serbian name in Cyrillic “Ђаковица” in another spelling",
        "Prizern": "one letter differs from the Albanian name “Prizren”",
    }


class PlaceForm(forms.Form):
    municipality = MunicipalityField()


def answer(text):
    form = PlaceForm({"municipality": text})
    return form.cleaned_data["municipality"].code if form.is_valid() else form.errors["municipality"][0]


def test_the_field_reads_names_and_codes():
    answers = [answer(text) for text in ("Ђаковица", "02", "Djakovica", "Prizren", "Peć", "Klina")]
    assert answers == ["02", "02", "02", "20", "17", "08"]


@pytest.mark.parametrize("order", ["{m.name_sq}/{m.name_sr_latn}", "{m.name_sr}/{m.name_sq}"])
def test_the_field_reads_what_a_page_offers(order):
    assert [answer(order.format(m=m)) for m in Municipality.objects.all()] == [
        m.code for m in Municipality.objects.all()
    ]


def test_the_field_asks_when_two_are_meant():
    assert answer("Kosovska Mitrovica") == (
        "“Kosovska Mitrovica” may mean Mitrovicë/Južna Kosovska Mitrovica, "
        "Mitrovicë e Veriut/Severna Kosovska Mitrovica. Write the whole name."
    )


def test_the_field_suggests_when_none_is_meant():
    assert answer("Prizern") == (
        "“Prizern” is no municipality that is known. "
        "Did you mean Prizren (one letter differs from the Albanian name “Prizren”)?"
    )
    assert answer("Reykjavik") == (
        "“Reykjavik” is no municipality that is known, and none has a similar name."
    )


def test_settlements_are_found_within_their_municipality(staging):
    from habeas.places.models import Settlement

    with staging():
        for code, name in (("02", "Lugishtë e Epërme"), ("19", "Lugishtë e Poshtme")):
            Settlement.objects.create(
                municipality=Municipality.objects.get(code=code), name_sq=name, invented=True
            )
    assert len(suggest_settlement("Lugishte")) == 2
    gjakova = Municipality.objects.get(code="02")
    assert [s.place.name_sq for s in suggest_settlement("Lugishte", gjakova)] == ["Lugishtë e Epërme"]
