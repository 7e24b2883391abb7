//! Sentences in which a page names itself: `Follow Harbour Times on WhatsApp`, `Harbour Times is part of …`.

use std::sync::LazyLock;

use copydesk_text::pattern;
use regex::Regex;

use super::{Candidate, is_generic, is_newspaper, is_outlet_shaped, trim_name};
use crate::gate::{Form, Gate, folded};
use crate::shape::is_all_caps;
use crate::sheet::SheetLine;

/// A form of such sentences: what a name in it weighs, and the expression.
type Sentence = (i32, Regex);

static SENTENCES: LazyLock<(Gate, Vec<Sentence>)> = LazyLock::new(|| {
    const NAME: &str = r"(?P<name>(?:The |the )?\p{Lu}[\p{L}\d'’&.-]*(?:(?: (?:&|of|and|the|du|de|des|la|le|del|do|da|for) | |-)\p{Lu}[\p{L}\d'’&-]*){0,5})";
    let forms: [(i32, String); 31] = [
        (8, format!(r"^{NAME} (?i:is (?:now |also )*(?:available )?on) (?i:whatsapp|telegram|google news|threads|instagram|youtube|signal|facebook)")),
        (7, format!(r"(?i:follow|join|subscribe to)(?: the)? {NAME}['’]s? (?i:\w+ ){{0,2}}(?i:channel|page|group|feed|account|podcast|community)\b")),
        (7, format!(r"(?i:subscriptions?|newsletters?|alerts|access) (?i:to|from|by) {NAME}(?:\W|$)")),
        (6, format!(r"(?i:most (?:read|popular|viewed)|latest|more news|top stories|more stories|recommended) (?i:in|on|from|at) {NAME}\W*$")),
        (5, format!(r"(?i:photo|picture|pic|image|credit|foto)s?(?i: credit| by)?\s?: {NAME}\W*$")),
        (8, format!(r"^{NAME},? (?:©|\([cC]\)) ?(?:19|20)\d\d")),
        (6, format!(r"^\W*(?i:advertise (?:with|in)|contact|about|support|more from|welcome to|thank(?:s| you) for reading|you are reading|published by|letters to|follow|join|visit|a publication of|part of|brought to you by) {NAME}\W*(?:$|[.:|]|(?i:on|today|now|at)\b)")),
        (6, format!(r"(?i:download|get|install|open) (?:the )?{NAME} (?i:app)\b")),
        (9, r"^(?i:outlet|publication|publisher|newspaper|site|website|medium|zeitung|journal)\s*: (?P<name>\S.{2,50})$".to_owned()),
        (9, r"(?i:(?:click here (?:to|for) )?read more (?:from|in|at) )(?P<name>(?i:the )?\p{Lu}[\p{L}\d'’& .-]{2,40}?)\W*$".to_owned()),
        (8, format!(r"(?i:sign(?:ed)? up (?:for|to)|subscribe to|get|join|support|with)(?: the)?\s+{NAME}(?:['’]s?)(?: \w+){{0,3}} (?i:newsletter|briefing|bulletin|emails?|coverage|alerts|app|headlines)")),
        (7, format!(r"(?i:sign(?:ed)? up (?:for|to)|subscribe to|get|join)(?: the)? {NAME} (?i:briefing|newsletter|daily|bulletin|weekly|today|alerts|app)\b")),
        (8, format!(r"(?i:do(?:es)? not (?:necessarily )?(?:represent|reflect) (?:those|the (?:official )?(?:views?|opinions?|positions?|policy|stance)|the editorial \w+) of) {NAME}")),
        (9, r"(?i:our standards:) (?:The )?(?P<name>\p{Lu}[\p{L}\d’&.-]*(?: \p{Lu}[\p{L}\d’&-]*){0,4}?)(?: (?:Editorial|Trust|Principles|Standards|Code|Policy|Guidelines|Ethics))".to_owned()),
        (8, format!(r"(?:^|\. ){NAME} (?i:is|are) (?i:not responsible for|published (?:\w+ ){{1,4}}(?:a|per|every|each|by)|a (?:daily|weekly|monthly|news)|an independent|the news arm)")),
        (8, format!(r"^{NAME}, (?i:the news (?:arm|service|division) of)")),
        (7, format!(r"(?i:(?:originally|first) (?:ran|appeared|published|aired) (?:on|in|at|by|with)) {NAME}")),
        (7, format!(r"(?i:this (?:article|story|report|piece) (?:was |is )?(?:produced|provided|published|originally published) by) {NAME}")),
        (7, format!(r"(?i:all rights reserved(?: to| by|\W+)) ?{NAME}\W*(?:$|\. )")),
        (7, format!(r"©\s?[^/]{{2,40}} (?i:for|pour|für|para|voor) {NAME}\W*$")),
        (8, format!(r"^{NAME} (?i:is (?:(?:a|an|the) )?(?:\w+ )?(?:part|product|member|publication|title|brand|division|service|project|imprint|property) of)")),
        (8, format!(r"^(?i:(?:read )?more (?:on|from|in|at)|only in|as seen in) {NAME}\s*:\s+\S")),
        (7, format!(r"(?i:hyperlink|link|reference|credit) to {NAME} (?i:is|are) (?i:obligatory|required|mandatory|compulsory)")),
        (6, format!(r"^(?i:subscribe to|log in to|sign in to|register with|back to|return to|listen to|watch) {NAME}\W*$")),
        (7, format!(r"(?i:get|have) {NAME} (?i:delivered|in your inbox|to your door)")),
        (7, format!(r"\b(?i:editor|correspondent|reporter|columnist|writer|journalist|bureau chief|contributor|critic)s? (?i:of|for|at|with) {NAME}\W*(?:$|\. )")),
        (7, format!(r"^(?i:suscr[ií]bete a|abonnez-vous à|abonnieren sie|suivez|s[ií]guenos en|jetzt|assine(?: o| a)?) {NAME}\W*$")),
        (7, format!(r"(?i:recevez|reciba|recibe|receive|lesen sie|receba) {NAME} (?i:chaque|cada|every|each|jeden|par|por|in your|todos)\b")),
        (7, format!(r"^(?i:photo|picture|image|credit|foto)\w*(?i: credit| by)?\W{{1,4}}(?:\p{{Lu}}[\p{{L}}.'’-]+ ){{1,3}}(?i:for|pour|für|para) {NAME}\W*$")),
        (6, format!(r"^(?i:source|quelle|fuente|fonte)\s*: {NAME}\W*$")),
        (6, format!(r"(?i:follow|find|like) {NAME} (?i:on|at) (?i:facebook|twitter|x|instagram|whatsapp|telegram|google)")),
    ];
    let gate = Gate::new(forms.iter().map(|(_, form)| form.as_str()), Form::Plain);
    let built = |(weight, form): (i32, String)| Some((weight, pattern(&form).ok()?));
    (gate, forms.into_iter().filter_map(built).collect())
});

