import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from core.html_cleaning import clean_html, plain_line
from core.summaries import shorten, summarise

FEATURES = ["h3", "bold", "italic", "link", "ol", "ul"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        ("  \n ", ""),
        ("<p>&nbsp;</p><p> </p>", ""),
        # plain text
        ("Eine Zeile", "<p>Eine Zeile</p>"),
        ("Eins\nZwei\n\nDrei", "<p>Eins<br/>Zwei</p><p>Drei</p>"),
        ("Kinder < 6 Jahre & Eltern", "<p>Kinder &lt; 6 Jahre &amp; Eltern</p>"),
        ("Kinder<drei", "<p>Kinder&lt;drei</p>"),
        # structure that is kept
        ("<p>Eins</p>\n\n<p>Zwei</p>", "<p>Eins</p><p>Zwei</p>"),
        ("<h1>Gesucht</h1><p>wird</p>", "<h3>Gesucht</h3><p>wird</p>"),
        ("<h2><strong>Gesucht</strong></h2>", "<h3>Gesucht</h3>"),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ol><li>a</li></ol><ul><li>b</li></ul>", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
        (
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
        ),
        ("<ul><li><p>a</p><p>b</p></li><li></li></ul>", "<ul><li>a<br/>b</li></ul>"),
        ("<p><strong>a</strong> <em>b</em></p>", "<p><b>a</b> <i>b</i></p>"),
        ("<p><b>Paten </b>sind</p>", "<p><b>Paten</b> sind</p>"),
        ("<p><b>a</b><strong>b</strong></p>", "<p><b>ab</b></p>"),
        ("<p><i><b>a</b></i></p>", "<p><b><i>a</i></b></p>"),
        ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<blockquote><p>a</p></blockquote><hr>b", "<p>a</p><p>b</p>"),
        (
            "<table><tr><td>Mo</td><td>9 Uhr</td></tr><tr><td>Di</td></tr></table>",
            "<p>Mo 9 Uhr</p><p>Di</p>",
        ),
        # line breaks
        ("a<br>b", "<p>a<br/>b</p>"),
        ("a<br /><br />\n<br />b<br>", "<p>a</p><p>b</p>"),
        ("<b>a<br>b</b>", "<p><b>a<br/>b</b></p>"),
        # links
        (
            '<a href="https://x.example/?a=1&amp;b=2" target="_blank">x</a>',
            '<p><a href="https://x.example/?a=1&amp;b=2">x</a></p>',
        ),
        ('<a href="mailto:a@b.example">x</a>', '<p><a href="mailto:a@b.example">x</a></p>'),
        ('<a href="www.verein.example">x</a>', '<p><a href="https://www.verein.example">x</a></p>'),
        ('<a href="a@b.example">x</a>', '<p><a href="mailto:a@b.example">x</a></p>'),
        ('<a href="/intern">x</a><a href="http://">y</a>', "<p>xy</p>"),
        ('<a href="https://a.example"> </a>x', "<p>x</p>"),
        # typed bullets
        ("<p>• eins</p><p>•  zwei</p>", "<ul><li>eins</li><li>zwei</li></ul>"),
        (
            "Wir:<br>- kochen<br>- backen<br>Kommt!",
            "<p>Wir:</p><ul><li>kochen</li><li>backen</li></ul><p>Kommt!</p>",
        ),
        ("a<br>- b<br>c", "<p>a<br/>- b<br/>c</p>"),
        ("<ul><li>• a</li></ul>", "<ul><li>a</li></ul>"),
        ("<p>\uf0b7 a</p><p>\uf0b7 b</p>", "<ul><li>a</li><li>b</li></ul>"),
        # escaped once or twice too often
        ("&lt;p&gt;a&lt;/p&gt;", "<p>a</p>"),
        ("&amp;lt;p&amp;gt;a &amp;amp;nbsp; b&amp;lt;/p&amp;gt;", "<p>a b</p>"),
        ("<p>a&amp;nbsp;b &amp;uuml; &amp;quot;c&amp;quot;</p>", '<p>a b ü "c"</p>'),
        (
            "&lt;a href=&quot;https://x.example&quot;&gt;x&lt;/a&gt;",
            '<p><a href="https://x.example">x</a></p>',
        ),
        ("<p>3 &lt; 5 &amp; 5 &gt; 3</p>", "<p>3 &lt; 5 &amp; 5 &gt; 3</p>"),
        ("Q&amp;A; R&B", "<p>Q&amp;A; R&amp;B</p>"),
        # Word
        (
            '<p class="MsoNormal" style="margin:0cm"><span lang="DE">a<o:p></o:p></span></p>'
            '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>',
            "<p>a</p>",
        ),
        (
            "<!--[if gte mso 9]><xml><w:WordDocument>Normal</w:WordDocument></xml><![endif]-->a",
            "<p>a</p>",
        ),
        ("&lt;!--[if gte mso 9]&gt;&lt;xml&gt;x&lt;/xml&gt;&lt;![endif]--&gt;a", "<p>a</p>"),
        ("<style>p{color:red}</style><p>a</p>", "<p>a</p>"),
        # characters
        ("zwei\u200b Wo\u00adrte\x00 a\u0308", "<p>zwei Worte ä</p>"),
        ("10\u00a0Uhr  und", "<p>10 Uhr und</p>"),
        ("\x96 \x84Anf\x93", "<p>– „Anf“</p>"),
    ],
)
def test_what_comes_out(source, expected):
    assert clean_html(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
        "&lt;&lt;b&gt;&lt;/b&gt;script&gt;alert(1)&lt;/script&gt;",
        "<scr<script></script>ipt>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<IMG SRC='https://track.example/pixel.gif'>",
        "&lt;img src=x onerror=alert(1)&gt;",
        "<img src=x onerror=alert(1)",
        "<svg/onload=alert(1)>",
        "&lt;svg/onload=alert(1)&gt;",
        "<math><mtext></p><style><img src onerror=alert(1)></style>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java\nscript:alert(1)">x</a>',
        '<a href="&#106;avascript:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<p onclick="alert(1)" style="background:url(https://x.example)">x</p>',
        "<iframe src='https://x.example'>x</iframe>",
        "<x onclick=alert(1)>x</x>",
        "<form action='https://x.example'><input name=a></form>",
        "<base href='https://x.example'><meta http-equiv=refresh content='0;url=//x.example'>",
    ],
)
def test_nothing_dangerous_comes_out(source):
    assert_harmless(clean_html(source))
    assert_harmless(clean_html(f"<ul><li>{source}</li></ul>"))
    assert_harmless(clean_html(clean_html(source)))


