//! Names of months and days of the week, and of the days of a month.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold::fold_char;

/// The month (1…12) that a word names in one of some forty languages, full, declined or cut; `None` if it names none.
pub fn month_number(word: &str) -> Option<i8> {
    static NUMBERS: LazyLock<HashMap<&'static str, i8>> = LazyLock::new(|| {
        let months = (1..).zip(MONTHS);
        let names = months.flat_map(|(number, names)| names.split(' ').map(move |name| (name, number)));
        names.collect()
    });
    if word.len() > WORD_BYTES_MAX {
        return None;
    }
    let folded: String = word.chars().map(fold_char).collect();
    NUMBERS.get(folded.trim_end_matches('.')).copied()
}

/// The month (1…12) that a Roman number gives, as in `29.V.2025` and `8.vi.25`.
pub(super) fn roman_month(number: &str) -> Option<i8> {
    const NUMBERS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let at = NUMBERS.iter().position(|known| known.eq_ignore_ascii_case(number))?;
    i8::try_from(at + 1).ok()
}

/// Whether an ordinal may stand in words before `of`: `the eighth of August`.
pub(super) fn has_word_day(text: &str) -> bool {
    let is_ordinal = |at: usize| text.get(..at).is_some_and(|head| head.ends_with(['h', 't', 'd']));
    text.match_indices(" of ").any(|(at, rest)| {
        let goes_on = text.get(at + rest.len()..).and_then(|rest| rest.chars().next());
        is_ordinal(at) && goes_on.is_some_and(char::is_uppercase)
    })
}

/// The rank (1…20) that a single ordinal word in small letters names: `eighth` → 8.
pub fn ordinal_word(word: &str) -> Option<u32> {
    const ORDINALS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let at = ORDINALS.iter().position(|known| *known == word)?;
    Some(at as u32 + 1)
}

/// `twenty-first` → 21.
pub(super) fn ordinal_number(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let (tens, rest) = match lower.split_once('-') {
        Some((tens, rest)) => (if tens == "twenty" { 20 } else { 30 }, rest),
        None if lower == "thirtieth" => return Some(30),
        None => (0, lower.as_str()),
    };
    Some(tens + ordinal_word(rest)? as i8)
}

/// Whether a word near a number of the text names a month, perhaps with what a number ends in before it: `16thApril`.
pub(super) fn names_month(text: &str) -> bool {
    // `3 de mayo del 2024`: between a month and its number there are no more words.
    const REACH: usize = 2;
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let has_digit = |word: &str| word.contains(char::is_numeric);
    // Of the last words those that may still meet a number, and how many words ago the last number was.
    let mut waiting: [&str; REACH + 1] = [""; REACH + 1];
    let mut n_since = usize::MAX;
    for word in words {
        if has_digit(word) {
            if waiting.iter().any(|word| is_month(word))
                || word.contains(char::is_alphabetic) && holds_month(word)
            {
                return true;
            }
            waiting = [""; REACH + 1];
            n_since = 0;
            continue;
        }
        n_since = n_since.saturating_add(1);
        if n_since <= REACH + 1 && is_month(word) {
            return true;
        }
        waiting.rotate_left(1);
        if let Some(last) = waiting.last_mut() {
            *last = word;
        }
    }
    false
}

fn is_month(word: &str) -> bool {
    word.len() > 2 && month_number(word).is_some()
}

/// Whether what is left of a word without its digits names a month: `16thApril`, `May2024`.
fn holds_month(word: &str) -> bool {
    word.split(|c: char| c.is_numeric()).any(|part| {
        let endings = ["st", "nd", "rd", "th", "er"];
        let rest = endings.iter().find_map(|ending| part.strip_prefix(ending));
        is_month(part) || rest.is_some_and(is_month)
    })
}

/// The day of the week (1 = Monday … 7 = Sunday) that an English word names, full or cut.
pub fn weekday_number(word: &str) -> Option<i8> {
    let folded: String = word.chars().map(fold_char).collect();
    let folded = folded.trim_end_matches('.');
    let at = WEEKDAYS.iter().position(|names| names.split(' ').any(|name| name == folded))?;
    i8::try_from(at + 1).ok()
}

/// No month's name is longer.
const WORD_BYTES_MAX: usize = 32;

