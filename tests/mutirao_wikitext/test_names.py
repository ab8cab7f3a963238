import csv
import json

import pytest

from mutirao_wikitext import InputError, user_name
from mutirao_wikitext.names import Person, person_of_address, person_of_title
from mutirao_wikitext.namespaces import PEOPLE

from .shared import WIKIS, data_folder


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ana_belén", "Ana belén"),
        ("  Ana   Belén ", "Ana Belén"),
        ("\u200fAna\u200e", "Ana"),
        ("ana bele\u0301n", "Ana belén"),
        ("ßigma", "ßigma"),
        ("ñandú", "Ñandú"),
        ("192.0.2.7", "192.0.2.7"),
        ("", None),
        ("_", None),
        ("a|b", None),
        ("x" * 256, None),
    ],
)
def test_user_name_is_spelled_as_the_wiki_does(written, name):
    assert user_name(written) == name


def test_user_name_refuses_what_is_no_text():
    with pytest.raises(InputError, match="text: expected a string, got 7"):
        user_name(7)


@pytest.mark.parametrize(
    ("title", "wiki"),
    [
        ("User:Ana b", None),
        ("user_talk:Ana_b", None),
        ("User:Ana b/signature", None),
        ("User talk:Ana b#top", None),
        ("Special:Contributions/Ana b", None),
        ("Usuário(a):Ana b", None),
        ("Usuaria discusión:Ana b", None),
        ("Utilisatrice:Ana b", None),
        ("Benutzerin Diskussion:Ana b", None),
        ("Wikipedystka:Ana b", None),
        ("Участница:Ana b", None),
        ("مستخدمة:Ana b", None),
        ("सदस्य वार्ता:Ana b", None),
        ("利用者‐会話:Ana b", None),
        ("Spezial:Beiträge/Ana b", None),
        (":pt:User:Ana b", "pt"),
        ("w:es:Usuario:Ana b", "w:es"),
        ("m:User talk:Ana b", "m"),
        (" : W : be-tarask : Удзельніца : Ana b ", "w:be-tarask"),
    ],
)
def test_title_names_a_person_in_any_language(title, wiki):
    assert person_of_title(title) == Person("Ana b", wiki)


@pytest.mark.parametrize(
    "title",
    [
        "Ana b",
        "Help:User:Ana b",
        "Special:Diff/1234",
        "Special:MyPage",
        "User:",
        "User:/sig",
        "Template:User:Ana b",
        "User:<b>",
        "::::",
        "",
    ],
)
def test_title_of_another_page_names_nobody(title):
    assert person_of_title(title) is None


@pytest.mark.parametrize(
    "address",
    [
        "/wiki/User:Ana_b",
        "./User:Ana_b",
        "./User:Ana_b?action=edit&redlink=1",
        "/w/index.php?title=User_talk:Ana_b&action=edit&redlink=1",
        "//fr.wikipedia.org/wiki/Utilisatrice:Ana_b",
        "https://ar.wikipedia.org/wiki/%D9%85%D8%B3%D8%AA%D8%AE%D8%AF%D9%85%D8%A9:Ana_b",
        "/sr-el/Korisnik:Ana_b",
    ],
)
def test_address_names_a_person(address):
    assert person_of_address(address) == Person("Ana b", None)


@pytest.mark.parametrize("address", ["/wiki/Ana", "#top", "javascript:User:Ana", "https://example.org/User:Ana", ""])
def test_other_address_names_nobody(address):
    assert person_of_address(address) is None


@pytest.mark.parametrize("wiki", WIKIS)
def test_every_name_in_a_wikis_configuration_is_known(wiki):
    folder = data_folder("discussiontools_talk_pages/wiki_config")
    config = json.loads((folder / f"{wiki}wiki-config.json").read_text())
    special = next(name for name, number in config["wgFormattedNamespaces"].items() if name == "-1" and number)
    contributions = json.loads((folder / f"{wiki}wiki-data.json").read_text())["specialContributionsName"]
    # Letters alone (U:, UT:) are a wiki's own short cuts, and elsewhere the code of something else.
    names = [name for name, number in config["wgNamespaceIds"].items() if number in {2, 3} and len(name) > 2]
    titles = [f"{name}:X" for name in names]
    titles.append(f"{config['wgFormattedNamespaces'][special]}:{contributions}/X")
    assert {title: person_of_title(title) for title in titles} == dict.fromkeys(titles, Person("X", None))


def test_languages_of_the_sixty_largest_wikipedias_are_known():
    metrics = data_folder("wiki_comparison") / "snapshot_2023-01.csv"
    with metrics.open(newline="") as rows:
        codes = [row["language code"] for row in csv.DictReader(rows) if row["project code"] == "wikipedia"]
    known_as = {"simple": "en", "zh-yue": "yue"}
    assert [code for code in codes[:60] if known_as.get(code, code) not in PEOPLE] == []
