//! What people are called besides their names: offices, trades, groups; and which pronouns they take.

use std::sync::LazyLock;

use crate::quick::QuickSet;

/// Nouns for one person who may speak, beside the `-er`, `-or`, `-ist` … that [`is_role`] knows by their ending.
const ROLES: &str = "\
    accountant ace acrobat activist actor actress adviser advisor agent aide ambassador analyst \
    anthropologist apprentice archaeologist archbishop architect artist assemblyman assemblywoman \
    assistant astronaut athlete attorney auctioneer aunt author ayatollah bailiff baker ballerina banker \
    barber baroness beekeeper biker biologist bishop boffin boss boy broker brother builder businessman \
    businesswoman butcher candidate captain captain-regent cardinal carer caretaker carpenter cashier \
    ceo chair chairlady chairman chairperson chairwoman challenger champion chancellor chaplain chef \
    chief choreographer citizen cleaner cleric clerk co-author co-founder coach colleague colonel \
    columnist commander commentator commissioner commuter composer conductor congressman congresswoman \
    consul consultant cook coordinator coroner correspondent councillor councilor counsel counterpart \
    courier cousin crewman critic curate curator customer cyclist dad dancer daughter dean deckhand \
    defendant defender delegate demonstrator dentist deputy designer detective dictator diplomat \
    director dissident docker dockworker doctor driver drummer ecologist economist editor elder \
    electrician emissary emperor employee engineer entrepreneur envoy epidemiologist excellency \
    executive expert eyewitness fan farmer father ferryman fighter figure financier firefighter \
    fisherman footballer foreman forward founder friend gardener general general-secretary geologist \
    girl goalkeeper goalscorer governor governor-general granddaughter grandfather grandmother grandson \
    grower guard guest guide guitarist hairdresser harbourmaster head headmaster headmistress \
    headteacher heir helmsman herder highness historian holiness homeowner host hotelier hunter husband \
    hydrologist imam incumbent inmate insider inspector intern interpreter inventor investigator \
    investor janitor jockey journalist judge jumper jurist juror justice keeper king landlord laureate lawmaker \
    lawyer lead leader lecturer legislator librarian lieutenant lifeguard machinist magistrate majesty \
    major man manager marshal mason mayor mayoress mechanic mediator medic member merchant messenger mom \
    meteorologist midfielder midshipman midwife miller minder miner minister ministre monk mother \
    motorist mp mum musician musicologist navigator negotiator neighbor neighbour nephew newcomer \
    newsagent niece nominee novelist nun nurse nutritionist observer oceanographer officer official \
    ombudsman operator opponent orderly organiser organizer owner painter paramedic parent parishioner \
    participant partner passenger passer-by pastor pathologist patient patriarch peacekeeper pedestrian \
    pensioner petitioner pharmacist philosopher photographer physician physicist picketer pilot \
    pitmaster plaintiff player playwright plumber poet policeman policewoman politician pope porter \
    postman prefect premier presenter president priest prime-minister prince princess principal prisoner \
    processor producer professor programmer prosecutor protester provost psychologist publisher pupil \
    puppeteer quartermaster queen rabbi racer ranger rapper rapporteur reader rebel receptionist \
    recruiter rector referee refugee registrar relative reporter representative rescuer researcher \
    reservist resident retiree reverend rider rival ruler runner sailor salesman saleswoman scholar \
    scientist scribe sculptor seafarer seaman seamstress secretary secretary-general seismologist \
    senator sergeant servant sexton sheikh shepherd sheriff shopkeeper shopper signalman singer sister \
    skater skier skipper smallholder smuggler sociologist soldier solicitor son source speaker specialist \
    spokesman spokesperson spokeswoman sportsman sprinter squatter staffer stallholder star statesman \
    stationmaster statistician steelworker stevedore steward strategist striker strongman student \
    subscriber successor superintendent supervisor supporter surgeon surveyor survivor survivors swimmer \
    tailor taxpayer teacher technician teenager tenant tiler tourist tracker trader trainee trainer \
    trainspotter translator traveler traveller treasurer truckdriver trucker trustee tutor uncle \
    undersecretary usher vendor vet veteran vicar vice-president victim viewer villager virologist \
    viscount volunteer voter wagoner waiter waitress warden warlord watchman weaver webmaster welder \
    whistleblower widow widower wife winemaker winger winner witness woman woodcutter worker wrestler \
    writer youngster";

