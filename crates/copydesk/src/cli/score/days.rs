//! The day of publication of saved pages, with their address and without.

use anyhow::Result;
use copydesk_eval::{DayAnswer, LabelledSet, ScoreLine, page_bytes, read_pages, score_days};
use copydesk_ingest::{IngestConfig, read_html};
use copydesk_normalize::normalize;
use copydesk_record::Page;

/// Scores a set of pages whose labels are their dates.
pub(super) fn score_set(set: &LabelledSet) -> Result<Vec<ScoreLine>> {
    let mut pages = Vec::new();
    for page in read_pages(&set.folder)? {
        let bytes = page_bytes(&set.folder, &page.id)?;
        let answer = answer_of(&bytes, page.url.as_deref());
        pages.push((page, answer));
    }
    Ok(score_days(&pages).lines())
}

fn answer_of(bytes: &[u8], url: Option<&str>) -> DayAnswer {
    // A page that ingest sets aside states nothing.
    let Ok((raw, markup)) = read_html(bytes, &IngestConfig::default()) else { return DayAnswer::default() };
    let mut page = Page { raw, markup, ..Page::default() };
    let day_of = |page: &Page| normalize(page).published.map(|date| date.value);
    let alone = day_of(&page);
    if let Some(url) = url {
        page.raw.url = Some(url.to_owned());
    }
    DayAnswer { with_address: day_of(&page), alone }
}
