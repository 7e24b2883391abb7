//! More cues, by the kind of site they are seen on: local stations, tabloids, agencies, ministries, companies' releases,
//! and sites whose furniture is in another language than their text. They count after those of the main table.

use copydesk_record::Role;

use super::Cue;

const fn cue(role: Role, words_max: usize, reason: &'static str, pattern: &'static str) -> Cue {
    Cue { role, words_max, reason, pattern }
}

/// The cues that stand after those of the main table.
pub(super) const CUES: &[Cue] = &[
    // The frame of the page.
    cue(
        Role::Other,
        16,
        "leads about the site",
        r"^\W*(skip|jump)( directly)? to\b|^(ir (para|al|a) (o |el )?(conteudo|contenido)( principal)?|aller au contenu|(direkt )?zum inhalt( springen)?|vai al contenuto|naar de inhoud|icerige (gec|atla)|переити (к|до) .*)\W*$|^an official website of\b|^official websites use\b|^(a|the) \.gov website\b|^live now\W|^(watch|listen|on air)( live| now)+\b|^(digital edition|e-?paper|public notices|announcements|register|log ?in)(\s\s+\S.*)?$|^powered by \S+( \S+){0,3}\W*$",
    ),
    cue(
        Role::Other,
        60,
        "a message of the page's machinery",
        r"\bcallback event\b|^data returned from\b|^remote video url\b|\bbrowser (does not|doesn't|is not|isn't) support|\b(an error|something) (has )?(occurred|went wrong)\b|^(video player|this video|player|content) (is )?(loading|unavailable|not available|can ?not be played)\b|\badblock(er)?\b|\bplease (try again|reload|refresh|enable|whitelist|disable)\b",
    ),
    cue(
        Role::Other,
        40,
        "asks whether the page is right or helps",
        r"^(was|is|did you find) this (page|article|information|content|story) (helpful|useful|what)\b|\b(notice|spot|see|find|found|spotted) (a|an|any) (error|mistake|typo|inaccuracy|bug)\b|\bfehler (gefunden|entdeckt|melden)\b|\bctrl ?\+ ?enter\b|\breport (a|an|this|the) (error|mistake|correction|typo|problem)\b|(помилку|ошибку).*\b(ctrl|виділ|выдел)|^une erreur\b.*\?|^(encontrou|viu) (um|algum) erro\b",
    ),
    // Releases.
    cue(
        Role::Other,
        60,
        "a note of a press release",
        r"^(?u:[-–—_*#\s])*(ends?|fin|ende|fim|fine)(?u:[-–—_*#\s])*$|^(?u:[#*_=~\s-])*#(?u:[#*_=~\s-])*$|^notes? (to|for) (the )?editors?\b|^(media|press|investor|news|public|journalist)s?( and (media|investor|analyst))?( relations)? (contacts?|enquir\w+|inquir\w+|queries|office|line|information)\b.{0,120}$|^for (all |any )?(further |more |additional |media |press |interview )+(information|details|enquir\w+|inquir\w+|queries|requests)\b|^(contacts?|pressekontakt|kontakt|contacto|contato|contact presse|contatti)\s?:|^(ref(erence)?|ref\.? no|release no|press release no|pr no|news release no|aktenzeichen|n°)\.?\s?:? ?[a-z0-9]+[/-][a-z0-9/-]+\W*$|^source:? [a-z0-9].*\b(corp(oration)?|inc|ltd|llc|plc|co|company|group|ag|se|gmbh|holdings|university|ministry|foundation|association)\.?\W*$|^(for immediate release|embargoed (until|to|for)\b.*|immediate release)\W*$|^view (the )?(original content|source version|multimedia)\b|^news provided by\b|^(logo|photo|multimedia|video) ?(available|download)?\s?[-:] ?https?://|^related links\W*$",
    ),
    cue(
        Role::Other,
        120,
        "a disclaimer",
        r"\bforward[- ]looking (statements?|information)\b|\bsafe harbou?r\b.*\b(act|statement|provision)|\binformation on (these|this) pages?\b|\bfor (informational|information|general|educational|entertainment) purposes (only|and)\b|\bpast performance\b.*\b(future|guarantee|indicat)|\b(cfds?|spread bets?)\b.*\b(risk|lose|provider|leverage)|\bnot (a|an|be construed as an?|constitute an?|intended as) (recommendation|offer|solicitation|advice)\b|\bpublic, syndicated feed\b|\bviews expressed in (the )?comments\b|^(disclaimer|legal notice|haftungsausschluss|yasal uyari|aviso legal|descargo|avertissement|disclosure)\s?:",
    ),
    cue(
        Role::Other,
        80,
        "says under which code the paper works",
        r"\b(independent press standards|press complaints|press council|presserat|impress standards|editors' code|code of (practice|conduct|ethics)|trust project)\b.*\b(adhere\w*|complain\w*|regulat\w*|member|abide\w*|standards|guidelines)|\bthis (website|newspaper|site|publication) (and (its )?associated|adheres|abides|is (a )?(member|part|regulated|owned|operated))\b|^get involved with the news\b|\bwe (adhere|subscribe) to\b.*\b(code|standards|principles)",
    ),
    // Subscriptions.
    cue(
        Role::Paywall,
        50,
        "asks for a subscription",
        r"^(suscribete|suscribase|assine|abonnez-vous|abonnieren sie|abbonati|abonneer)\b.*\b(leer|leyendo|lendo|ler|lire|lesen|leggere|lezen|limit\w*|acces\w*|acess\w*)|\babo ?\+?\s?:|\bfur (abonnent\w+|mitglieder)\b|\b(read|access) (the |this )?(full|entire|whole|rest of the) (story|article|piece|report)\b.*\b(\$|€|£|subscri\w+|month|log|sign)|\bthis (story|article|content) is (for|only|free|exclusive\w*|available)( \w+){0,3} (subscribers?|members?|registered)\b|^this is the free version\b|\bsubscribe(rs)? (to|for) (full|unlimited|digital|continue)\b|^(get|start|claim)( \w+){0,3} (unlimited|digital|full) (access|subscription)\b|^(free trial|start (your|a) (free )?trial)\b",
    ),
    // Channels, applications, letters.
    cue(
        Role::Newsletter,
        60,
        "leads to a channel or an application",
        r"\b(download|get|install|open|try) (our|the)( \S+){0,4} apps?\b|\b(is|are|we're|now) (now )?(also )?(live |available )?on (whatsapp|telegram|google news|threads|viber|signal|bluesky)\b|\b(join|follow|subscribe to|tune in to|check out|find|like|visit|add)\b[^.]*\b(whatsapp|telegram|google news|youtube|instagram|facebook|twitter|tiktok|signal|viber|threads|bluesky|koo|daily hunt)( \S+){0,3}( (channel|page|group|community|account|profile|feed|handle)s?)?\W*$|\b(whatsapp|telegram|youtube|google news|viber)(-| )?(channels?|kanal\w*|groups?|канал|canal|chaine)\b|\btelegram-?канал|підпис(уитес|атися)|подпис(ываитесь|аться)|приєднуитес|следите за (нами|новостями)|\b(available|download|get it|disponible|disponivel|jetzt) (on|in|at|from|en|na|im)( the)? (app store|google play|play ?store)\b|^(google play|app store)\b",
    ),
    cue(
        Role::Newsletter,
        60,
        "asks for an address",
        r"^\(?(to )?(sign|signing) up (for|to|and|here|now|today)\b|\bby (signing up|subscribing) (for|to)\b|\b(sign|signing) up (for|to) (our|the|a|your)\b|^(get|receive|have|want) (our|the|all|more|your|breaking|daily|local|top|latest|free|every)\b[^.]*\b(newsletters?|briefing|inbox|e-?mails?|delivered|alerts?|updates|bulletins?)\b|^(never|don't) miss (a|an|another|any|out|the)\b|^stay (up[- ]to[- ]date|informed|in the know|ahead|connected|tuned|updated)\b|^be the first to (know|hear|read)|\bcontact me with (news|offers)\b|\bwith our (free )?(daily|weekly|morning|evening|local|breaking)[- ]?(news)?(letter| (email|e-mail|update|alert|digest|round-?up))|^(receba|recibe|reciba|recevez|ricevi|erhalten sie|ontvang|otrzymuj|получаите|отримуите|haberdar)\b[^.]*$|^(suscribete|suscribase|inscreva-se|assine|abonnez-vous|iscriviti|meld (je|u) aan|jetzt (abonnieren|anmelden)|abone ol\w*|e-bulten\w*|bultene? \w+|zapisz sie)\b|^for (all )?(the )?(latest|more|breaking)\b[^.]*\b(news|updates|stories|headlines)\b[^.]*\b(follow|visit|download|subscribe|join|click|check|log on|go to|sign)\b|^(follow|find) (us|our)\b[^.]*$|^(bizi|haberleri) takip\b",
    ),
    // Advertising.
    cue(
        Role::Ad,
        30,
        "an advertisement",
        r"^(the )?(story|article|text|content|post|report|interview) continues\b|^continue reading below\b|^continua (depois|apos|a seguir)\b|^(continua a leggere|sigue leyendo|la suite apres|weiter nach|artikel wordt vervolgd|lees verder onder|haberin devami)\b|^(advertisement|advertising|publicidade|publicidad|publicite|anzeige|werbung|реклама|reklam|promoted|sponsored|paid)s?\s?(?u:[.:|–—-])|\bcall now\W*$|^(call|text|whatsapp)( us)?( now)? (on|at)?\W*\+?\d[\d -]{6,}|\b(tight|low|zero) spreads\b|\bfrom (n|rs\.?|ksh|ghs|php|usd|\$|£|€|₹|₦)\.? ?\d[\d.,]*(m|k|bn)?\.? (call|book|buy|order|only)\b",
    ),
    // Sharing and controls.
    cue(
        Role::Share,
        40,
        "offers to share the page",
        r"\b(family|friends)\b[^.]*\bsharing this (article|story|page)\b|^(share|tweet|post|mail|print)\s?:?\s?((tweet|post|mail|print|share|facebook|twitter|x|whatsapp)\W*)+$|^(compartir|comparte|compartilhe|compartilhar|partager|partagez|teilen|condividi|paylas|udostepnij|delen|поширити|поделиться|share) (en|no|na|em|sur|auf|su|op|on|this|via|w|в|у|with)\b|^(copiar|copier|kopieren|copia)( (el|o|le|den|il))? ?(enlace|link|lien|url)\b|^follow us\W*$|^(abone ol|takip et)\b.*$|^(google news|haberlere)\W*$|^(like|reply|report|flag)( \(?\d+\)?)?(\s+(like|reply|report|share|flag)( \(?\d+\)?)?)*\W*$",
    ),
    cue(
        Role::Widget,
        30,
        "a control of the page",
        r"\bfont size\b|\blisten to (this|the) (article|story)\b|^(a ?[-+]?\s*){2,4}$|^(text size|schriftgrosse|tamanho (da|do) (fonte|texto)|tamano (de|del) (letra|texto)|yazi boyutu)\b|^(hoy|oggi|heute|today)?\s?(horoscope|horoscopo|crossword|sudoku|wordle|weather|wetter|traffic|lotto|lottery)( today| results?)?\W*$|^\W*-?\d{1,3} ?(?u:[°º˚])|^(live|ft|ht|full[- ]time|half[- ]time)\W{1,3}\s?\S.*\d",
    ),
    // Comments.
    cue(
        Role::Comments,
        60,
        "a reader's comment, or leads there",
        r"^\S+( \S+){0,2},? \(?(\d+|an?|one|two|three) (sec|second|min|minute|hour|hr|day|week|month|year)s? ago\)?\s?(:|$|-|\|)|\b(report|flag) (this )?comment\b|\bcomment(s|ing)?( policy| rules| guidelines|: our rules)\b|^(please )?(read|see|view) (our|the) comment|\b(post|leave|add) your comments?\b|^all comments\b|\byour e-?mail address will not be published\b|^(login|log in|sign in|register) to (comment|reply|vote)\b|^(yorumlar?|kommentare? \(?\d|deine meinung|ihre meinung|kommentar schreiben|comentar|deje su comentario|laisser un commentaire|lascia un commento|залишити коментар|оставить комментарии)|^what do you think\b|^have your say\b[^.]*$",
    ),
    // Other pieces.
    cue(
        Role::Link,
        40,
        "leads to another page",
        r"^(get|see|find|check|view|watch|explore)( the| all| our| more)? (latest|full|live|complete|all)\b[^.]*\bhere\W*$|^(ilgili haber\w*|benzer haber\w*|onerilen|ayni konu\w*|leia (tambem|mais)|veja (mais|tambem|os|as|o|a|todos|fotos|videos)|assista\b|lea (tambien|mas)|le puede|tambien lee|mira (tambien|mas|el|los)|читаи(те)?( також| также| еще)?|дивіться( також)?|дивись( також)?|смотрите( также)?|більше про|reminder|lire aussi|a voir|voir aussi|zum thema|siehe auch|lesen sie|hintergrund|mehr dazu|basahin|read|baca juga|lihat juga|to the subject|on the subject|related topics?|read full|quick guide|(more (about|on)|read more)( \S+){0,4}?)\s?(?u:[:|»/–—-])|^(next|previous|nachste[rs]?|vorherige[rs]?|siguiente|anterior|proxima|suivant|precedent)( (post|article|story|page|artikel|beitrag|articulo|nota))?\s?(?u:[:»|])|^(?u:[←→])\s?\S|^(?u:[«‹])\s?(previous|prev|older|back|vorherige|anterior|precedent)|^(archivado en|mas informacion|arquivado em|en savoir plus|weitere informationen)\s?:?|\blicenciar este contenido\b|^(back to top|nach oben|volver arriba|haut de page|voltar ao topo)\W*$",
    ),
    cue(
        Role::Tags,
        30,
        "keywords of the page",
        r"^(archivado en|arquivado em|more about|mas sobre|filed under|filed to|in this story|related topics?|tagged( as| with)?|etiketler?|anahtar kelimeler|теги|мітки|ключові слова|konular)\s?:",
    ),
    // Credits and rights.
    cue(
        Role::Credit,
        40,
        "credits of the desk",
        r"^(mit material|con informacion|com informacoes|avec (l')?(afp|ap|reuters|agences?)|con (agencias?|efe|afp)|met (medewerking|informatie)|with (inputs?|reporting|files|agencies)|fonte|kaynak)\b[^.]*$|\b(writers?|reporters?|correspondents?|journalists?)\b[^.]*\b(contributed|reported from|assisted)\b|\bcontributed (to|reporting)\b|^this (story|report|article) (has been |was )(published|auto-generated|sourced) (from|by)\b",
    ),
    cue(
        Role::Other,
        50,
        "says where the text was printed",
        r"^(a|this|an) (version|form) of this (article|story|piece|column|essay)\b|\bappeared in (the )?print\b|\bprint edition\b.*\b(headline|page|of)\b|^(published|printed) in\b[^.]*\bedition\b",
    ),
    cue(
        Role::Copyright,
        60,
        "says whose the text is",
        r"\b(tum|butun) haklari saklidir\b|\bkaynak gosteril\w+\b|\balinti yapilamaz\b|\ballen? rechten?\b.*\bvoorbehouden\b|усі права захищені|всі права|\bcreative commons\b|\bcc[- ]by\b|\bmay not be (re)?(produced|published|distributed|broadcast|printed|used)\b|\b(reproduced|republished|redistributed) (in whole|without|only)\b|\bcopyright\b.{0,30}(19|20)\d\d",
    ),
    // Authors.
    cue(
        Role::Other,
        50,
        "about the author",
        r"^(sobre (la firma|el autor|la autora|o autor|a autora)|uber (den autor|die autorin)|zur person|a propos de l'auteur|l'autore|over de auteur|yazar hakkinda|про автора|об авторе)\W*$|\bthe (views|opinions)( expressed)?( here)? (are|is) (his|her|their|the author's|my|those|hers|purely|solely)( own)?\b|\b(follow|contact|email|reach) (him|her|them|me|\S+)( on| at| via)? ?(twitter|x|instagram|bluesky|mastodon)?\s?:?\s?@|^[^.:]{3,40}: (redactora?|periodista|corresponsal|journaliste|giornalista|redakteur(in)?|journalist(in)?|jornalista|reporter|reporterin)\b",
    ),
    // Pictures.
    cue(
        Role::Caption,
        60,
        "describes a picture",
        r"\(([^()]{0,40}\b)?(image|photo|picture|pic|video|supplied|handout|file|credit|foto|fotograf|news|courtesy|graphic|map|illustration|source|provided|submitted|screenshot)( (by|credit|courtesy|of|from))*\s?:[^()]*\)\W*$|\((express|staff|file|ap|afp|reuters|pti|ani|our|special|agency|contributed|courtesy|submitted|supplied|archive|representational|representative)( (photo|image|picture|pic|arrangement|file))*\)\W*$|(?u:[.!?”’—–|-])\s*(photo|picture|pic|image|credit|foto|fotograf|fotografia|imagem|video|bild|фото|photograph|fotogra\w*)s?( credit| courtesy| by)?\s?(?u:[:/©]).{2,60}$|^(fotograf|foto|photo|picture|image|pic|фото|bild|imagem|video|fotografia|abbildung|zdjecie|kuva|kep)(lar|s|er|os|as)?\s?(?u:[:/|–—])|^\W*(file|representational|representative|undated)( (photo|image|picture|pic))?\s?(?u:[-–—:.])|^\d{1,2} ?(/|of|von) ?\d{1,2}$|^(view|open|click)( \S+){0,4} (gallery|image|photo|full screen|in fullscreen|to enlarge)\W*$|^(hide|show) caption\b|\b(screengrab|screenshot|video still|handout|courtesy)\b( (from|via|of)\b[^.]{0,40})?\W*$",
    ),
];
