import datetime as dt

import pytest

from mutirao_wikitext import InputError, Signature, signatures, signatures_from_html

STAMP = "12:05, 7 March 2026 (UTC)"
MOMENT = dt.datetime(2026, 3, 7, 12, 5, tzinfo=dt.UTC)


def test_signature_says_who_when_and_what():
    page = "== Welcome ==\n\n# I can help --[[User:ana_b|Ana]] ([[User talk:Ana b|talk]]) " + STAMP
    assert signatures(page) == (Signature("Ana b", None, MOMENT, "I can help", line=3, depth=1),)


@pytest.mark.parametrize(
    "signed",
    [
        "[[User:Ana b|Ana b]]",
        "[[User:Ana b]]",
        "[[user talk:Ana b|<span style='color:red'>★ Ana ★</span>]]",
        "<font color=#f00>'''[[User:Ana b|A]][[User talk:Ana b|<sup>n&amp;a</sup>]]'''</font>",
        "[[User:Ana b|Ana]] <small>([[User talk:Ana b|talk]] • [[Special:Contributions/Ana b|contribs]])</small>",
        "[[Special:Contribuciones/Ana b|Ana]]",
        "{{User:Ana b/sig}}",
        "{{u|Ana b}}",
        "{{font|color=red|[[User:Ana b|{{bold|Ana}}]]}}",
        "[[File:Star.svg|12px|link=User:Ana b]] [[User:Ana b|Ana]]",
        "[[User:Ana b/about#me|Ana]]",
        "<span {{>[[User:Ana b|}}Ana]]",
        "[https://pt.wikipedia.org/wiki/Utilizadora:Ana_b Ana]",
        "[[%55ser:Ana%20b|Ana]]",
        "[[User:Ana&nbsp;b|Ana]]",
        "[[\u200fUser:Ana b\u200e|Ana]]",
    ],
)
def test_custom_signature_is_read(signed):
    found = signatures(f"Yes, please. — {signed} {STAMP}")
    assert [(each.user, each.signed_at) for each in found] == [("Ana b", MOMENT)]
    assert found[0].text == "Yes, please."


@pytest.mark.parametrize(
    ("language", "line", "wiki"),
    [
        ("pt", "# Sim [[Usuário(a):Ana b|Ana]] 12h05min de 7 de março de 2026 (UTC)", None),
        ("es", "# Sí [[Usuaria discusión:Ana b|Ana]] 12:05 7 mar 2026 (UTC)", None),
        ("fr", "# Oui [[Utilisatrice:Ana b|Ana]] 7 mars 2026 à 13:05 (CET)", None),
        ("ar", "# نعم [[مستخدمة:Ana b|Ana]] 12:05، 7 مارس 2026 (ت ع م)", None),
        ("hi", "# हाँ [[सदस्य:Ana b|Ana]] १२:०५, ७ मार्च २०२६ (UTC)", None),
        ("de", "# Ja [[Benutzerin:Ana b|Ana]] 13:05, 7. Mär. 2026 (CET)", None),
        ("en", f"# Yes [[:pt:Usuária:Ana b|Ana]] {STAMP}", "pt"),
        ("en", f"# Yes [[w:es:Usuario:Ana b|Ana]] {STAMP}", "w:es"),
        ("en", f"# Yes [[m:User:Ana b|Ana]] {STAMP}", "m"),
    ],
)
def test_signature_of_any_wiki_is_read(language, line, wiki):
    found = signatures(line, language=language)
    assert [(each.user, each.wiki, each.signed_at) for each in found] == [("Ana b", wiki, MOMENT)]


@pytest.mark.parametrize(
    "template",
    [
        "{{unsigned|Ana b|12:05, 7 March 2026 (UTC)}}",
        "{{Unsigned2|12:05, 7 March 2026|Ana b}}",
        "{{subst:unsigned|1=Ana b|2=12:05, 7 March 2026}}",
        "{{unsigned|User:Ana b|12:05, 7 March 2026}}",
        "{{Não assinado|Ana b|12:05, 7 March 2026}}",
    ],
)
def test_template_signs_for_who_forgot(template):
    assert signatures(f"I teach. {template}") == (Signature("Ana b", None, MOMENT, "I teach.", line=1, depth=0),)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("* [[User:Ana b|Ana]] ([[User talk:Ana b|talk]]): I teach, like [[User:Bo]] does", ""),
        ("* I teach. [[User:Ana b|Ana]] ([[User talk:Ana b|talk]])", "I teach."),
        ("* {{u|Ana b}}", ""),
    ],
)
def test_name_without_a_time_signs_a_list(line, text):
    assert signatures(line) == (Signature("Ana b", None, None, text, line=1, depth=1),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We thank [[User:Ana b]]",
        "* We thank [[User:Ana b]] for this",
        f"12 {STAMP}",
        f"[[User:Ana b]] {'wrote long ago ' * 20}{STAMP}",
        f"[[Help:Ana b]] {STAMP}",
        f"[[User:Ana b {STAMP}",
        f"<!-- [[User:Ana b]] {STAMP} -->",
        f"<nowiki>* [[User:Ana b]] {STAMP}</nowiki>",
        f"<NOWIKI >* [[User:Ana b]] {STAMP}</nowiki >",
        f"<pre>\n* [[User:Ana b]] {STAMP}\n</pre>",
        f"[[User:Ana b]] <!-- never closed {STAMP}",
        "* ~~~~",
    ],
)
def test_what_is_no_signature_signs_nothing(text):
    assert signatures(text) == ()


