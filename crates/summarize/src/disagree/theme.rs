//! What a number or a day is said of, where two reports use other words for it: *killed 14*, *the dead*, *four graves*.

use std::collections::HashMap;
use std::sync::LazyLock;

use copydesk_record::Span;
use copydesk_text::stem;

use crate::memory::WordHashing;
use crate::view::Sentence;
use crate::words::{Word, stem_hash};

/// How many words from a fact a word still stands close by.
const NEAR_WORDS: usize = 6;
/// The themes that tell what became of people, the first ones: a number is of one of these.
const FATES: u128 = (1 << 10) - 1;
/// From this weight on, a word can be of a theme.
const WEIGHT_MIN: u32 = 45;

/// One theme a line; a word may stand in several. The first ones tell what became of people.
const THEMES: &str = "
dead die death kill life perish fatal fatality toll body coffin grave bury burial funeral mourn bereaved drown deceased corpse victim murder massacre remains lifeless
hurt injured injury wound hospital hospitalise treat treatment ambulance burn bruise casualty stretcher fracture concussion bandage medic patient
missing unaccounted untraced vanish disappear search
rescue rescuer survive survivor save alive ashore pluck unharmed unhurt winch hoist
aboard board passenger crew complement occupant manifest
evacuate evacuee evacuation flee shelter displace homeless refuge uproot roof gymnasium
arrest arrestee detain detainee custody handcuff suspect seize nab apprehend cell
convict conviction guilty sentence jail prison imprison condemn custodial bars
ill sick infect infection diagnose diagnosis confirm case fall disease
acquit acquittal innocent discharge cleared
redundancy redundant layoff out-of-work street job post dismissal employ employee workforce staff payroll headcount position worker
spectator attendance attend fan stadium audience onlooker viewer crowd gate ticket seat
protest protester demonstrator demonstration march rally picket picketer
strike striker walkout stoppage
fine penalty penalise
forfeit forfeiture confiscate surrender
trial hearing witness testify tribunal proceedings
charge count offence indictment accusation
jury juror deliberate deliberation verdict
appeal challenge contest
vote ballot majority unanimous favour oppose motion abstain hand
turnout participation elector eligible
seat mandate parliament deputy lawmaker assembly legislature caucus
constituency precinct polling booth municipality
price cost fee worth value sum bid takeover buy purchase acquisition sell sale pay deal bill transfer expense estimate
bonus compensation compensate payment payout damages settlement reimburse
reward bounty prize winnings purse
ransom extort extortion demand claim
arrears owe debt unpaid overdue backlog borrowings liability
profit earn earnings surplus income
loss lose deficit shortfall
revenue sales turnover takings
share stock bourse slide tumble slump market
rise increase raise hike climb jump grow growth
fall drop decline cut shrink sink
rate interest lending benchmark basis
inflation consumer prices
exchange currency trade dollar
saving synergy economies
output capacity produce production produces yield nameplate
speed travel fast racing
depth deep underground below shaft seabed beneath bottom
height altitude high tall elevation above
river level gauge crest swell peak
distance away coast shore offshore mile radius zone
hull length long measure span
wide width across diameter
weigh weight heavy metal
burn hectare acre scorch area land
rain rainfall downpour millimetre litre
wind gust storm cyclone hurricane
temperature heat thermometer celsius warm degree
magnitude quake earthquake tremor richter
house home building roof dwelling property flatten
power electricity outage blackout dark household customer
school classroom class lesson pupil
truck lorry vehicle car queue column
animal sheep goat cattle livestock cow herd pregnancy
coach carriage wagon derail rail train
piece item object artefact treasure brooch jewel jewellery exhibit painting
thief robber burglar intruder raider gang masked robbery theft steal
firefighter rescuer troop engine soldier deploy brigade
ship vessel boat trawler ferry
hole egg nest
computer machine screen device system
appointment visit consultation consult operation surgery
depositor client customer account saver investor
observer monitor watch
goal score hit run wicket catch penalty shot
match game defeat win winless victory
coach manager trainer contract dismiss sack resign
contract deal agreement extension sign season
talk meeting session negotiation summit negotiate
delay interrupt halt pause late postpone
begin start launch open commence break erupt
end finish close expire deadline conclude
resume reopen restore return restart
find discover unearth spot detect locate notice discovery
build construct found establish date
appoint name successor replace choose elect pick
resign resignation quit leave step departure retire
age aged old birthday year
school student university
flight lift-off launch rocket satellite orbit air
sink wreck capsize founder lost
warn warning alert alarm notify fax
collapse slide landslide avalanche cave rockfall derailment
leave depart sail cast departure
arrive landfall ashore strike come
die dead found
";

/// The themes of what stands in a place, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Themes {
    /// Of the words that the fact is said in.
    inside: u128,
    /// Of those close by, and of all in its sentence.
    near: u128,
    sentence: u128,
    /// The fate that stands nearest.
    fate: u128,
    /// The theme that stands nearest behind or before, whatever it is.
    nearest: u128,
}

/// The themes of stems, by their hashes.
static BY_STEM: LazyLock<HashMap<u64, u128, WordHashing>> = LazyLock::new(|| {
    let mut themes: HashMap<u64, u128, WordHashing> = HashMap::default();
    for (at, line) in THEMES.trim().lines().enumerate() {
        for word in line.split_whitespace() {
            *themes.entry(stem_hash(&stem(word))).or_insert(0) |= 1 << at;
        }
    }
    themes
});

