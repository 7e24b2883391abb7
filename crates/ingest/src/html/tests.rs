//! Pages as they come: good, broken, hostile.

use copydesk_record::Meta;
use proptest::prelude::*;

use super::*;
use crate::cut::split_at_most;

fn read(html: &str) -> (Raw, Markup) {
    let (raw, markup) = read_html(html.as_bytes(), &IngestConfig::default()).unwrap();
    assert_eq!(markup.lines.len(), raw.text.split('\n').count(), "{html:?}");
    (raw, markup)
}

#[test]
fn one_block_a_line() {
    let check = |html: &str, expected: &str| assert_eq!(read(html).0.text, expected, "{html:?}");
    check("", "");
    check(
        "<h1>Ferry  sails\n again</h1><p>It left <b>Hol</b>lin <i>at</i> noon.</p>",
        "Ferry sails again\nIt left Hollin at noon.",
    );
    check("<p>Mill shut<br>Jobs lost<p>More", "Mill shut\nJobs lost\nMore");
    check("<ul><li>Rain<li>Wind <ul><li>Gale</ul></ul>tail", "Rain\nWind\nGale\ntail");
    check("<table><tr><td>Ward<th>Votes<tr><td>Varn<td>1,204</table>", "Ward\tVotes\nVarn\t1,204");
    check("<table><tr><td><p>Menu</p><td><p>Story</p></table>", "Menu\nStory");
    check("<div>Before<p>Inside</p>After</div>", "Before\nInside\nAfter");
    check("<a href=/w>World</a><a href=/s>Sport</a>, <b>no</b>w", "World Sport, now");
    check("<p>Caf&eacute; &amp; bar&nbsp;open &#8211; <q>soon</q></p>", "Café & bar open – “soon”");
    check("<pre>one\n  two\n\nthree</pre>", "one\ntwo\nthree");
    check("<p>&am<!-- x -->p; 5 < 6 & 7 </3 ></p>", "&am p; 5 < 6 & 7".replace("&am p;", "&amp;").as_str());
}

#[test]
fn what_is_not_shown_is_left_out() {
    let check = |html: &str| assert_eq!(read(html).0.text, "Seen", "{html:?}");
    check(
        "<title>Tab</title><style>p{}</style><p>Seen</p><script>if (a<b) document.write('<p>x</p>')</script>",
    );
    check("<p>Seen<noscript>Turn it on</noscript><template><p>Later</p></template>");
    check("<svg><title>Icon</title><text>Chart</text></svg><p>Seen");
    check("<svg><![CDATA[ <p>Data</p> ]]></svg>Seen");
    check("<p hidden>Gone</p><p style='color:red; Display : none'>Gone</p>Seen");
    check("<select><option>One<option>Two</select>Seen<textarea>Draft</textarea><iframe>Frame</iframe>");
    check("<!-- <p>Old</p> --><![if IE]><?php x ?></ p>Seen<img alt=Photo>");
    check("<body hidden><p>Seen");
    check("<div hidden id='S:0'>Seen</div>");
    check("<script><!-- w('<script>x</script>') --></script>Seen");
}

#[test]
fn a_page_that_hides_all_of_itself_is_read_all_the_same() {
    let story = "The harbour board met on Monday and put off the vote. ".repeat(4);
    let (raw, _) = read(&format!("<p>Loading</p><div style='visibility:hidden'><p>{story}</p></div>"));
    assert_eq!(raw.text, format!("Loading\n{}", story.trim()));
}

#[test]
fn broken_markup_is_repaired_as_browsers_do() {
    let check = |html: &str, expected: &str| assert_eq!(read(html).0.text, expected, "{html:?}");
    check("<p><b>Bold <i>both</b> slanted</i> plain", "Bold both slanted plain");
    check("<table><p>Out of place<tr><td>In place</table>", "Out of place\nIn place");
    check("</div></p>Text</body></html>After<p", "TextAfter");
    check("<div><h2>Head<p>Body</h2>Rest", "Head\nBody\nRest");
    check("<title>Never closed <p>Gone", "");
    check("<p title='a > b'>Shown</p title='x'>", "Shown");
}

#[test]
fn hints_say_where_a_line_stood() {
    let html = "<html><body class=page><main class='story wide' id=m><h1><span class=head>Ferry sails</span></h1>\
        <p class=by>By <a href=/ana>Ana Bel</a> <time datetime='2024-08-16T10:12'>Friday</time></p>\
        <p>Text</p></main><nav><ul><li><a href=/>Home</a></ul></nav>";
    let (raw, markup) = read(html);
    assert_eq!(raw.text, "Ferry sails\nBy Ana Bel Friday\nText\nHome");
    let hints: Vec<_> = markup.lines.iter().map(|hint| (hint.path.as_str(), hint.class.as_str())).collect();
    assert_eq!(
        hints,
        [
            ("html/body/main/h1", "head story wide m"),
            ("html/body/main/p", "by story wide m"),
            ("html/body/main/p", "story wide m"),
            ("html/body/nav/ul/li", ""),
        ]
    );
    let shares: Vec<u16> = markup.lines.iter().map(|hint| hint.link_share).collect();
    assert_eq!(shares, [0, 428, 0, 1000]);
    assert_eq!(markup.lines[1].datetime.as_deref(), Some("2024-08-16T10:12"));
    assert_eq!(markup.lines[2].datetime, None);
}