def assert_harmless(html):
    assert not re.search(r"<(?!/?(?:p|h3|ul|ol|li|b|i|a|br/?)[ >])", html.replace("<br/>", "<br >"))
    assert not re.search(r"<[^>]*(\son|style|src|class)", html, re.I)
    assert all(
        re.match(r"(?:https?|mailto|tel):", url, re.I) for url in re.findall(r'href="(.*?)"', html)
    )


PIECES = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<i>",
                "<a>",
                "</a>",
                "<br>",
                "<br/>",
                "<ul>",
                "<ol>",
                "<li>",
                "</li>",
                "</ul>",
                "<h2>",
                "</h2>",
                "<div>",
                "</div>",
                "<img>",
                "<script>",
                "</script>",
                "<table>",
                "<td>",
                "&lt;",
                "&gt;",
                "&amp;",
                "&nbsp;",
                "&quot;",
                "&amp;lt;",
                "&lt;p&gt;",
                "&lt;b&gt;",
                "&lt;/p&gt;",
                "&",
                "<",
                ">",
                "amp;",
                "lt;",
                "-",
                "•",
                "*",
                "p",
                "b",
                "/",
                ";",
                "a",
                "-",
                "\n",
            ]
        ),
        st.sampled_from(
            [
                '<a href="https://x.example">',
                '<a href="https://[x">',
                '<a href="www.x.example">',
                "<img src=x onerror=alert(1)>",
                "<!-- ",
                " -->",
                "&lt;img src=x onerror=alert(1)&gt;",
                " ",
                "\n",
                "\n- ",
            ]
        ),
    ),
    max_size=24,
).map("".join)


