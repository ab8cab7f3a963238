"""Make the computed tables of data/ from the open data that lies beside the repository.

For maintainers, never at run time: ``python tools/make_facts.py``. Reads ``../shared/data`` and the tables that people
keep by hand in data/ (indicators.csv, world_tiles.txt); other releases of Babel and language_data may name languages
otherwise. Prints what it wrote and what it left out. data/README.md explains every column.
"""

import argparse
import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel import Locale
from babel.localedata import exists
from language_data.names import code_to_names

REPOSITORY = Path(__file__).resolve().parent.parent
PRESENT_YEAR = 2026
OLDEST_YEAR = 2006  # an older figure says more about its survey than about people today
CLDR_YEAR = 2025  # CLDR 48 is of October 2025; its figures carry no years of their own
READERS_YEAR = 2015

Row = dict[str, str]

LANGUAGE_PROJECTS = {
    "wikipedia", "wiktionary", "wikibooks", "wikiquote", "wikinews", "wikisource", "wikiversity", "wikivoyage",
}  # fmt: skip
PROJECT_OF_GROUP = {
    **{name: name for name in LANGUAGE_PROJECTS},
    "betawikiversity": "wikiversity", "sources": "wikisource", "species": "wikispecies", "labtest": "test",
    **{name: name for name in ("commons", "wikidata", "wikifunctions", "meta", "mediawiki", "incubator", "outreach")},
    **dict.fromkeys(("test", "test2", "testcommons", "testwikidata"), "test"),
}  # fmt: skip

# Wikimedia codes that mean another language in BCP 47, or none.
BCP47_OF_WIKIMEDIA = {
    "bh": "bho", "cbk-zam": "cbk", "eml": "egl", "map-bms": "jv-x-bms", "nds-nl": "nds-NL", "nrm": "nrf",
    "roa-tara": "nap-x-tara", "simple": "en-simple",
}  # fmt: skip

# CLDR's code, ours, and why. "name": the same people under another code; "variety": the wiki's language is one part
# of the counted language, so its speakers are fewer than counted.
COUNTED_UNDER = (
    ("ak", "fat", "variety"), ("ak", "tw", "variety"), ("az-Arab", "azb", "name"), ("be", "be-tarask", "variety"),
    ("bik", "bcl", "variety"), ("bua", "bxr", "variety"), ("chm", "mhr", "variety"), ("en", "en-simple", "variety"),
    ("fil", "tl", "name"), ("jv", "jv-x-bms", "variety"), ("kok", "gom", "variety"), ("lah", "pnb", "variety"),
    ("nap", "nap-x-tara", "variety"), ("nb", "no", "name"), ("nds", "nds-NL", "variety"), ("pa-Arab", "pnb", "name"),
    ("zza", "diq", "variety"),
)  # fmt: skip
ONLY_IN = {"nds-NL": "NL", "jv-x-bms": "ID"}  # varieties of one territory alone
BASES = ("same", "script", "name", "variety")

# CLDR names no script for these; the Ladino wikis run from left to right, so they are not in CLDR's Hebrew letters.
SCRIPT_OF_LANGUAGE = {
    "lad": "Latn", "bcl": "Latn", "bxr": "Cyrl", "diq": "Latn", "fat": "Latn", "gom": "Deva", "mhr": "Cyrl",
    "nah": "Latn", "pnb": "Arab", "rmy": "Latn", "sh": "Latn", "tw": "Latn",
}  # fmt: skip

# Population prospects are estimates to 2023 and projections after it; ILO figures after 2025 are forecasts.
LAST_YEAR = {"median-age": 2023, "women-in-labour-force": 2025}
NEVER_ZERO = {"electricity-use"}  # Bahrain's 22,689 kWh of 2022 are followed by 0

# A page view share in a territory on the protection list is kept only where it stands for many readers.
LEAST_PAGEVIEWS_IF_PROTECTED = 10_000
LEAST_NEW_EDITORS_A_YEAR = 5


