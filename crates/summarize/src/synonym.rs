//! Words that two translations of one utterance put for each other.

use std::collections::HashMap;
use std::sync::LazyLock;

use copydesk_text::stem;

use crate::irregular::VERBS;
use crate::memory::WordHashing;

/// One group a line; every word stands in the form that a dictionary lists, and in one group only.
const GROUPS: &str = "
hurry rush haste
gun rifle weapon arm firearm
door threshold doorway doorstep entrance gate
scuffle brawl fight fought quarrel feud row discord squabble dispute
war conflict warfare
figure number sum mathematics arithmetic maths
lie cheat deceive
begin start commence launch
end finish conclude halt stop cease
home house dwelling
die perish dead deceased death kill slay fatality
child kid youngster
shout yell scream
near close
big large huge great enormous
small little tiny
fast quick rapid swift
slow gradual
money cash funds
buy purchase acquire
sell sale
pay payment
job post employment
boss chief head leader
worker employee staff
doctor physician medic
ill sick unwell
illness disease sickness
help aid assist assistance
hurt injure wound harm
road street highway
town city
village hamlet
country nation homeland
land soil
sea ocean
ship vessel boat
plane aircraft airplane
car vehicle automobile
lorry truck
traveller traveler passenger commuter
teacher schoolteacher
pupil student
talk speak
negotiation talks
say state declare
ask demand request
answer reply respond response
warn caution alert warning
promise pledge vow
threaten threat menace
allow permit let
forbid ban prohibit
refuse reject decline
accept agree
deal agreement accord pact
decide decision choose choice
choice alternative option
think believe reckon
know knowledge
understand grasp comprehend
see watch look
hear listen
feel sense
want wish desire
need require necessary
hope expect
fear afraid scared
happy glad pleased delighted
sad sorrowful unhappy
angry furious outraged
tired weary fatigued bored fatigue exhaust exhausted
easy simple
hard difficult tough
cheap inexpensive
expensive costly dear
rich wealthy
poor impoverished
strong powerful mighty
weak feeble
safe secure security safety
danger dangerous risk peril hazard
clear obvious plain evident
true truth correct
false untrue wrong
mistake error blunder
fault blame guilt
guilty culpable
law legislation statute
court tribunal
judge justice magistrate
lawyer attorney counsel
jail prison
police officer
soldier troop
army military
enemy foe adversary
ally friend partner
foreign outside foreigner stranger outsider
west western westerner
president head-of-state
people folk public
man guy bloke
woman lady
crowd mob throng
party faction
vote ballot
election poll
win victory triumph
lose defeat loss
patience patient
respect esteem
hostage captive
timetable schedule
wage salary pay-packet
price cost
tax levy duty
bank lender
rate interest-rate
cut reduce lower trim reduction
raise increase hike rise grow
fall drop decline decrease
keep retain maintain
leave depart exit departure quit withdraw
come arrive arrival
go travel
return comeback
bring carry
give hand
take grab
put lay place set
build construct
rebuild reconstruct
destroy wreck ruin demolish
break collapse
repair fix mend
open reopen
shut close-down
hold grip
wait await
stay remain
sit seat
stand rise-up
run operate
work function
try attempt
use employ
show demonstrate prove
hide conceal
find discover
seek search
meet encounter meeting
visit trip
invite invitation
guest visitor
enter entry
table desk
room chamber hall
wall barrier
bridge crossing
river stream
bed riverbed
flood inundation deluge
water flood-water
rain downpour
storm gale tempest
fire blaze
stove hearth
tea cup
glass tumbler
empty hollow
quake earthquake tremor
bomb shell
bomber plane-bomber
attack strike assault raid
market bazaar
peace truce
ceasefire armistice
suspend pause suspension
close closure
chair seat-of-honour
fair just
unfair unjust
free freedom liberty
right entitlement
promise-keeping loyal
century age
minute moment
today nowadays
tomorrow future
yesterday past
night evening
morning dawn
year annual
month monthly
week weekly
season period
rat rodent
run-ahead outrun
question issue
problem trouble difficulty
solution remedy
result outcome
plan scheme project
reform overhaul
report account
letter note
book volume
page leaf
write pen
read peruse
word term
picture photo image photograph
film movie
music song
game match
team side squad
goal aim target
club outfit
coach trainer manager
fan supporter
player footballer
minister secretary
mayor burgomaster
governor prefect
deputy vice
spokesman spokesperson spokeswoman
official authority
citizen national
migrant refugee
neighbour neighbor
family relative
brother sibling
father dad
mother mum mom
wife spouse
husband spouse-man
son boy
daughter girl
baby infant
old elderly
young youthful
new fresh
last final
first initial
next following
whole entire
many numerous
few handful
enough sufficient
survive last-out
effect impact
cause reason
force compel
pressure strain
stoke blow fan fuel
fire ember flame
gang band militia
rebel insurgent rebellion
crisis emergency
school classroom
hospital clinic
factory plant
farm farmland
harvest crop
bread loaf
food meal
kind sort form type
switch turn
pipe tube pipeline conduit
feed nourish
planet globe
kiosk stall booth
beg plead mercy implore
suitcase luggage baggage
sack dismiss fire-off
ring toll
silent mute quiet
luck fortune
shame disgrace
proud pride
dream vision
gift present
thief robber
steal rob
price-tag bill
treasury cash-box safe-box coffer
promise-word oath
street-side roadside
strange odd weird
dark darkness
light lamp
quickly soon
certain sure
error-free exact precise
permission licence license
sign signature
wound scar
wash clean
anger fury rage
laugh smile
weep tear sob cry
";

static CLASSES: LazyLock<HashMap<String, String, WordHashing>> = LazyLock::new(|| {
    let mut classes = HashMap::default();
    for line in GROUPS.lines() {
        let mut words = line.split_whitespace();
        let Some(first) = words.next().map(stem) else { continue };
        for word in words {
            classes.entry(stem(word)).or_insert_with(|| first.clone());
        }
        classes.entry(first.clone()).or_insert(first);
    }
    for line in VERBS.lines() {
        let mut forms = line.split_whitespace();
        let Some(base) = forms.next().map(stem) else { continue };
        let class = classes.get(&base).cloned().unwrap_or(base);
        for form in forms {
            classes.entry(stem(form)).or_insert_with(|| class.clone());
        }
    }
    classes
});

/// The stem that stands for all words of the group; the stem itself if it is in none.
pub(crate) fn class_of(stem: &str) -> &str {
    CLASSES.get(stem).map_or(stem, String::as_str)
}

/// All stems that stand in a group, with the stem that stands for it.
pub(crate) fn grouped() -> impl Iterator<Item = (&'static str, &'static str)> {
    CLASSES.iter().map(|(stem, class)| (stem.as_str(), class.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn translations_meet() {
        let check = |a: &str, b: &str, same: bool| {
            assert_eq!(class_of(&stem(a)) == class_of(&stem(b)), same, "{a} {b}");
        };
        check("hurry", "rushing", true);
        check("rifles", "guns", true);
        check("numbers", "sums", true);
        check("rang", "rung", true);
        check("fell", "falling", true);
        check("river", "road", false);
    }
}
