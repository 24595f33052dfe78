"""The style sheets: two equal dark blocks, enough contrast, small, nothing from elsewhere."""

import re
from pathlib import Path

import pytest

import habeas.core
from habeas.core.pictures.maps import SHADES
from habeas.core.pictures.picture import COLOURS

HABEAS = Path(habeas.core.__file__).parents[1]
STATIC = HABEAS / "core" / "static" / "core"
SHEETS = sorted(HABEAS.glob("*/static/*/*.css"))
TEXT_ON = [
    *[
        (ink, ground)
        for ink in ("ink", "ink-2", "ink-3", "link")
        for ground in ("paper", "surface", "sunken")
    ],
    *[(kind, f"{kind}-soft") for kind in ("ok", "warn", "bad", "info", "quiet", "special")],
    *[("ink", f"{kind}-soft") for kind in ("ok", "warn", "bad", "info", "quiet", "special", "accent")],
    *[("ink", f"q{shade}") for shade in range(4)],
    *[("over-deep", f"q{shade}") for shade in (4, 5)],
    ("accent-ink", "accent"),
    ("accent-ink", "accent-hover"),
    ("accent", "surface"),
    ("accent", "accent-soft"),
    ("bar-ink", "bar"),
    ("bar-ink", "bar-2"),
    ("bar-ink-2", "bar"),
    ("bar-ink-2", "bar-2"),
    ("ink", "mark"),
    ("bad", "surface"),
    ("warn", "surface"),
    ("ok", "surface"),
]
MARKS_ON = [
    *[(mark, ground) for mark in ("line-strong", "focus", "accent") for ground in ("paper", "surface")],
    *[(f"{kind}-line", "surface") for kind in ("ok", "warn", "bad", "info", "quiet", "special")],
    *[(f"s{series}", "surface") for series in range(1, 7)],
]


def blocks():
    text = (STATIC / "tokens.css").read_text()
    found = re.findall(r"^ *:root[^{]*\{(.*?)^ *\}", text, re.S | re.M)
    return [dict(re.findall(r"--([\w-]+):\s*([^;]+);", block)) for block in found[:3]]


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_weak(tokens, pairs, least):
    ratios = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in pairs}
    return {pair: ratio for pair, ratio in ratios.items() if ratio < least}


def test_black_on_white_has_the_known_contrast():
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0


@pytest.mark.parametrize("number", [0, 1])
def test_text_keeps_four_and_a_half_to_one(number):
    assert too_weak({**blocks()[0], **blocks()[number]}, TEXT_ON, 4.5) == {}


@pytest.mark.parametrize("number", [0, 1])
def test_marks_and_borders_of_controls_keep_three_to_one(number):
    assert too_weak({**blocks()[0], **blocks()[number]}, MARKS_ON, 3.0) == {}


def test_dark_is_the_same_by_choice_and_by_system():
    _light, chosen, system = blocks()

    assert chosen == system


def test_every_colour_has_a_dark_value():
    light, dark, _system = blocks()
    colours = {name for name, value in light.items() if value.startswith("#")}

    assert colours - set(dark) == set()


def test_every_token_used_exists():
    known = {name for block in blocks() for name in block} | {"quick"}
    used = {name for sheet in SHEETS for name in re.findall(r"var\(--([\w-]+)", sheet.read_text())}

    assert used - known == set()


def test_colours_of_the_screen_are_named_in_the_tokens_only():
    stray = {
        s.name: re.findall(r"#[0-9a-f]{6}\b", s.read_text())
        for s in SHEETS
        if s.name not in ("tokens.css", "print.css")
    }

    assert {name: found for name, found in stray.items() if found} == {}


def test_pictures_on_their_own_wear_the_light_colours():
    light = blocks()[0]

    assert [light[f"s{n}"] for n in range(1, 7)] == list(COLOURS)
    assert [light[f"q{n}"] for n in range(6)] == list(SHADES)


def test_all_sheets_together_stay_small():
    assert sum(sheet.stat().st_size for sheet in SHEETS) < 60_000


def test_nothing_is_fetched_from_elsewhere():
    sources = [*SHEETS, *STATIC.glob("*.js")]

    assert [
        s.name for s in sources if re.search(r"https?://(?!www\.w3\.org)|@import|url\(", s.read_text())
    ] == []


def classes_in_use():
    sources = [*HABEAS.rglob("templates/**/*.html"), *HABEAS.rglob("*.py")]
    found = {}
    for source in sources:
        for value in re.findall(
            r'class="([^"<>]*)"', re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", source.read_text())
        ):
            for name in value.split():
                if re.fullmatch(r"[a-z][a-z0-9-]*[a-z0-9]", name):
                    found.setdefault(name, source.relative_to(HABEAS).as_posix())
    return found


def test_every_class_in_a_template_is_styled():
    styled = {name for sheet in SHEETS for name in re.findall(r"\.([a-z][\w-]*)", sheet.read_text())}

    assert {name: place for name, place in classes_in_use().items() if name not in styled} == {}