/// The name in such a sentence.
pub(super) fn of_sentence(line: &SheetLine<'_>) -> Option<Candidate> {
    let (gate, sentences) = &*SENTENCES;
    let open = gate.open(folded(&line.text).as_bytes()).into_iter().filter_map(|at| sentences.get(at));
    open.into_iter().find_map(|(weight, regex)| {
        let name = regex.captures(&line.text)?.name("name")?.as_str().trim();
        let name = trim_name(name);
        // `READ MORE FROM THE HARBOUR TIMES`: the article of the sentence, in capitals like all of it.
        let name = if is_all_caps(name) { name.strip_prefix("THE ").unwrap_or(name) } else { name };
        let is_sure = *weight > 6 || is_newspaper(name);
        (is_sure && is_outlet_shaped(name) && !is_generic(name))
            .then(|| Candidate::new(name.to_owned(), *weight))
    })
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Page, Raw};

    use super::*;
    use crate::sheet::Sheet;

    #[test]
    fn every_sentence_is_a_regular_expression() {
        assert_eq!(SENTENCES.1.len(), 31);
    }

    #[test]
    fn pages_name_themselves() {
        let check = |text: &str, expected: Option<&str>| {
            let page = Page { raw: Raw::from_text(text), ..Page::default() };
            let sheet = Sheet::of(&page);
            let found = sheet.lines.first().and_then(of_sentence);
            assert_eq!(found.map(|found| found.name).as_deref(), expected, "{text}");
        };
        check("Harbour Courier is part of Coastal Papers", Some("Harbour Courier"));
        check("Read more on The Harbour Courier: A day on the quay", Some("The Harbour Courier"));
        check("When using materials a hyperlink to HARBOUR-NEWS is obligatory", Some("HARBOUR-NEWS"));
        check("Follow Harbour Courier on WhatsApp", Some("Harbour Courier"));
        check("Subscribe to The Harbour Courier", Some("The Harbour Courier"));
        check("Like this? Get The Harbour Wattle delivered for $4 a week.", Some("The Harbour Wattle"));
        check("Rosa Lindqvist is Political Editor of the Harbour Record.", Some("the Harbour Record"));
        check("Source: Harbour Courier", Some("Harbour Courier"));
        check("Recevez La Gazette des Quais chaque matin", Some("La Gazette des Quais"));
        check("Photo: Rosa Lindqvist for Harbour South", Some("Harbour South"));
        check("Subscribe to our newsletter", None);
        check("The ferry is part of the plan", None);
        check("More from Rosa Lindqvist:", None);
    }
}