@settings(deadline=None)
@given(PIECES)
@example("<a href='https://[x'>&amp;lt;p&amp;gt;</a>")
@example("- a\n<p>- b")
@example("<li>•")
def test_cleaning_again_changes_nothing(source):
    cleaned = clean_html(source)
    assert clean_html(cleaned) == cleaned
    assert_harmless(cleaned)
    assert through_the_editor(cleaned) == cleaned


def through_the_editor(html):
    converter = ContentstateConverter(FEATURES)
    edited = converter.to_database_format(converter.from_database_format(html))
    return re.sub(r' data-block-key="[^"]*"', "", edited) if html else ""


def test_the_editor_gives_back_what_it_got():
    for source in (
        "<h2>Über uns</h2><p>Wir <b>helfen <i>gern</i></b> und <i>viel</i>.<br>Auch hier.</p>",
        "<ul><li>a<ul><li>b <b>fett</b></li><li>c</li></ul></li><li>d</li></ul><p>Ende</p>",
        "<ul><li>a<ol><li>b</li></ol></li><li>d</li></ul><ol><li>e</li></ol>",
        '<p><a href="https://x.example?a=1&b=2">Li<b>nk</b></a> &lt; 5 &amp; "Wort"</p>',
        "Text mit - Strich<br><br>- eins<br>- zwei",
    ):
        html = clean_html(source)
        assert through_the_editor(html) == html


@pytest.mark.parametrize("piece", ["<div>", "<ul><li>", "<b><p>", "<table>", "&amp;", "&lt;p "])
def test_no_text_is_too_wild(piece):
    start = time.process_time()
    clean_html(piece * 100_000)
    assert time.process_time() - start < 10  # a guard against quadratic time, not a benchmark


def test_endless_texts_end_somewhere():
    cleaned = clean_html(("<p>" + "Wort " * 30 + "</p>") * 1000)
    assert 15_000 < len(cleaned) < 25_000
    assert clean_html("x" * 100_000) == f"<p>{'x' * 20_000}</p>"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("  Helfer &amp; Helferin\n gesucht ", "Helfer & Helferin gesucht"),
        ("<b>Fett</b>", "Fett"),
        ("Kinder <3 Jahre", "Kinder <3 Jahre"),
        ("&lt;b&gt;a&lt;/b&gt; &amp;quot;b&amp;quot;", 'a "b"'),
        ("\x00", ""),
    ],
)
def test_one_line_of_plain_text(source, expected):
    assert plain_line(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<h3>Titel</h3><p>Ein Satz.</p><ul><li>x</li></ul>", "Ein Satz."),
        ("<ul><li>eins</li><li>zwei</li></ul>", "eins zwei"),
        ("<p>a</p><p>b</p>", "a b"),
        ("", ""),
    ],
)
def test_summaries_are_plain(source, expected):
    assert summarise(source) == expected


def test_summaries_end_with_a_sentence_or_a_word():
    sentence = "Wir treffen uns am 3. Mai um ca. 15 Uhr z. B. im Park."
    assert shorten(f"{sentence} {sentence}", longest=80) == sentence
    assert shorten("Wort " * 100, longest=20) == "Wort Wort Wort Wort…"
    assert shorten("x" * 50, longest=20) == "x" * 19 + "…"


@settings(deadline=None)
@given(st.text(max_size=700))
def test_summaries_are_short_enough(text):
    assert len(summarise(text, longest=100)) <= 100