#[test]
fn metadata_stands_in_document_order() {
    let html = r#"<html lang=en><head><title> Ferry
        sails </title><meta name=Author content="Ana Bel"><meta property="article:published_time" content="2024-08-16">
        <meta itemprop=datePublished content=2024-08-17><meta charset=utf-8>
        <link rel=canonical href="https://harbour.example/1"><script type="application/ld+json">
        {"@graph": [{"@type": ["NewsArticle"], "headline": "Ferry &quot;sails&quot;", "datePublished": "2024-08-16T10:12Z",
          "author": [{"@id": "ana"}, {"@type": "Person", "name": "Ben Ito"}], "publisher": {"name": "Harbour Post"},
          "inLanguage": {"name": "English"}}, {"@type": "Person", "@id": "ana", "name": "Ana Bel"},
          {"@type": "WebPage", "dateModified": "2024-08-18"}]}
        </script></head><body><span itemprop="author"><b>Ana</b> Bel</span><time itemprop=dateModified datetime=2024-08-19>x</time>"#;
    let (raw, markup) = read(html);
    assert_eq!(raw.url.as_deref(), Some("https://harbour.example/1"));
    let got: Vec<String> =
        markup.metadata.iter().map(|Meta { key, value }| format!("{key}={value}")).collect();
    assert_eq!(
        got,
        [
            "lang=en",
            "title=Ferry sails",
            "author=Ana Bel",
            "article:published_time=2024-08-16",
            "itemprop:datepublished=2024-08-17",
            "link:canonical=https://harbour.example/1",
            "jsonld:headline=Ferry \"sails\"",
            "jsonld:datePublished=2024-08-16T10:12Z",
            "jsonld:author=Ana Bel",
            "jsonld:author=Ben Ito",
            "jsonld:publisher=Harbour Post",
            "jsonld:inLanguage=English",
            "jsonld-page:dateModified=2024-08-18",
            "itemprop:author=Ana Bel",
            "time:datetime=2024-08-19",
            "itemprop:datemodified=2024-08-19",
        ]
    );
}

#[test]
fn json_ld_with_faults_is_read_as_far_as_it_goes() {
    let check = |script: &str, expected: Option<&str>| {
        let (_, markup) = read(&format!("<script type='application/ld+json'>{script}</script>"));
        assert_eq!(markup.meta("jsonld:headline"), expected, "{script}");
    };
    check("{\"@type\":\"Article\",\"headline\":\"Two\nlines\"}", Some("Two lines"));
    check("<!-- [{\"@type\":\"ReportageNewsArticle\",\"headline\":\"In a list\"}]; -->", Some("In a list"));
    check("{\"@type\":\"Recipe\",\"headline\":\"Soup\"}", None);
    check("{\"@type\":\"Article\",\"headline\": \"A comma too many\",}", Some("A comma too many"));
    check("{\"@type\":\"Recipe\",\"headline\":\"Soup\",}", None);
    check("{broken", None);
    check("", None);
}

#[test]
fn the_charset_of_a_page() {
    let check = |bytes: &[u8], charset: &str, text: &str| {
        let (raw, _) = read_html(bytes, &IngestConfig::default()).unwrap();
        assert_eq!((raw.charset.as_str(), raw.text.as_str()), (charset, text));
        assert!(!raw.is_verbatim);
    };
    check(
        b"<meta charset='windows-1251'><p>\xcc\xee\xf1\xf2 \xe7\xe0\xea\xf0\xfb\xf2",
        "windows-1251 (declared)",
        "Мост закрыт",
    );
    check(
        b"<meta content='text/html; charset=iso-8859-2' http-equiv=content-type><p>\xb1\xe6",
        "iso-8859-2 (declared)",
        "ąć",
    );
    check("<meta charset='windows-1251'><p>Café".as_bytes(), "utf-8 (valid)", "Café");
    check(
        b"<meta charset='no-such'><p>Caf\xe9 \xe0 la carte d\xe9j\xe0",
        "windows-1252 (detected)",
        "Café à la carte déjà",
    );
    check(b"\xff\xfe<\0p\0>\0\xe9\0", "utf-16le (byte order mark)", "é");
}