/// Forms of address and ranks that stand before a name.
const HONORIFICS: &str = "\
    adm alhaji ayatollah baron baroness boss brother capt chief cmdr col comrade count countess cpl dame \
    dato datuk don doña dr duchess duke emir eng engr father fr frau gen gov haji hajj herr hon \
    honorable honourable hrh imam king lady lord lt madam madame maj mama maulana miss mme monsieur \
    mother mr mrs ms mullah mx papa pastor pope premier president prince princess prof queen rabbi rep \
    rev reverend rt saint sen senhor seri señor señora sgt sheikh sheikha signor signora sir sister sri \
    st sultan tan tun";

/// Words that stand among the words of an office: `prime minister`, `chief executive officer`, `deputy foreign minister`.
const OFFICE_WORDS: &str = "\
    acting admiral agriculture army assistant attorney bank brigadier caretaker chief city civil climate \
    club co commercial company council county court culture defence defense deputy district economy \
    education election electoral energy environment ex executive factory farm federal fellow finance \
    financial fire first fisheries food foreign former founding general group harbour head health high \
    home honorary hospital housing human incoming interim interior joint junior justice labor labour \
    lady late lead leading legal lieutenant local long-time longtime major managing medical mine \
    mobility national navy nursing old operating opposition outgoing parish party permanent police \
    political port press prime provincial public rail railway rear regional research retired returning \
    right rights school science second senior shadow ship special sports star state supreme team \
    technical then tourism town trade transport under union university veteran vice village water young";

/// Groups that speak, in the plural or without an article.
const GROUPS: &str = "\
    allies authorities businessmen campaigners children critics families firefighters fishermen \
    forecasters lawmakers locals many media medics men ministers neighbors neighbours others people \
    police prosecutors rivals some sources spokesmen staff troops women";

/// Words of organisations; a name with one is not a person's.
const ORGANISATION_WORDS: &str = "\
    academy accord act administration agency airlines airport airways alliance army assembly association \
    athletic authority bank bill biologics board bridge broadcaster bureau cabinet center central centre \
    chamber championship channel church city clinic club coalition college commission committee company \
    confederation congress corp corporation council county court cup department depot directorate \
    district east eastern electric energy express fc federation ferries ferry force forces forum \
    foundation front fund gazette government group guard guardian hall herald high holding holdings \
    hospital hotel house inc industries initiative institute institution international island islands \
    journal laboratories laboratory lake league lines ltd ministry mission monitor motors mountain \
    movement museum nations navy network news north northern observatory office olympics organisation \
    organization palace park parliament partners party plan plc police port post press program programme \
    project province radio railway railways rangers region regulator republic review river road rovers \
    school sea senate service services shipping society south southern sport square stadium state states \
    station street studio studios team telegraph television theatre times today treaty tribunal tribune \
    trust tv union unions united university valley wanderers war watch west western wire works world zoo";

/// Bodies that speak.
const BODIES: &str = "\
    agency airline army association authority bank board broadcaster campaign carmaker charity club \
    commission committee company council court delegation department developer drugmaker embassy family \
    federation firm government group hospital institute institution magazine maker manufacturer military \
    militia ministry movement navy newspaper office operator opposition organisation organization outlet \
    panel paper party police regulator report retailer school service statement station study survey \
    team tribunal union university watchdog website";

/// Masculine and feminine words for a person.
const MASCULINE: &str = "\
    actor archbishop assemblyman baron bishop boy brother businessman cardinal chairman congressman \
    count dad duke emperor father fisherman foreman fr grandfather headmaster herr husband imam king \
    lord man monk monsieur mr nephew papa policeman pope priest prince salesman senhor señor sheikh \
    signor sir son spokesman sportsman strongman uncle waiter widower";