/// Folded: lower case, no accents on Latin letters (й and ї lose their marks too).
const MONTHS: [&str; 12] = [
    "january jan sijecnja sijecanj januar janner januari janvier janv enero ene gennaio gen janeiro stycznia styczen leden ledna ianuarie января январь янв січня січень ocak januara januarja tammikuuta xaneiro gener sausio janvaris janvari thang1 январи يناير ionawr қаңтар қантар јануар јануара јануари студзеня yanvar ιανουαριου ιανουαριος იანვარი januarie eanair ינואר בינואר januaris gennaiu",
    "february feb veljace veljaca februar februari fevrier fevr febrero febbraio febb fevereiro fev lutego luty unor unora februarie февраля февраль фев лютого лютии subat februara februarja helmikuuta febrer vasario februaris февруари فبراير chwefror ақпан фебруар фебруара фебруари лютага fevral φεβρουαριου თებერვალი feabhra פברואר בפברואר pebrero شباط",
    "march mar ozujka ozujak maret marz maerz maart mars marzo marco marca marzec brezen brezna martie марта март березня березень mart marta maaliskuuta marc kovo marcius marts مارس mawrth наурыз сакавіка μαρτιου მარტი מרץ במרץ marso machi мар бер اذار",
    "april apr travnja travanj avril avr abril abr aprile kwietnia kwiecien duben dubna aprilie апреля апрель апр квітня квітень nisan aprila huhtikuuta balandzio aprilis април ابريل ebrill сәуір красавіка aprel απριλιου აპრილი aibrean אפריל באפריל aprili нисан نيسان кві",
    "may mai svibnja svibanj mei mayo maggio mag maio maja maj kveten kvetna мая маи травня травень mayis toukokuuta geguzes majus maijs مايو мамыр мај μαιου მაისი bealtaine במאי ايار тра",
    "june jun lipnja lipanj juni juin junio giugno giu junho czerwca czerwiec cerven cervna iunie июня июнь июн червня червень haziran juna junija kesakuuta juny birzelio junius junijs юни يونيو mehefin маусым јун јуна јуни чэрвеня iyun ιουνιου ივნისი meitheamh junie יוני ביוני hunyo حزيران чер",
    "july jul srpnja srpanj juli juillet juil julio luglio lug julho lipca lipiec cervenec cervence iulie июля июль июл липня липень temmuz jula julija heinakuuta juliol liepos julius julijs юли يوليو gorffennaf шілде јул јула јули ліпеня iyul ιουλιου ივლისი iuil julie יולי ביולי hulyo julai تموز лип",
    "august aug kolovoza kolovoz agustus aout agosto ago sierpnia sierpien srpen srpna augusti augustus августа август авг серпня серпень agustos augusta avgusta elokuuta agost rugpjucio augusztus augusts اغسطس awst тамыз жніуня avgust avqust αυγουστου აგვისტო lunasa אוגוסט באוגוסט agosti ogos сер",
    "september sep rujna rujan sept septembre septiembre settembre set setembro wrzesnia wrzesien zari septembrie сентября сентябрь сен сент вересня вересень eylul septembra syyskuuta setembre rugsejo szeptember septembris септември سبتمبر қыркүиек кыркүиек септембар септембра верасня sentyabr sentabr σεπτεμβριου სექტემბერი septembri ספטמבר בספטמבר setyembre септ вер ايلول septemba",
    "october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika pazdziernik rijen rijna octombrie октября октябрь окт жовтня жовтень ekim oktobra lokakuuta spalio oktobris октомври اكتوبر hydref қазан казан октобар октобра кастрычніка oktyabr oktabr οκτωβριου ოქტომბერი oktobri אוקטובר באוקטובר oktubre oktoba жов",
    "november nov studenoga studenog studeni novembre noviembre novembro listopada listopad listopadu noiembrie ноября ноябрь ноя листопада листопад kasim novembra marraskuuta lapkricio novembris ноември نوفمبر tachwedd қараша караша новембар новембра лістапада noyabr νοεμβριου ნოემბერი novembri נובמבר בנובמבר nobyembre novemba нояб лис",
    "december dec prosinca dez dezember decembre diciembre dic dicembre dezembro grudnia grudzien prosinec prosince decembrie декабря декабрь дек грудня грудень aralik decembra joulukuuta desembre gruodzio decembris desember декември ديسمبر rhagfyr желтоқсан желтоксан децембар децембра снежня dekabr δεκεμβριου დეკემბერი decembri nollaig דצמבר בדצמבר disyembre desemba груд disember",
];

const WEEKDAYS: [&str; 7] = [
    "monday mon",
    "tuesday tue tues",
    "wednesday wed weds",
    "thursday thu thur thurs",
    "friday fri",
    "saturday sat",
    "sunday sun",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_many_languages() {
        let check = |word: &str, expected: Option<i8>| assert_eq!(month_number(word), expected, "{word}");
        check("February", Some(2));
        check("Sept.", Some(9));
        check("března", Some(3));
        check("août", Some(8));
        check("März", Some(3));
        check("мая", Some(5));
        check("stycznia", Some(1));
        check("marathon", None);
        check("", None);
    }

    #[test]
    fn a_text_may_name_a_month() {
        assert!(names_month("4. MÄRZ 2024") && names_month("the 16thApril edition"));
        assert!(!names_month("4 ferries"));
    }
}
