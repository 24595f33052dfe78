"""Serbian between its scripts: worked examples, then properties that hold for any text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.i18n.script import has_cyrillic, to_cyrillic, to_latin

LOWER = "абвгдђежзијклљмнњопрстћуфхцчџш"
serbian = st.text(alphabet=LOWER + LOWER.upper() + " -.,", max_size=60)
# Two letters that read as one in Latin script (н+ј, л+ј, д+ж) are what no rule can give back.
reversible = serbian.filter(lambda text: not re.search("[нлНЛ][јЈ]|[дД][жЖ]|ЕУЛЕКС|Еулекс", text))
lowercase_reversible = reversible.map(str.lower)
neutral = st.text(alphabet=st.characters(max_codepoint=0x3FF), max_size=60)


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Љубав", "Ljubav"),
        ("ЉУБАВ", "LJUBAV"),
        ("ПОЉЕ", "POLJE"),
        ("БОЉ", "BOLJ"),
        ("Њ. Њ.", "Nj. Nj."),
        ("Џ", "Dž"),
        ("Косово Поље и Ђаковица", "Kosovo Polje i Đakovica"),
        ("људска права", "ljudska prava"),
        ("инјекција", "injekcija"),
        ("ЕУЛЕКС", "EULEX"),
        ("УНХЦР-а", "UNHCR-a"),
        ("Налаз %(reference)s од {date}", "Nalaz %(reference)s od {date}"),
        ("%d налаза, 50%% решено", "%d nalaza, 50%% rešeno"),
        ('<a href="/налази/">Налази</a>&nbsp;и', '<a href="/налази/">Nalazi</a>&nbsp;i'),
        ("види https://пример.срб/путања овде", "vidi https://пример.срб/путања ovde"),
        ("", ""),
    ],
)
def test_cyrillic_becomes_latin(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Ljudska prava", "Људска права"),
        ("LJUDSKA PRAVA", "ЉУДСКА ПРАВА"),
        ("injekcija i konjunktura", "инјекција и конјунктура"),
        ("nadživeti", "надживети"),
        ("Džamija", "Џамија"),
        ("Misija UNMIK-a", "Мисија UNMIK-а"),
        ("Đeneral Janković", "Ђенерал Јанковић"),
        ("%(count)s poseta", "%(count)s посета"),
        ("Mitrovicë", "Mitrovicë"),
    ],
)
def test_latin_becomes_cyrillic(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@given(serbian)
def test_latin_text_holds_no_cyrillic(text: str) -> None:
    assert not has_cyrillic(to_latin(text))


@given(serbian)
def test_latin_is_a_fixed_point(text: str) -> None:
    assert to_latin(to_latin(text)) == to_latin(text)


@given(lowercase_reversible)
def test_there_and_back_gives_the_same_text(text: str) -> None:
    assert to_cyrillic(to_latin(text)) == text


@given(reversible)
def test_letters_survive_the_way_there_and_back_whatever_their_case(text: str) -> None:
    assert to_cyrillic(to_latin(text)).lower() == text.lower()


@given(neutral)
def test_text_without_cyrillic_is_untouched(text: str) -> None:
    assert to_latin(text) == text


@given(
    serbian,
    st.sampled_from(["%(име)s", "{број}", "<b title='Љ'>", "&nbsp;", "https://пример.срб/Љ"]),
    serbian,
)
def test_protected_parts_survive_in_their_place(before: str, part: str, after: str) -> None:
    assert to_latin(f"{before} {part} {after}") == f"{to_latin(before)} {part} {to_latin(after)}"


@given(serbian)
def test_words_do_not_change_each_other(text: str) -> None:
    assert to_latin(f"{text} {text}") == f"{to_latin(text)} {to_latin(text)}"
