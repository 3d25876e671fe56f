"""Rows in the layouts of the sources, made by hand, and a place to read and keep them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sarez.errors import Problem
from sarez.intake.tables import gdelt
from sarez.intake.tables.reading import Asked, Reading, read_tables
from sarez.intake.tables.store import Added, Store
from sarez.region.region import load_region

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)

UCDP = {
    "id": "300001", "relid": "KGZ-2022-1-1", "year": "2022", "active_year": "true", "type_of_violence": "1",
    "conflict_new_id": "1", "dyad_new_id": "2", "side_a": "Government of Kyrgyzstan", "side_b": "Government of Tajikistan",
    "number_of_sources": "2", "source_office": "Chronicle", "source_date": "2022-09-15;2022-09-14", "where_prec": "2",
    "where_coordinates": "Batken town", "adm_1": "Batken oblast", "latitude": "40.06", "longitude": "70.82",
    "priogrid_gid": "186262", "country": "Kyrgyzstan", "country_id": "703", "date_prec": "1", "date_start": "2022-09-14",
    "date_end": "2022-09-14", "best": "3", "high": "5", "low": "2", "gwnoa": "703", "gwnob": "702",
}  # fmt: skip
ACLED = {
    "event_id_cnty": "KGZ77", "event_date": "2022-09-14", "year": "2022", "time_precision": "1",
    "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Military Forces of Kyrgyzstan (2021-)",
    "actor2": "Military Forces of Tajikistan (1992-) Border Guards", "iso": "417", "country": "Kyrgyzstan", "admin1": "Batken",
    "location": "Batken", "latitude": "40.06", "longitude": "70.82", "geo_precision": "1", "source": "Chronicle; Agency",
    "notes": 'Shots, "many" of them,\nwere heard.', "fatalities": "3", "timestamp": "1663600000",
}  # fmt: skip
ICEWS = {
    "Event ID": "1", "Event Date": "2022-09-14", "Source Name": "Kyrgyzstan", "Source Sectors": "NA",
    "Source Country": "Kyrgyzstan", "Event Text": "Accuse", "CAMEO Code": "112", "Intensity": "-2.0",
    "Target Name": "Tajikistan", "Target Sectors": "NA", "Target Country": "Tajikistan", "Story ID": "9",
    "Sentence Number": "1", "Publisher": "Chronicle", "City": "NA", "District": "NA", "Province": "Batken",
    "Country": "Kyrgyzstan", "Latitude": "40.06", "Longitude": "70.82",
}  # fmt: skip
POLECAT = {
    "Event ID": "P1", "Event Date": "2022-09-14", "Event Type": "COERCE", "Event Mode": "arrest", "Event Intensity": "-5.0",
    "Quad Code": "MATERIAL CONFLICT", "Contexts": "legal", "Actor Name": "Police", "Actor Country": "KGZ",
    "Recipient Name": "Driver", "Recipient Country": "TJK", "Placename": "Batken", "City": "Batken", "District": "None",
    "Province": "Batken", "Country": "KGZ", "Latitude": "40.06", "Longitude": "70.82", "Source": "Chronicle",
    "Publication Date": "2022-09-15", "Story Locations": "",
}  # fmt: skip
GDELT = dict.fromkeys(gdelt.TWO, "") | {
    "globaleventid": "1000000001", "sqldate": "20220914", "actor1countrycode": "KGZ", "actor2countrycode": "TAJ",
    "eventcode": "190", "eventrootcode": "19", "quadclass": "4", "goldsteinscale": "-10.0", "numarticles": "7",
    "actiongeo_type": "4", "actiongeo_fullname": "Batken, Batken, Kyrgyzstan", "actiongeo_countrycode": "KG",
    "actiongeo_lat": "40.06", "actiongeo_long": "70.82", "dateadded": "20220915003000",
    "sourceurl": "https://chronicle.example/1",
}  # fmt: skip


def separated(rows: Iterable[dict[str, str]], sign: str = ",", *, header: bool = True) -> str:
    """Rows as a table of text, quoted where they must be."""

    def quoted(value: str) -> str:
        return (
            '"' + value.replace('"', '""') + '"'
            if sign != "\t" and any(c in value for c in f'{sign}"\n')
            else value
        )

    rows = list(rows)
    lines = [sign.join(rows[0])] if header else []
    return "\n".join([*lines, *(sign.join(map(quoted, row.values())) for row in rows)]) + "\n"


class Bench:
    """A folder to put tables in, read them, and keep them in a store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / "kept")
        self.region = load_region()

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def asked(self, **said: Any) -> Asked:
        return Asked(said.pop("now", NOW), **said)

    def read(
        self, name: str, content: str | bytes, **said: Any
    ) -> tuple[list[dict[str, Any]], list[Problem], Reading]:
        """The rows of the only table in a file, its problems, and the reading."""
        (reading,) = read_tables(self.put(name, content), self.asked(**said), self.region)
        assert isinstance(reading, Reading), str(reading)
        rows = [row for table in reading.batches() for row in table.to_pylist()]
        return rows, reading.problems, reading

    def refused(self, name: str, content: str | bytes, **said: Any) -> Problem:
        (problem,) = read_tables(self.put(name, content), self.asked(**said), self.region)
        assert isinstance(problem, Problem), problem
        assert problem.message and problem.remedy
        return problem

    def keep(self, name: str, content: str | bytes, **said: Any) -> Added:
        (added,) = self.store.add(self.put(name, content), self.asked(**said), self.region)
        assert isinstance(added, Added), str(added)
        return added

    def known(self, day: str, *sources: str) -> list[tuple[str, str, str]]:
        """Source, version and number of each event known at the beginning of a day."""
        import duckdb

        moment = f"TIMESTAMPTZ '{day} 00:00:00+00:00'"
        with duckdb.connect() as database:
            rows = database.execute(
                f"SELECT source, version, id FROM read_parquet(?) WHERE known_at <= {moment} "
                f"AND (ended_at IS NULL OR ended_at > {moment})",
                [[str(p) for p in self.store.paths(*sources)]],
            ).fetchall()
        return sorted(rows)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture(scope="session")
def rows() -> Any:
    """The rows above, by layout, and how they are written."""

    class Rows:
        ucdp, acled, icews, polecat, gdelt = UCDP, ACLED, ICEWS, POLECAT, GDELT
        write = staticmethod(separated)

    return Rows