#[test]
fn markup_above_the_limits_is_refused() {
    let check = |html: &str, code: &str| {
        let error = read_html(html.as_bytes(), &IngestConfig::default()).err().unwrap();
        assert_eq!(error.code, code, "{}", split_at_most(html, 80).0);
    };
    let attributes = " a=1".repeat(300);
    check(&format!("<p{attributes}>x"), "too-many-attributes");
    check(&"<div>".repeat(600), "too-deep");
    let few = IngestConfig { html_nodes_max: 5_000, ..IngestConfig::default() };
    let unclosed = "<p><b><i><u><s><tt><em>".to_owned() + &"<p>x".repeat(2_000);
    assert_eq!(read_html(unclosed.as_bytes(), &few).unwrap_err().code, "too-many-nodes");
    check(&"x".repeat(crate::DOCUMENT_BYTES_MAX + 1), "too-large");
    let deep = format!("{}x", "<div>".repeat(500));
    assert_eq!(read(&deep).0.text, "x");
    // In scripts, comments and values `<` opens nothing.
    assert_eq!(read(&format!("<script>a<b{attributes}</script><!-- <b{attributes} -->x")).0.text, "x");
}

#[test]
fn attributes_cannot_hide_from_the_count() {
    let attributes = " a=1".repeat(300);
    for before in [
        "<svg><style>",
        "<svg><title>",
        "<script></script x='>'>",
        "<svg><![CDATA[ <a b=' ]]>",
        "<!--><p x='-->'>",
        "<a b=<!-- >",
        "<math><script/>",
        "<title></title x='",
        "<select><style></style></select>",
        "<textarea></textarea/>",
    ] {
        let html = format!("{before}<p{attributes}>x");
        let result = read_html(html.as_bytes(), &IngestConfig::default());
        let is_swallowed = before.ends_with("x='");
        assert_eq!(
            result.err().map(|error| error.code),
            (!is_swallowed).then_some("too-many-attributes"),
            "{before}"
        );
    }
}

#[test]
fn a_page_with_too_many_lines_has_no_hints() {
    let html = "<p>x".repeat(400_000);
    let (raw, markup) = read_html(html.as_bytes(), &IngestConfig::default()).unwrap();
    assert_eq!(raw.text.split('\n').count(), 400_000);
    assert!(markup.lines.is_empty());
    assert_eq!(raw.notes.len(), 1);
}

/// Pieces that html5ever treats specially.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<b class=x>",
    "</b>",
    "<a href=y>",
    "</a>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<svg>",
    "</svg>",
    "<title>",
    "</title>",
    "<script>",
    "</script>",
    "<script type=ld+json>{}",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<template>",
    "</template>",
    "<select>",
    "<option>",
    "<math>",
    "<mi>",
    "<font size=1>",
    "<form>",
    "<li>",
    "<body a=b>",
    "<html lang=x>",
    "<head>",
    "<frameset>",
    "<plaintext>",
    "<textarea>",
    "</textarea>",
    "<style>",
    "</style>",
    "<br>",
    "<q>",
    "<pre>",
    "\n",
    " ",
    "word",
    "é",
    "&amp",
    "&nbsp;",
    "&#8217;",
    "&#128;",
    "\u{feff}",
    "\r\n",
    "<!x>",
    "<link rel=canonical href='/?a=1&b=2' charset=x>",
    "<IMG Src=/a.png itemprop='image' itemprop=b/>",
    "<use xlink:href=#a />",
    "<div hidden id=\"a&copy;&copy\">",
    "</div>",
    ";",
    "&",
    "<",
    "/>",
    "'",
    "\"",
    "<time datetime=z>",
    "<p itemprop=name>",
    "<nobr>",
    "<button>",
    "</br>",
    "<h1>",
    "</h2>",
    "<!doctype html>",
    "</body>",
    "</html>",
    "\0",
    "<col>",
    "<caption>",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_soup_is_read_with_a_hint_for_each_line(html in soup()) {
        let Ok((raw, markup)) = read_html(html.as_bytes(), &IngestConfig::default()) else { return Ok(()) };
        prop_assert_eq!(markup.lines.len(), raw.text.split('\n').count());
        prop_assert!(raw.text.is_empty() || raw.text.split('\n').all(|line| !line.trim().is_empty()));
        prop_assert!(markup.lines.iter().all(|hint| hint.link_share <= 1000));
    }

    #[test]
    fn tokens_that_go_past_the_tokenizer_are_those_that_it_makes(html in soup()) {
        let read_by = |way: feed::Way| {
            let tree = feed::parse_by(&html, &IngestConfig::default(), way).ok()?;
            Some(format!("{:?} {:?}", visible::visible_text(&tree), describe::metadata_of(&tree).into_values()))
        };
        prop_assert_eq!(read_by(feed::Way::Past), read_by(feed::Way::Through));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let first = read_html(&bytes, &IngestConfig::default());
        prop_assert_eq!(first, read_html(&bytes, &IngestConfig::default()));
    }
}
