//! Which comes first in `03/04/2024`, the day or the month: what the page's language and address say.

use copydesk_record::Markup;
use copydesk_text::DateFound;

/// How a page writes dates in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayOrder {
    /// As most of the world does.
    DayFirst,
    /// As the United States do.
    MonthFirst,
}

/// Languages of pages that write the month first.
const AMERICAN: [&str; 4] = ["en-us", "en_us", "es-us", "fil"];
/// Ends of the addresses of those who write English and are at home nowhere or in America.
const AMERICAN_ENDS: [&str; 8] = [".com", ".org", ".net", ".us", ".gov", ".edu", ".io", ".info"];

impl DayOrder {
    /// The order of a page. English alone says American only on an address that is not of another country.
    pub(super) fn of_page(markup: &Markup, url: Option<&str>) -> Self {
        let lang =
            markup.meta("lang").or_else(|| markup.meta("og:locale")).unwrap_or_default().to_ascii_lowercase();
        let is_american = AMERICAN.iter().any(|american| lang.starts_with(american))
            || lang == "en"
                && host_of(url).is_some_and(|host| AMERICAN_ENDS.iter().any(|end| host.ends_with(end)));
        if is_american { Self::MonthFirst } else { Self::DayFirst }
    }

    /// The date with day and month in this order, if they could be either.
    pub(super) fn of(self, mut found: DateFound) -> DateFound {
        if found.is_ambiguous && self == Self::MonthFirst {
            std::mem::swap(&mut found.day, &mut found.month);
        }
        found
    }
}

fn host_of(url: Option<&str>) -> Option<&str> {
    let (_, rest) = url?.split_once("://")?;
    rest.split(['/', '?', '#', ':']).next()
}

#[cfg(test)]
mod tests {
    use copydesk_record::Meta;
    use copydesk_text::dates_in;

    use super::*;

    #[test]
    fn orders_of_pages() {
        let check = |lang: &str, url: &str, expected: &str| {
            let meta = Meta { key: "lang".to_owned(), value: lang.to_owned() };
            let markup = Markup { metadata: vec![meta], lines: Vec::new() };
            let order = DayOrder::of_page(&markup, Some(url));
            let found = order.of(dates_in("03/04/2024")[0]);
            assert_eq!(found.to_iso().unwrap(), expected, "{lang} {url}");
        };
        check("en-US", "https://harbour.example/1", "2024-03-04");
        check("en", "https://harbour.com/1", "2024-03-04");
        check("en", "https://harbour.co.uk/1", "2024-04-03");
        check("en-GB", "https://harbour.com/1", "2024-04-03");
        check("de", "https://hafen.com/1", "2024-04-03");
    }
}