fn themes_of(word: &Word) -> u128 {
    if word.weight < WEIGHT_MIN || word.is_number {
        return 0;
    }
    let by_class = || BY_STEM.get(&word.class).copied().unwrap_or_default();
    BY_STEM.get(&word.stem).copied().unwrap_or_else(by_class)
}

/// Whether a word tells what became of people.
pub(super) fn is_fate(word: &Word) -> bool {
    themes_of(word) & FATES != 0
}

impl Themes {
    /// Of a fact at a span of a sentence.
    pub(super) fn of(sentence: &Sentence, span: Span) -> Self {
        let from = sentence.words.partition_point(|word| word.span.end <= span.start);
        let to = sentence.words.partition_point(|word| word.span.start < span.end);
        let mut out = Self::default();
        let (mut nearest_fate, mut nearest) = (usize::MAX, usize::MAX);
        for (at, word) in sentence.words.iter().enumerate() {
            let themes = themes_of(word);
            if themes == 0 {
                continue;
            }
            let n_words = if at < from { from - at } else { (at + 1).saturating_sub(to) };
            out.sentence |= themes;
            if n_words == 0 {
                out.inside |= themes;
            }
            if n_words <= NEAR_WORDS {
                out.near |= themes;
            }
            if n_words < nearest {
                (nearest, out.nearest) = (n_words, themes);
            }
            let fates = themes & FATES;
            if fates != 0 && n_words < nearest_fate {
                (nearest_fate, out.fate) = (n_words, fates);
            }
        }
        out
    }

    /// Whether the words of two facts, or those close by, are of one theme.
    pub(super) fn meet(&self, other: &Self) -> bool {
        self.near & other.near != 0
    }

    /// What tells of two facts by their themes: how many they share in the words themselves, close by and in their sentences,
    /// whether the nearest of all, and the nearest fates, are the same (1), others (-1), or one of them has none (0), and how
    /// rare the rarest of those close by is in both articles.
    pub(super) fn traits(&self, other: &Self, counts: [&Counts; 2]) -> [f32; N_THEME_TRAITS] {
        let n = |both: u128| both.count_ones() as f32;
        let is_one = |a: u128, b: u128| match (a, b) {
            (0, _) | (_, 0) => 0.0,
            _ if a & b == 0 => -1.0,
            _ => 1.0,
        };
        [
            is_one(self.inside, other.inside),
            n(self.near & other.near),
            n(self.sentence & other.sentence),
            n(self.near & other.sentence).max(n(self.sentence & other.near)),
            is_one(self.nearest, other.nearest),
            is_one(self.fate, other.fate),
            rarity(self.near & other.near, counts),
        ]
    }
}

/// How many facts of an article stand close to a word of each theme.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts(Vec<u16>);

impl Counts {
    pub(super) fn add(&mut self, themes: &Themes) {
        self.0.resize(u128::BITS as usize, 0);
        for theme in bits(themes.near) {
            if let Some(count) = self.0.get_mut(theme) {
                *count = count.saturating_add(1);
            }
        }
    }

    fn of(&self, theme: usize) -> f32 {
        f32::from(self.0.get(theme).copied().unwrap_or(1).max(1))
    }
}

/// One for a theme that each of the two articles has at one fact only, less for others; 0 for none.
fn rarity(themes: u128, [a, b]: [&Counts; 2]) -> f32 {
    bits(themes).map(|theme| 1.0 / (a.of(theme) * b.of(theme))).fold(0.0, f32::max)
}

/// The places of the bits that are set.
fn bits(set: u128) -> impl Iterator<Item = usize> {
    let places = std::iter::successors(Some(set), |bits| Some(bits & bits.wrapping_sub(1)));
    places.take_while(|&bits| bits != 0).map(|bits| bits.trailing_zeros() as usize)
}

/// How many numbers tell of two facts by their themes.
pub(super) const N_THEME_TRAITS: usize = 7;

#[cfg(test)]
mod tests {
    use copydesk_record::Role;

    use super::*;
    use crate::words::{Bag, words_in};

    fn themes(text: &str, fact: &str) -> Themes {
        let span = Span::new(0, text.len());
        let words = words_in(text, span, 99);
        let from = text.find(fact).unwrap();
        let sentence = Sentence { span, role: Role::Body, bag: Bag::of(&words), words };
        Themes::of(&sentence, Span::new(from, from + fact.len()))
    }

    #[test]
    fn facts_of_one_theme_meet() {
        let check = |a: (&str, &str), b: (&str, &str), expected| {
            assert_eq!(themes(a.0, a.1).meet(&themes(b.0, b.1)), expected, "{a:?} {b:?}");
        };
        check(("A fire killed 14.", "14"), ("Four coffins stood there.", "Four"), true);
        check(("Six of its eleven carriages tipped.", "Six"), ("Five wagons jumped away.", "Five"), true);
        check(("Nine trucks waited.", "Nine"), ("Nine judges sat there.", "Nine"), false);
    }

    #[test]
    fn the_nearest_fate_tells_two_numbers_apart() {
        let dead = themes("Three died at once.", "Three");
        let hurt = themes("The doctors saw 31 injured.", "31");
        let counts = Counts::default();
        let fate = |a: &Themes, b: &Themes| a.traits(b, [&counts, &counts])[5];
        assert!(fate(&dead, &hurt) < 0.0);
        assert!(fate(&dead, &dead) > 0.0);
    }
}
