import pytest

from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.lattice import (
    all_models,
    closed,
    generators,
    model_name,
    neighbours,
    ordered,
    pairs,
    parse_model,
)


@pytest.mark.parametrize(("size", "count"), [(2, 1), (3, 8), (4, 113), (5, 6893)])
def test_the_number_of_hierarchical_models_is_the_known_one(size, count):
    models = all_models(size)

    assert (len(models), len(set(models))) == (count, count)


@pytest.mark.parametrize(
    "name", ["[124,23,34]", "[1,2,3,4]", "[124,234]", "[234,12]", "[12,3]", "[15,2,3,4]"]
)
def test_names_follow_the_reference_and_are_read_back(name):
    size = max(int(c) for c in name if c.isdigit())

    assert model_name(parse_model(name, size)) == name


@pytest.mark.parametrize("name", ["", "12,3", "[12,9]", "[123]", "[0,1]", "[1;2]"])
def test_what_is_no_model_of_three_lists_is_refused(name):
    with pytest.raises(RecaptureError, match="hierarchical"):
        parse_model(name, 3)


def test_ten_lists_join_their_numbers_by_a_point():
    model = closed([1 | 1 << 9, 2 | 4], 10)

    assert model_name(model) == "[1.10,2.3,4,5,6,7,8,9]"
    assert parse_model(model_name(model), 10) == model


def test_neighbours_differ_by_one_term_and_stay_hierarchical():
    model = parse_model("[12,3,4]", 4)

    names = {model_name(near) for near in neighbours(model, 4, largest=3)}

    assert names == {"[12,13,4]", "[12,14,3]", "[12,23,4]", "[12,24,3]", "[12,34]", "[1,2,3,4]"}


def test_pairs_come_in_reading_order():
    assert pairs(4) == (3, 5, 9, 6, 10, 12)
    assert ordered([12, 0, 2, 1, 3]) == (0, 1, 2, 3, 12)
    assert generators(parse_model("[123,34]", 4)) == (7, 12)