def test_nearest_name_signs():
    found = signatures(f"As [[User:Bo]] said, yes. [[User:Ana b]] {STAMP}")
    assert [(each.user, each.text) for each in found] == [("Ana b", "As User:Bo said, yes.")]


def test_second_stamp_on_a_line_amends_the_first():
    page = f"Yes. [[User:Ana b]] {STAMP} Or no. [[User:Bo]] 13:00, 8 March 2026 (UTC)"
    assert [(each.user, each.signed_at) for each in signatures(page)] == [("Ana b", MOMENT)]


def test_crossed_out_name_is_struck():
    page = f"# <s>Yes [[User:Ana b]] {STAMP}</s>\n# <del>Yes</del> No [[User:Bo]] {STAMP}"
    assert [(each.user, each.struck) for each in signatures(page)] == [("Ana b", True), ("Bo", False)]


def test_lines_are_counted_over_comments_and_verbatim_text():
    page = f"<!--\n\n-->a\n<nowiki>\n</nowiki>\n<pre>\n\n</pre>\r\n:: b [[User:Ana b]] {STAMP}"
    assert [(each.line, each.depth, each.text) for each in signatures(page)] == [(9, 2, "b")]


def test_comment_inside_a_line_does_not_part_it():
    page = f"# I teach <!-- every\n day --> here [[User:Ana b]] {STAMP}"
    assert [each.text for each in signatures(page)] == ["I teach here"]


def test_verbatim_text_is_read_as_written():
    page = f"# <nowiki>[[User:Bo]] ''~~~~'' &lt;b&gt; -</nowiki> [[User:Ana b]] {STAMP}"
    assert [(each.user, each.text) for each in signatures(page)] == [("Ana b", "[[User:Bo]] ''~~~~'' <b> -")]


def test_html_says_who_when_what_and_where():
    page = f"""<h2>Welcome <a href="/wiki/User:Bo">Bo</a> {STAMP}</h2>
<ul><li>I <b>can</b> help. — <a href="/wiki/User:Ana_b" title="User:Ana b">Ana</a>
(<a href="/w/index.php?title=User_talk:Ana_b&amp;action=edit&amp;redlink=1">talk</a>) {STAMP}
<ul><li><s>So can I <a rel="mw:WikiLink" href="./User:Bo">Bo</a> {STAMP}</s></li></ul></li></ul>"""
    assert signatures_from_html(page) == (
        Signature("Ana b", None, MOMENT, "I can help.", line=2, depth=1),
        Signature("Bo", None, MOMENT, "So can I", line=4, depth=2, struck=True),
    )


def test_html_keeps_the_prefix_of_another_wiki():
    link = '<a href="https://es.wikipedia.org/wiki/Usuaria:Ana_b" class="extiw" title="w:es:Usuaria:Ana b">Ana</a>'
    assert [(each.user, each.wiki) for each in signatures_from_html(f"<p>{link} {STAMP}</p>")] == [("Ana b", "w:es")]


def test_link_of_a_page_to_itself_is_its_owners():
    page = f'<p>Hello <a class="mw-selflink selflink">me</a> {STAMP}</p>'
    assert [each.user for each in signatures_from_html(page, page_title="User talk:Ana b")] == ["Ana b"]
    assert signatures_from_html(page, page_title="Talk:Ana b") == ()
    assert signatures_from_html(page) == ()


@pytest.mark.parametrize("element", ["blockquote", "q", "cite", "script", "style"])
def test_quotation_signs_nothing(element):
    page = f'<div><{element}><a href="/wiki/User:Bo">Bo</a> {STAMP}</{element}></div>'
    assert signatures_from_html(page) == ()


def test_outdent_mark_begins_another_comment():
    first, second = (f'<a href="/wiki/User:{name}">{name}</a> {STAMP}' for name in ("Ana_b", "Bo"))
    page = f'<p>Yes. {first}<br><span class="outdent-template">┌──┘</span>No. {second}</p>'
    assert [each.user for each in signatures_from_html(page)] == ["Ana b", "Bo"]


@pytest.mark.parametrize("broken", ["<![if", "<!--", "<a href='", "</", "<p><b>" * 50, "&#xFDD0;", "\x00"])
def test_broken_html_before_the_end_loses_no_earlier_signature(broken):
    page = f'<p><a href="/wiki/User:Ana_b">Ana</a> {STAMP}</p>{broken}'
    assert [each.user for each in signatures_from_html(page)] == ["Ana b"]


@pytest.mark.parametrize(
    ("read", "arguments", "message"),
    [
        (signatures, {"wikitext": None}, "wikitext: expected a string, got None"),
        (signatures, {"wikitext": "", "language": "e n"}, "language: expected a language code"),
        (signatures, {"wikitext": "x" * 4_000_001}, "wikitext: expected at most 4,000,000 characters"),
        (signatures_from_html, {"html": b""}, "html: expected a string, got b''"),
        (signatures_from_html, {"html": "", "page_title": 7}, "page_title: expected a string, got 7"),
    ],
)
def test_bad_argument_is_named(read, arguments, message):
    with pytest.raises(InputError, match=message):
        read(**arguments)