const FEMININE: &str = "\
    actress assemblywoman aunt baroness businesswoman chairlady chairwoman congresswoman countess dame \
    daughter duchess frau girl grandmother headmistress lady madam madame mama mayoress midwife miss mme \
    mother mrs ms mum niece nun policewoman princess queen saleswoman señora sheikha signora sister \
    spokeswoman waitress widow wife woman";

/// Nouns that stand for whoever was last spoken of: no office, no trade that somebody else in the text may have.
const GENERIC: &str = "\
    accused actor actress artist athlete author defendant father figure footballer goalkeeper great icon \
    jumper lady leader man midfielder mother mum native novelist player politician racer retiree rider runner singer skater skier \
    sprinter star statesman striker strongman swimmer teenager veteran widow widower winger woman writer year-old youngster";

/// Which pronouns a person takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    #[default]
    Unknown,
    Feminine,
    Masculine,
}

impl Gender {
    /// Whether both may be the same person.
    pub(super) fn fits(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}

/// The words of a list, as a set.
pub(super) fn set(words: &'static str) -> QuickSet<&'static str> {
    words.split_ascii_whitespace().collect()
}

/// Whether a noun in lower case names one person by office, trade or standing.
pub(super) fn is_role(lower: &str) -> bool {
    static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| set(ROLES));
    let last = lower.rsplit('-').next().unwrap_or(lower);
    WORDS.contains(lower)
        || WORDS.contains(last)
        || (last.len() > 6
            && [
                "ologist", "ician", "keeper", "maker", "woman", "man", "girl", "boy", "iatrist", "grapher",
                "monger",
            ]
            .iter()
            .any(|end| last.ends_with(end)))
}

/// Whether a noun in lower case names several people who may speak as one.
pub(super) fn is_group(lower: &str) -> bool {
    static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| set(GROUPS));
    WORDS.contains(lower) || singular(lower).is_some_and(|word| is_role(&word))
}

/// The singular of a plural noun: `officials`, `spokeswomen`, `deputies`.
pub(super) fn singular(lower: &str) -> Option<String> {
    if let Some(stem) = lower.strip_suffix("men") {
        return Some(format!("{stem}man"));
    }
    if let Some(stem) = lower.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    lower.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s')).map(str::to_owned)
}

/// Whether a noun in lower case, singular or plural, names a body that can speak.
pub(super) fn is_body(lower: &str) -> bool {
    static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| set(BODIES));
    WORDS.contains(lower) || singular(lower).is_some_and(|word| WORDS.contains(word.as_str()))
}

/// Whether the noun, with `the` before it, may stand for anybody of whom was just spoken: `the shamed politician`.
pub(super) fn is_generic(lower: &str) -> bool {
    static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| set(GENERIC));
    WORDS.contains(lower)
}

/// Whether it stands before names: `Mr`, `Dr`, `Datuk`.
pub(super) fn is_honorific(lower: &str) -> bool {
    static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| set(HONORIFICS));
    WORDS.contains(lower)
}

/// Whether it may stand among the words of an office.
pub(super) fn is_office_word(lower: &str) -> bool {
    static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| set(OFFICE_WORDS));
    WORDS.contains(lower)
}

/// Whether a name that holds this word is an organisation's or a place's.
pub(super) fn is_organisation_word(lower: &str) -> bool {
    static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| set(ORGANISATION_WORDS));
    WORDS.contains(lower)
}

/// The gender a word for a person gives.
pub(super) fn gender_of_role(lower: &str) -> Gender {
    static MEN: LazyLock<QuickSet<&str>> = LazyLock::new(|| set(MASCULINE));
    static WOMEN: LazyLock<QuickSet<&str>> = LazyLock::new(|| set(FEMININE));
    if WOMEN.contains(lower) {
        Gender::Feminine
    } else if MEN.contains(lower) {
        Gender::Masculine
    } else {
        Gender::Unknown
    }
}

