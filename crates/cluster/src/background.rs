//! How common a word is in the news at large: what tells a telling word from a worn one before a stream has taught us.
//!
//! The table is small on purpose. Words that it does not hold are taken for rare, and the stream itself is counted on
//! top of it, so an error here fades with the number of documents read.

/// How many documents the table stands for.
pub(crate) const DOCUMENTS: u32 = 1000;

/// In how many of [`DOCUMENTS`] articles each of the words stands, one tier a line.
pub(crate) const TIERS: &[(u32, &str)] = &[(300, EVERYWHERE), (130, USUAL), (55, FREQUENT), (30, PLACES)];

/// The same counted in the texts that the tagger is trained on, for the words that the tiers leave out: a share and its
/// words a line.
pub(crate) const COUNTED: &str = include_str!("../data/background.txt");

/// Words of reporting itself, of time and of number.
const EVERYWHERE: &str = "year day week month time people new first last two three one also told according say make \
    take come go use monday tuesday wednesday thursday friday saturday sunday january february march april june july \
    august september october november december report statement country government official state call work part \
    number million since including may would could expect add help number early late high low long back still right";

/// Words that any desk prints daily.
const USUAL: &str = "man woman child family home house city town local national international world public police \
    president minister prime leader party group member company business market percent point end start begin open \
    close hold keep give find show see know think want need ask tell speak talk plan meet meeting decision move lead \
    follow continue remain become leave return bring set put run turn change increase rise fall cut lose win pay cost \
    price money dollar euro pound billion thousand hundred half five six seven eight nine ten dozen morning evening \
    night today yesterday tomorrow hour minute weekend life place way thing case question issue problem reason result \
    fact figure record level area region district side line head hand face second third fourth next past recent former \
    current possible likely major large small big good bad great best better able full free real clear strong hard \
    top old young main key further likely already news reporter press conference interview spokesman spokeswoman \
    spokesperson service agency office department ministry authority council board chief director chairman secretary \
    general governor mayor deputy expert analyst source data law rule court judge power force security support \
    agreement deal offer accept reject refuse claim deny warn urge announce confirm describe note mention explain \
    believe hope fear feel seem appear publish release issue write read word letter name photo image video website \
    online social media television channel radio newspaper post share article story comment view";

/// Words of one of the usual subjects.
const FREQUENT: &str = "war peace army military soldier troop attack kill die dead death injure wound victim fight \
    conflict weapon gun bomb strike missile border enemy ally defence defense rebel militia talk negotiation truce \
    ceasefire mediator envoy delegation sanction crisis emergency rescue rescuer disaster flood river water rain storm \
    wind fire earthquake bridge road street building school hospital church port airport train rail bus car truck \
    flight plane ship boat driver passenger worker union employee staff job wage salary labour labor strike protest \
    rally crowd demonstrator election vote voter ballot poll candidate campaign opposition parliament lawmaker senate \
    congress bill reform policy budget tax debt bank rate interest inflation economy economic growth trade export \
    import oil gas energy electricity fuel nuclear climate environment health doctor patient disease virus vaccine \
    drug trial test study research researcher scientist university student teacher education science technology \
    computer phone app internet user network crime criminal charge arrest prison jail sentence trial lawyer attorney \
    appeal ruling justice investigation investigator murder suspect shooting victim evidence witness club team player \
    coach game match season league goal score fan stadium sport contract transfer film movie star actor actress singer \
    music song album show award festival book artist theatre fashion food restaurant farm farmer animal product \
    industry firm investor investment share stock profit loss sale customer consumer bank fund project development \
    program programme community society culture history religious population citizen resident refugee migrant \
    immigration human rights organization organisation association committee commission federation institute centre \
    center north south east west northern southern eastern western central capital province county village";

/// Places, peoples and persons whose names stand in the news of every week.
const PLACES: &str = "us u.s usa america american united states britain british uk london europe european eu union \
    russia russian moscow china chinese beijing france french paris germany german berlin india indian japan japanese \
    tokyo israel israeli gaza palestinian iran iranian iraq syria syrian turkey turkish ukraine ukrainian kyiv kiev \
    poland polish italy italian rome spain spanish madrid greece greek canada canadian australia australian brazil \
    mexico mexican korea korean pakistan afghanistan egypt egyptian nigeria kenya belarus belarusian minsk hungary \
    saudi arabia lebanon yemen taiwan vietnam philippines indonesia thailand malaysia singapore sweden norway denmark \
    finland netherlands dutch belgium belgian brussels switzerland swiss geneva austria vienna prague czech portugal \
    ireland irish scotland wales england english sudan ethiopia somalia libya congo washington york california texas \
    florida africa african asia asian un nations kremlin nato putin trump biden obama zelensky xi macron erdogan \
    netanyahu merkel white republican democrat reuters associated ap afp bbc cnn facebook google twitter apple";
