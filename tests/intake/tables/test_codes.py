"""The tables of codes agree with the vocabulary, and know what matters here."""

from __future__ import annotations

import pytest

from sarez.intake.tables import codes
from sarez.intake.tables.schema import COLUMNS, schema
from sarez.vocabulary.events import QUADS, load_events


def test_every_act_has_a_type_quad_and_weight_that_the_vocabulary_knows():
    types = load_events()
    acts = [*codes.cameo().values(), *codes.acled().values(), *codes.plover().values()]
    assert len(codes.cameo()) == 313 and {a.type for a in acts} == {*types, None}
    assert all(a.quad in QUADS or (a.type is None and a.quad is None) for a in acts)
    assert all(a.type is None or a.quad == types[a.type].quad for a in acts)


@pytest.mark.parametrize(
    ("code", "kind", "mode", "weight"),
    [("190", "ASSAULT", None, -10.0), ("057", "SUPPORT", None, 8.0), ("0871", "RETREAT", "ceasefire", 9.0),
     ("163", "COERCE", "restrict", -8.0), ("010", None, None, 0.0), ("1712", "ASSAULT", "seize", -9.2)],
)  # fmt: skip
def test_cameo_becomes_plover(code, kind, mode, weight):
    act = codes.cameo()[code]
    assert (act.type, act.mode, act.weight) == (kind, mode, weight)


def test_the_states_of_the_region_have_all_their_codes():
    known = codes.states()
    ours = {"AFG": "700", "TKM": "701", "TJK": "702", "KGZ": "703", "UZB": "704", "KAZ": "705"}
    assert {iso3: known["gw"][number] for iso3, number in ours.items()} == {iso3: iso3 for iso3 in ours}
    assert [known["fips"][c] for c in ("AF", "TX", "TI", "KG", "UZ", "KZ")] == [
        "AFG",
        "TKM",
        "TJK",
        "KGZ",
        "UZB",
        "KAZ",
    ]
    assert known["cameo"]["TAJ"] == known["cameo"]["TJK"] == "TJK" and known["fips"]["CG"] == "COD"


def test_names_are_known_with_and_without_brackets():
    names = codes.Names()
    assert [names.state_of(n) for n in ("Russia (Soviet Union)", "TJK", "Kyrgyz Republic", "NA", "Nowhere")] == [
        "RUS", "TJK", "KGZ", None, None,
    ]  # fmt: skip


def test_the_schema_is_what_its_columns_say():
    assert schema().names == [c.name for c in COLUMNS]