@dataclass
class Facts:
    """Where to read and write, what was written and what was left out."""

    shared: Path
    kept_by_hand: Path
    output: Path
    left_out: Counter[str] = field(default_factory=Counter)
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def read(self, name: str) -> list[Row]:
        # The tables of data/ that people keep by hand have no folder in their name.
        path = (self.shared / "data" if "/" in name else self.kept_by_hand) / name
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","))

    def cldr(self, name: str) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.shared / f"data/cldr/{name}.json").read_text(encoding="utf-8"))
        return dict(content.get("supplemental", content)[name])

    def write(self, name: str, rows: Iterable[Row], *, key: tuple[str, ...]) -> None:
        ordered = sorted(rows, key=lambda row: [row[column] for column in key])
        with (self.output / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(ordered[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(ordered)
        self.tables[name] = ordered
        print(f"{name}: {len(ordered):,} rows")


def significant(number: str | int, digits: int = 4) -> str:
    """The number with so many significant digits, without an exponent."""
    return f"{Decimal(f'{Decimal(number):.{digits - 1}e}').normalize():f}"


def slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")


def project_of(wiki: Row) -> str:
    group = wiki["database_group"]
    if group in PROJECT_OF_GROUP:
        return PROJECT_OF_GROUP[group]
    if group.startswith("wikimania") and group != "wikimaniateam":
        return "wikimania"
    return "affiliate" if group.endswith("wikimedia") else "other"


def make_wikis(facts: Facts) -> None:
    def row(wiki: Row) -> Row:
        # Elsewhere the source says "en" for want of anything better: the Armenian chapter's wiki is not English.
        code = wiki["language_code"] if wiki["database_group"] in LANGUAGE_PROJECTS else ""
        return {
            "database_name": wiki["database_code"],
            "domain": wiki["domain_name"],
            "project": project_of(wiki),
            "wikimedia_code": code,
            "language": BCP47_OF_WIKIMEDIA.get(code, code),
            "name_en": wiki["english_name"].strip(),
            "status": wiki["status"],
            "visibility": wiki["visibility"],
            "editability": wiki["editability"],
        }

    facts.write("wikis.csv", map(row, facts.read("wikimedia_canonical/wikis.tsv")), key=("database_name",))


def make_territories(facts: Facts) -> None:
    tiles = {
        code: (str(row), str(column))
        for row, line in enumerate((facts.kept_by_hand / "world_tiles.txt").read_text().splitlines(), start=1)
        for column, code in enumerate(line.split(), start=1)
    }

    def row(source: Row) -> Row:
        code, score = source["iso_code"], source["data_risk_score"]
        risk = source["data_risk_classification"]
        if not score and risk == "Lower risk":
            risk = ""  # that is what the source calls places it has no score for
        return {
            "territory": code,
            "alpha3": source["iso_alpha3_code"],
            "m49": source["un_m49_code"].zfill(3) if source["un_m49_code"] else "",
            "name_en": source["name"],
            "continent": source["un_continent"],
            "un_subcontinent": source["un_subcontinent"],
            "wikimedia_region": source["wikimedia_region"],
            "protected": "yes" if source["is_protected"] == "True" else "no",
            "data_risk_score": score,
            "data_risk_classification": risk,
            "data_risk_edition": "2024-08-02" if risk else "",
            "wikidata_id": source["wikidata_id"],
            "tile_row": tiles[code][0],
            "tile_column": tiles[code][1],
        }

    facts.write("territories.csv", map(row, facts.read("wikimedia_canonical/countries.tsv")), key=("territory",))


def known(text: str | None) -> str:
    """CLDR's "0" means too small or unknown."""
    return "" if text in (None, "0") else str(text)


def make_territory_languages(facts: Facts) -> None:
    territories = {row["territory"] for row in facts.tables["territories.csv"]}

    def rows() -> Iterator[Row]:
        for territory, about in facts.cldr("territoryInfo").items():
            for code, spoken in about.get("languagePopulation", {}).items():
                if territory not in territories:
                    facts.left_out["societies of places that are no territory of ours"] += 1
                    continue
                percent = known(spoken.get("_populationPercent"))
                speakers = round(Decimal(about["_population"]) * Decimal(percent or 0) / 100)
                yield {
                    "territory": territory,
                    "language": code.replace("_", "-"),
                    "population_percent": percent,
                    "speakers": significant(speakers, 2) if speakers else "",
                    "official_status": spoken.get("_officialStatus", ""),
                    "writing_percent": known(spoken.get("_writingPercent")),
                    "literacy_percent": known(spoken.get("_literacyPercent")),
                    "year": str(CLDR_YEAR),
                    "source": "unicode-cldr",
                }

    facts.write("territory_languages.csv", rows(), key=("territory", "language"))


def script_of(tag: str, likely: dict[str, str]) -> str:
    """ISO 15924 code of the script a tag names, else of the one its language is most likely written in."""
    language, *rest = tag.split("-x-")[0].split("-")
    named = [part for part in rest if re.fullmatch(r"[A-Z][a-z]{3}", part)]
    return named[0] if named else SCRIPT_OF_LANGUAGE.get(tag) or likely[language].split("-")[1]


def autonym_of(tag: str) -> str:
    locale_name = tag.replace("-", "_")
    # Babel knows no variants and would give the name of the plain language.
    if re.fullmatch(r"[a-z]{2,3}(_[A-Z][a-z]{3})?", locale_name) and exists(locale_name):
        locale = Locale.parse(locale_name)
        if locale.languages.get(locale.language):
            return locale.get_display_name() or ""
    return str(code_to_names(tag).get(tag, ""))


def english_name_of(tag: str) -> str:
    english = Locale("en")
    language, *script = tag.split("-")
    name = english.languages.get(language) or code_to_names(language)["en"]
    return f"{name} ({english.scripts[script[0]]})" if script else name


def make_languages(facts: Facts) -> None:
    likely, scripts = facts.cldr("likelySubtags"), facts.cldr("scriptMetadata")
    names = {row["language_code"]: row["language_name"] for row in facts.read("wikimedia_canonical/wikis.tsv")}
    codes: dict[str, set[str]] = {row["language"]: set() for row in facts.tables["territory_languages.csv"]}
    for wiki in facts.tables["wikis.csv"]:
        if wiki["language"]:
            codes.setdefault(wiki["language"], set()).add(wiki["wikimedia_code"])

    def row(tag: str, wikimedia_codes: set[str]) -> Row:
        script = script_of(tag, likely)
        name = names[min(wikimedia_codes)] if wikimedia_codes else english_name_of(tag)
        direction = "rtl" if scripts[script]["rtl"] == "YES" else "ltr"
        codes = {"language": tag, "wikimedia_codes": ";".join(sorted(wikimedia_codes))}
        return {**codes, "name_en": name, "autonym": autonym_of(tag), "script": script, "direction": direction}

    facts.write("languages.csv", (row(tag, found) for tag, found in codes.items()), key=("language",))


def languages_counted_as(tag: str, of_wikis: set[str]) -> Iterator[tuple[str, str]]:
    """The wikis' languages whose speakers CLDR counts under this tag, each with the reason."""
    base = tag.split("-")[0]
    elsewhere = [(language, basis) for counted, language, basis in COUNTED_UNDER if counted == tag]
    yield from elsewhere
    if tag in of_wikis:
        yield tag, "same"
    elif base in of_wikis and not elsewhere:
        yield base, "script"


def make_language_societies(facts: Facts) -> None:
    of_wikis = {row["language"] for row in facts.tables["wikis.csv"]}
    found: dict[tuple[str, str], tuple[tuple[int, int], Row]] = {}
    for society in facts.tables["territory_languages.csv"]:
        for language, basis in languages_counted_as(society["language"], of_wikis):
            territory = society["territory"]
            if ONLY_IN.get(language, territory) != territory:
                continue
            # Two scripts or two names of one language are mostly the same people: keep the larger row.
            rank = (int(society["speakers"] or 0), -BASES.index(basis))
            row = {
                "language": language,
                "territory": territory,
                "society_language": society["language"],
                "basis": basis,
            }
            if (language, territory) not in found or found[language, territory][0] < rank:
                found[language, territory] = (rank, row)
    facts.write("language_societies.csv", (row for _, row in found.values()), key=("language", "territory"))


def latest_values(facts: Facts, indicator: Row, territory_of: dict[str, str]) -> Iterator[Row]:
    column = indicator["origin_column"]
    last_year = LAST_YEAR.get(indicator["indicator"], PRESENT_YEAR)
    latest: dict[str, tuple[int, str]] = {}
    for row in facts.read(f"gapminder_systema_globalis/{column}.csv"):
        year, territory = int(row["time"]), territory_of.get(row["geo"], "")
        is_wrong = indicator["indicator"] in NEVER_ZERO and row[column] == "0"
        if territory and row[column] and year <= last_year and not is_wrong:
            latest[territory] = max(latest.get(territory, (0, "")), (year, row[column]))
    for territory, (year, value) in latest.items():
        facts.left_out[f"territory indicators older than {OLDEST_YEAR}"] += year < OLDEST_YEAR
        if year >= OLDEST_YEAR:
            yield {"territory": territory, "year": str(year), "value": significant(value)}


def edition_values(facts: Facts, indicator: Row) -> Iterator[Row]:
    for territory, about in facts.cldr("territoryInfo").items():
        if value := known(about.get(indicator["origin_column"])):
            yield {"territory": territory, "year": str(CLDR_YEAR), "value": value}


def make_territory_indicators(facts: Facts) -> None:
    territories = {row["territory"] for row in facts.tables["territories.csv"]}
    countries = facts.read("gapminder_systema_globalis/entities_country.csv")
    territory_of = {row["country"]: row["iso3166_1_alpha2"] for row in countries}

    def rows() -> Iterator[Row]:
        for indicator in facts.read("indicators.csv"):
            about = {"indicator": indicator["indicator"], "territory": "", "year": "", "value": ""}
            values: Iterable[Row] = ()
            if indicator["source"] == "gapminder-systema-globalis":
                values = latest_values(facts, indicator, territory_of)
            elif indicator["source"] == "unicode-cldr":
                values = edition_values(facts, indicator)
            for value in values:
                if value["territory"] in territories:
                    yield {**about, **value, "source": indicator["source"]}

    facts.write("territory_indicators.csv", rows(), key=("indicator", "territory"))


def make_wiki_metrics(facts: Facts) -> None:
    indicators = (row for row in facts.read("indicators.csv") if row["about"] == "community")
    columns = {row["indicator"].replace("-", "_"): row["origin_column"] for row in indicators}

    def row(snapshot: Row, edition: str, year: int) -> Row:
        values = {column: significant(snapshot[origin]) for column, origin in columns.items()}
        if float(snapshot["monthly new active editors"]) * 12 < LEAST_NEW_EDITORS_A_YEAR:
            values["new_editor_retention"] = ""
            facts.left_out["retention of fewer than five new editors a year"] += 1
        about = {"wiki": snapshot["database code"], "edition": edition, "year": str(year)}
        return {**about, **values, "source": "wiki-comparison"}

    years = {"2021-12": 2021, "2023-01": 2022}.items()
    snapshots = ((facts.read(f"wiki_comparison/snapshot_{edition}.csv"), edition, year) for edition, year in years)
    rows = (row(snapshot, edition, year) for wikis, edition, year in snapshots for snapshot in wikis)
    facts.write("wiki_metrics.csv", rows, key=("wiki", "edition"))


def make_wiki_reader_territories(facts: Facts) -> None:
    wiki_of = {row["domain"]: row["database_name"] for row in facts.tables["wikis.csv"]}
    wiki_of["be-x-old.wikipedia.org"] = wiki_of["be-tarask.wikipedia.org"]
    protected = {row["territory"] for row in facts.tables["territories.csv"] if row["protected"] == "yes"}
    pageviews = {row["wiki"]: float(row["monthly_pageviews"]) for row in reversed(facts.tables["wiki_metrics.csv"])}

    def reason_to_leave_out(row: Row, wiki: str, territory: str) -> str:
        if row["country"] == "Other":  # the source gives the rest of the world the code NA, which is Namibia's
            return "readers of the rest of the world, wrongly coded as Namibia"
        if not wiki:
            return "readers of a wiki that is gone (mo.wikipedia.org)"
        readers = pageviews.get(wiki, 0) * float(row["pageviews_percentage"]) / 100
        is_exposed = territory in protected and readers < LEAST_PAGEVIEWS_IF_PROTECTED
        return "few readers in a territory on the protection list" if is_exposed else ""

    def rows() -> Iterator[Row]:
        shares = facts.read("pageviews_by_country_2015/language_pageviews_per_country.tsv")
        for row in (row for row in shares if row["project"].endswith(".wikipedia.org")):
            wiki = wiki_of.get(row["project"], "")
            territory = {"TP": "TL"}.get(row["country_iso"], row["country_iso"])
            if reason := reason_to_leave_out(row, wiki, territory):
                facts.left_out[reason] += 1
                continue
            share = {"wiki": wiki, "territory": territory, "pageviews_percent": row["pageviews_percentage"]}
            yield {**share, "year": str(READERS_YEAR), "source": "pageviews-by-country"}

    facts.write("wiki_reader_territories.csv", rows(), key=("wiki", "territory"))


def make_affiliates(facts: Facts) -> None:
    entries = json.loads((facts.shared / "data/capacity_exchange/orgs.json").read_text(encoding="utf-8"))
    kinds = ("", "chapter", "user_group", "thematic_organisation")  # the fixture numbers its types from 1
    affiliates: dict[str, Row] = {}
    for entry in (entry for entry in entries if entry["model"] == "orgs.Organization"):
        name = entry["fields"]["display_name"].strip().replace('"', "\N{RIGHT SINGLE QUOTATION MARK}")
        row = {"slug": slug(name), "name": name, "type": kinds[entry["fields"]["type"]]}
        if row["slug"] in affiliates:
            facts.left_out[f"affiliates named twice ({name})"] += 1
        affiliates.setdefault(row["slug"], row)
    facts.write("affiliates.csv", affiliates.values(), key=("slug",))


STEPS: tuple[Callable[[Facts], None], ...] = (
    make_wikis, make_territories, make_territory_languages, make_languages, make_language_societies,
    make_territory_indicators, make_wiki_metrics, make_wiki_reader_territories, make_affiliates,
)  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "data")
    options = parser.parse_args(arguments)
    facts = Facts(options.shared, REPOSITORY / "data", options.output)
    for step in STEPS:
        step(facts)
    for reason, count in sorted(facts.left_out.items()):
        print(f"left out: {count:,} {reason}")


if __name__ == "__main__":
    main()