/// Words that may stand for any of several offices: the leader for the president, but the president for no minister.
const GENERAL_ROLES: &[(&str, &[&str])] = &[
    (
        "leader",
        &[
            "president",
            "chairman",
            "chairwoman",
            "dictator",
            "premier",
            "minister",
            "ruler",
            "strongman",
            "chief",
            "head",
        ],
    ),
    (
        "head",
        &[
            "president",
            "premier",
            "minister",
            "governor",
            "chairman",
            "chairwoman",
            "commissioner",
            "captain",
        ],
    ),
    ("chief", &["president", "chairman", "chairwoman", "commissioner", "governor", "commander", "general"]),
    ("boss", &["president", "chairman", "chairwoman", "owner", "minister", "governor"]),
    ("politician", &["minister", "president", "mayor", "senator", "governor", "lawmaker", "mp"]),
    (
        "expert",
        &[
            "adviser",
            "professor",
            "scientist",
            "researcher",
            "analyst",
            "economist",
            "specialist",
            "historian",
            "virologist",
        ],
    ),
];

/// Whether an office is the highest of a country: whoever is called its leader holds it.
pub(super) fn is_highest(role: &str) -> bool {
    matches!(
        role,
        "president" | "premier" | "prime" | "king" | "queen" | "emperor" | "dictator" | "ruler" | "strongman"
    )
}

/// Words for one office.
const SAME_ROLES: &[&[&str]] = &[
    &["president", "dictator", "ruler", "strongman"],
    &["judge", "justice", "magistrate"],
    &["spokesman", "spokesperson", "spokeswoman"],
    &["chairman", "chairwoman", "chair", "chairperson", "president"],
    &["boss", "coach", "manager", "ceo", "executive", "chief", "head", "director"],
    &["lawyer", "attorney", "counsel", "solicitor", "advocate"],
    &["adviser", "advisor"],
    &[
        "scientist",
        "researcher",
        "virologist",
        "biologist",
        "epidemiologist",
        "professor",
        "ecologist",
        "geologist",
    ],
    &["doctor", "dr", "physician", "surgeon", "medic"],
    &["priest", "father", "vicar", "pastor"],
    &["lawmaker", "mp", "senator", "deputy", "congressman", "congresswoman", "assemblyman", "councillor"],
    &["mediator", "envoy"],
    &["diplomat", "envoy", "ambassador"],
    &["general", "commander", "colonel", "lieutenant", "major", "officer"],
    &[
        "winger",
        "striker",
        "midfielder",
        "defender",
        "footballer",
        "player",
        "keeper",
        "goalkeeper",
        "forward",
    ],
    &["candidate", "challenger", "petitioner", "plaintiff"],
    &["farmer", "grower"],
    &["mother", "mum", "mom"],
    &["father", "dad"],
    &["captain", "skipper"],
    &["teacher", "headteacher", "headmaster", "headmistress", "principal"],
];

/// Whether two words name the same office: `judge` and `justice`, `spokesman` and `spokesperson`.
pub(super) fn is_same_role(a: &str, b: &str) -> bool {
    a == b || same_roles(a).any(|role| role == b)
}

/// Other words for the same office.
pub(super) fn same_roles(head: &str) -> impl Iterator<Item = &'static str> {
    let groups = SAME_ROLES.iter().filter(move |group| group.contains(&head));
    let same = groups.flat_map(|group| group.iter().copied());
    let general = GENERAL_ROLES.iter().filter(move |(_, of)| of.contains(&head)).map(|(word, _)| *word);
    let special = GENERAL_ROLES.iter().filter(move |(word, _)| *word == head);
    let special = special.flat_map(|(_, of)| of.iter().copied());
    same.chain(general).chain(special).filter(move |role| *role != head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_groups() {
        for word in ["mayor", "spokeswoman", "vice-chairman", "beekeeper", "virologist", "co-founder"] {
            assert!(is_role(word), "{word}");
        }
        for word in ["officials", "deputies", "police", "fishermen", "residents"] {
            assert!(is_group(word), "{word}");
        }
        for word in ["river", "water", "bridge", "bus"] {
            assert!(!is_role(word) && !is_group(word), "{word}");
        }
        assert!(is_same_role("justice", "judge") && !is_same_role("judge", "mayor"));
        assert_eq!(gender_of_role("chairwoman"), Gender::Feminine);
    }
}
