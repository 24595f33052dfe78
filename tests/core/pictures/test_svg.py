"""The builder escapes what it is given and knows roughly how wide a text is."""

from defusedxml import ElementTree

from habeas.core.pictures import svg


def test_text_and_attributes_are_escaped():
    drawn = svg.tag("text", "<b> & ’", aria_label='say "no" <now>')

    assert drawn == '<text aria-label="say &quot;no&quot; &lt;now&gt;">&lt;b&gt; &amp; ’</text>'


def test_markup_is_not_escaped_twice():
    assert svg.group(svg.tag("path", d="M0 0")) == '<g><path d="M0 0"/></g>'


def test_numbers_are_short():
    assert [svg.number(value) for value in (1, 1.0, 1.04, -0.01, 2.25, 10)] == [
        "1",
        "1",
        "1",
        "0",
        "2.2",
        "10",
    ]


def test_missing_attributes_are_left_out():
    assert svg.tag("a", "x", href=None, class_="node") == '<a class="node">x</a>'


def test_cyrillic_text_wraps_within_its_width():
    text = "Родитељи без адресе не могу да упишу дете у матичну књигу рођених"
    rows = svg.wrap(text, 120, 12, lines=9)

    assert " ".join(rows) == text
    assert all(svg.text_width(row, 12) <= 120 for row in rows)


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert svg.wrap("one two three four five", 40, 12, lines=2)[-1].endswith("…")
    assert svg.fit("Nënpërmbledhje", 30, 12).endswith("…")


def test_a_word_longer_than_the_line_is_cut_not_spilt():
    (row,) = svg.wrap("Bashkëqeverisja" * 3, 60, 12)

    assert svg.text_width(row, 12) <= 60


def test_a_canvas_is_well_formed_and_has_a_name():
    root = ElementTree.fromstring(
        svg.canvas(svg.tag("rect"), width=10, height=5, label="Açık & çift", class_="pic")
    )

    assert root.attrib["aria-label"] == "Açık & çift"
    assert root.attrib["role"] == "img"
