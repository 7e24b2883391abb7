//! Feeds of all versions, whole and broken.

use super::*;
use crate::json_line::read_object;

/// Of each entry its id, its address, its text, and its named values; then the code of what is wrong with the rest.
fn told(feed: &Feed) -> Vec<String> {
    let mut out: Vec<String> = feed
        .entries
        .iter()
        .map(|entry| {
            let (raw, markup) = read_object(&entry.fields, &[], &IngestConfig::default()).unwrap();
            let values: Vec<String> = markup
                .metadata
                .iter()
                .map(|meta| format!("{}={}", meta.key.trim_start_matches("field:"), meta.value))
                .collect();
            let url = raw.url.unwrap_or_default();
            format!("{} <{url}> {} [{}]", entry.id, raw.text.escape_debug(), values.join("; "))
        })
        .collect();
    out.extend(feed.fault.as_ref().map(|fault| format!("!{}", fault.code)));
    out
}

fn check(xml: &str, expected: &[&str]) {
    let feed = read_feed(xml, &IngestConfig::default()).unwrap();
    assert_eq!(told(&feed), expected);
    for entry in &feed.entries {
        let alone = read_feed(std::str::from_utf8(&entry.bytes).unwrap(), &IngestConfig::default()).unwrap();
        assert_eq!((alone.entries.len(), alone.fault), (1, None));
        assert_eq!(alone.entries[0].id, entry.id);
    }
}

#[test]
fn rss_of_every_version() {
    check(
        r#"<?xml version="1.0"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>Harbour &amp; Post</title><link>https://post.example/news/</link><language>en</language>
        <image><title>Logo</title><link>https://logo.example/</link></image>
        <item><title>Ferry &amp;amp; mast</title><link>a/1.html</link><guid isPermaLink="false">7</guid>
          <pubDate>Fri, 16 Aug 2024 10:00:00 GMT</pubDate><dc:creator><![CDATA[Ana Bel]]></dc:creator><category>Sea</category>
          <description>Gone.</description><content:encoded><![CDATA[<p>It <b>left</b> &amp; sank.</p><p>Late.</p>]]></content:encoded></item>
        <item><description>No title,   no date</description><author>desk@post.example (Ben Ito)</author></item>
        </channel></rss>"#,
        &[
            "7 <https://post.example/news/a/1.html> Ferry & mast\\n\\nIt left & sank.\\nLate. [author=Ana Bel; \
             description=Gone.; language=en; outlet=Harbour & Post; published=Fri, 16 Aug 2024 10:00:00 GMT; section=Sea]",
            " <> No title,   no date [author=Ben Ito; language=en; outlet=Harbour & Post]",
        ],
    );
    check(
        r#"<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
        <rss version="0.91"><channel><title>Post</title><item><title>Caf&eacute; open</title><link>//post.example/2</link></item></channel></rss>"#,
        &[" <//post.example/2> Café open\\n\\n [outlet=Post]"],
    );
    check(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://post.example/"><title>Post</title><link>https://post.example/</link></channel>
        <item rdf:about="https://post.example/3"><title>Mast</title><link>/3</link><description>It fell.</description><dc:date>2024-08-16</dc:date></item></rdf:RDF>"#,
        &[
            "https://post.example/3 <https://post.example/3> Mast\\n\\nIt fell. [outlet=Post; published=2024-08-16]",
        ],
    );
}

#[test]
fn atom_and_its_types_of_text() {
    check(
        r#"<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Post</title><link rel="self" href="https://post.example/feed"/><link href="https://post.example/"/>
        <entry><id>tag:post.example,2024:1</id><title type="html">A &lt;em&gt;calm&lt;/em&gt; sea</title><link rel="alternate" href="1"/>
          <published>2024-08-16T10:00:00Z</published><updated>2024-08-17T10:00:00Z</updated><author><name>Ana Bel</name><uri>x</uri></author><category term="sea"/>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It is <i>calm</i>.</p></div></content></entry>
        <entry xml:lang="de"><id>2</id><title>Ruhe</title><summary>Die See ist ruhig.</summary></entry></feed>"#,
        &[
            "tag:post.example,2024:1 <https://post.example/1> A calm sea\\n\\nIt is calm. [author=Ana Bel; \
             modified=2024-08-17T10:00:00Z; outlet=Post; published=2024-08-16T10:00:00Z; section=sea]",
            "2 <> Ruhe\\n\\nDie See ist ruhig. [language=de; outlet=Post]",
        ],
    );
}

#[test]
fn what_is_broken_keeps_the_entries_before_it() {
    let one = "<rss><channel><item><title>Ferry</title></item>";
    check(&format!("{one}</channel></rss>"), &[" <> Ferry\\n\\n []"]);
    check(one, &[" <> Ferry\\n\\n []", "!bad-xml"]);
    check(&format!("{one}<item><title>Mast</item></channel></rss>"), &[" <> Ferry\\n\\n []", "!bad-xml"]);
    check(
        &format!("{one}<item><title>AT&T & sons</title></item></channel></rss>"),
        &[" <> Ferry\\n\\n []", " <> AT&T & sons\\n\\n []"],
    );
    check(&format!("{one}{}", "<a>".repeat(200)), &[" <> Ferry\\n\\n []", "!too-deep"]);
    let wide: String = (0..300).map(|n| format!(" a{n}='x'")).collect::<Vec<_>>().concat();
    check(&format!("{one}<item{wide}></item>"), &[" <> Ferry\\n\\n []", "!too-many-attributes"]);
}

#[test]
fn what_is_no_feed_says_so() {
    let check = |xml: &str, code: &str| {
        assert_eq!(read_feed(xml, &IngestConfig::default()).unwrap_err().code, code, "{xml}");
    };
    check("", "not-a-feed");
    check("words", "not-a-feed");
    check("<html><p>News</p></html>", "not-a-feed");
    check("<sitemapindex/>", "not-a-feed");
    check(&"<div>".repeat(300), "not-a-feed");
    check("<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><rss>&b;</rss>", "xml-doctype");
    check(&format!("<rss>{}", "<a>".repeat(200)), "too-deep");
    check("<rss><channel>", "bad-xml");
}

#[test]
fn addresses_are_joined() {
    let check = |base: &str, link: &str, expected: &str| assert_eq!(joined(base, link), expected);
    check("https://post.example/news/index.html", "1.html", "https://post.example/news/1.html");
    check("https://post.example", "1.html", "https://post.example/1.html");
    check("https://post.example/news/", "/1", "https://post.example/1");
    check("https://post.example/", "//cdn.example/1", "https://cdn.example/1");
    check("https://post.example/", "http://other.example/1", "http://other.example/1");
    check("", "/1", "/1");
}
