//! Numbers that differ: the same thing counted or measured, with another result.

use copydesk_record::{Disagreement, DisagreementKind};
use copydesk_text::stem;

use super::context::{
    ARTICLES_MAX, FACTS_MAX, Fact, about, are_at_odds, context, frequencies, likeness, matched,
};
use super::{own, stated};
use crate::synonym::class_of;
use crate::view::View;

/// How much rare context two numbers share at least; less where the unit is the same.
const LIKENESS_MIN: u32 = 105;
/// What the same unit adds.
const UNIT_BONUS: u32 = 90;
/// Two counts of one thing differ by no more than this factor.
const FACTOR_MAX: f64 = 3.0;

/// The disagreements on numbers.
pub(super) fn disagreements(views: &[View<'_>]) -> Vec<Disagreement> {
    let mut facts: Vec<Fact> = Vec::new();
    for (idx, view) in own(views).take(ARTICLES_MAX) {
        let frequencies = frequencies(view);
        let quantities = view.document.tags.quantities.iter().take(FACTS_MAX);
        facts.extend(quantities.filter_map(|quantity| {
            let context = context(view, quantity.span, &frequencies)?;
            let unit = class_of(&stem(&quantity.unit.to_lowercase())).to_owned();
            Some(Fact { view: idx, span: quantity.span, value: quantity.value.clone(), unit, context })
        }));
    }
    let mut out = Vec::new();
    for group in matched(&facts, alike, LIKENESS_MIN) {
        if !are_at_odds(&group) {
            continue;
        }
        let values = group.iter().filter_map(|fact| Some(stated(views.get(fact.view)?, fact.span)));
        out.push(Disagreement {
            kind: DisagreementKind::Number,
            about: about(&group),
            why: "the numbers stand among the same words and differ".to_owned(),
            values: values.collect(),
        });
    }
    out
}

fn alike(a: &Fact, b: &Fact) -> u32 {
    let (Ok(x), Ok(y)) = (a.value.parse::<f64>(), b.value.parse::<f64>()) else { return 0 };
    let is_near = x > 0.0 && y > 0.0 && x / y <= FACTOR_MAX && y / x <= FACTOR_MAX;
    let is_same_unit = a.unit == b.unit && !a.unit.is_empty();
    let are_other_units = a.unit != b.unit && !a.unit.is_empty() && !b.unit.is_empty();
    if !is_near || are_other_units {
        return 0;
    }
    likeness(a, b) + if is_same_unit { UNIT_BONUS } else { 0 }
}
