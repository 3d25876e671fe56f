"""Russian names of states, bodies, groups and offices: complete for states and offices, of nothing that the region does not know."""

import subprocess
import sys

import pytest

from sarez.errors import DataError
from sarez.region.datafiles import CENTRAL_ASIA, WORLD, read_csv
from sarez.region.region import load_region
from sarez.region.tongues import COLUMNS, TITLES, codes_in, names_in, titles_in


def test_every_state_has_a_russian_name():
    russian = names_in("ru")
    assert {code for code in load_region().actors.states if code not in russian} == set()


def test_every_body_and_group_is_listed_if_only_to_say_that_it_has_none():
    listed = {
        row["code"]
        for folder in (WORLD, CENTRAL_ASIA)
        for _, row in read_csv(folder / "names_ru.csv", COLUMNS)
    }
    known = {**load_region().actors.states, **load_region().actors.bodies}
    assert listed - known.keys() == set()
    assert known.keys() - listed == set()


def test_names_are_in_cyrillic_letters_and_lead_back_to_one_code():
    russian = names_in("ru")
    latin = {name for name in russian.values() if not any("\u0400" <= letter <= "\u04ff" for letter in name)}
    assert latin == {"CASA-1000"}
    assert len(codes_in("ru")) == len(russian)


@pytest.mark.parametrize(
    "code, name",
    [
        ("KGZ", "Кыргызстан"),
        ("SCO", "ШОС"),
        ("CSTO", "ОДКБ"),
        ("UNRCCA", "РЦПДЦА ООН"),
        ("OSCE", "ОБСЕ"),
        ("USA", "США"),
    ],
)
def test_well_known_names(code, name):
    assert names_in("ru")[code] == name
    assert codes_in("ru")[name.casefold()] == code


def test_every_office_of_the_region_has_a_russian_title_and_nothing_else_has():
    offices = load_region().offices
    titles = {office.full_title for key in offices.ids if (office := offices.office(key)) is not None}
    listed = {row["title"] for f in (WORLD, CENTRAL_ASIA) for _, row in read_csv(f / "titles_ru.csv", TITLES)}
    assert titles_in("ru")["Foreign minister"] == "Министр иностранных дел"
    assert (titles - titles_in("ru").keys(), listed - titles) == (set(), set())


def test_a_language_without_a_file_has_no_names():
    assert names_in("fr") == titles_in("fr") == {}


def test_a_code_that_stands_twice_is_refused_with_its_line(tmp_path):
    (tmp_path / "names_ru.csv").write_text("code,name\nKGZ,Киргизия\nKGZ,Кыргызстан\n", "utf-8")
    with pytest.raises(DataError, match=r"names_ru\.csv, line 3"):
        names_in("ru", tmp_path)


def test_a_region_loads_without_them():
    code = (
        "import sarez.region.datafiles as d\nread = []\nreal = d.Path.open\n"
        "d.Path.open = lambda p, *a, **k: (read.append(p.name), real(p, *a, **k))[1]\n"
        "from sarez.region.region import load_region\nload_region()\nassert 'states.csv' in read\n"
        "assert not {'names_ru.csv', 'titles_ru.csv'} & set(read)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
