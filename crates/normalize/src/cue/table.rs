//! The table of cues. The first that fits a line counts, so the particular stand before the general.

use copydesk_record::Role;

use super::Cue;

/// The longest line that any cue speaks of.
pub(super) const WORDS_MAX: usize = 120;

const fn cue(role: Role, words_max: usize, reason: &'static str, pattern: &'static str) -> Cue {
    Cue { role, words_max, reason, pattern }
}

/// All cues.
pub(super) const CUES: &[Cue] = &[
    // Consent and privacy.
    cue(
        Role::Cookie,
        120,
        "asks for consent to cookies",
        r"\bcookies?\b[^.]*\b(consent|accept|agree|agreement|polic(y|ies)|settings|preferences|audience|opt[ -]out|reject|refuse|manage|website|browser|device|experience)|\b(accept|allow|reject|manage|we|site|website|page) (all )?(use[sd]? )?cookies\b|\b(our|the) use of cookies\b|verwende[tn]\b[^.]*\bcookies|utilis\w+ (des|les) cookies|(usa|utiliza)(mos)? cookies",
    ),
    cue(
        Role::Cookie,
        120,
        "asks for consent to store data",
        r"\b(your|respect|value|care about your) privacy\b[^.]*(matters|choices|important|settings|us\b|$)|\bwe (and our|use|share)\b[^.]*\b(partners|vendors)\b[^.]*\b(store|access|process|data)|\byour (personal )?(information|data|details) (is|are|will be) [^.]*\bprivacy\b|^(your privacy( choices)?|privacy (settings|choices|policy|manager|notice)|manage (consent|preferences|cookies)|accept( all)?|reject all|do not sell)",
    ),
    cue(
        Role::Cookie,
        60,
        "asks for consent to store data",
        r"^by (continuing|clicking|using|browsing|signing|subscribing|submitting|providing)\b[^.]*\b(agree|consent|accept|terms|privacy|cookies)",
    ),
    // Corrections and remarks of the desk.
    cue(
        Role::Correction,
        120,
        "a correction by the desk",
        r"^\W{0,3}(corrections?|clarifications?|erratum|corrigendum|richtigstellung|korrektur|rectificatif|fe de erratas|rectificacion|errata|correctie|rectificatie|oprava|sprostowanie|korekta)\b[^.]*(?u:[:–—-])|\b(an )?(earlier|previous|original) versions? of (this|the) (article|story|report|headline|post|piece|caption)\b|\bthis (article|story|report|post|piece|headline) (has been|was) (amended|corrected|updated|changed)\b|\beiner? fruheren? version\b|^\W{0,2}\((updates?|adds?|recasts?|writes through|refiles?|corrects?) [^.]*\.?\)\W*$|\buna version anterior de\b|\bune version precedente\b",
    ),
    cue(
        Role::Correction,
        80,
        "a remark of the desk",
        r"\b(interview|conversation|transcript|letters?) (has|have|was|were) been (lightly )?(edited|condensed|shortened)\b|^\W{0,3}(editor'?s'? note|note from the editors?|anm(erkung)?\.? d(er)?\.? red\w*|ndlr|nota del editor|nota da redacao|note de la redaction)\b",
    ),
    // Subscriptions.
    cue(
        Role::Paywall,
        60,
        "asks for a subscription",
        r"\b(reserved|exclusive|only|available) (for|to) (our )?(paying |premium )?(subscribers|members)\b|\b(subscribers?|members?)[- ](only|exclusive)\b|\b(free|last|more|remaining|complimentary) (free )?(articles?|pieces?|stor(y|ies)|reads?) (left|remaining|this month)|\blast free (article|piece|story)\b|\balready a (subscriber|member)\b|\bbecome a (paid |paying )?(friend|member|subscriber|supporter|patron|insider)\b|\bunlock (this|the full|all|unlimited)\b|^our journalism (has|is|needs|depends|relies)\b",
    ),
    cue(
        Role::Paywall,
        50,
        "asks for a subscription",
        r"^(to )?(continue|keep|finish) reading\b|\bto (continue|keep|finish) reading\b|\b(support|fund|back) (our|independent|quality|local|honest|this) (journalism|reporting|newsroom|work)\b|\b(subscribe|subscription|membership|abo|abonnement)\b[^.]*(€|\$|£|kc|zl|\b(eur|usd|gbp|chf)\b) ?\d|(€|\$|£) ?\d[\d.,]*( a| per|/| every) ?(month|week|year|mo\b)|\bfirst month (for|free)\b|\bdieser (artikel|inhalt) ist (nur )?fur\b|\bnur fur abonnenten\b|\b(reserve|reservee) aux abonnes\b|\bsolo para suscriptores\b|\breservado (a|para) (los )?(suscriptores|assinantes)\b|\bdieses? \S+ mit \S+ (plus|premium)\b",
    ),
    cue(
        Role::Paywall,
        30,
        "asks for a subscription",
        r"^(subscribe|log ?in|sign in|register)( now| today)?( to| for| and| or)\b[^.]*\b(read|access|article|full|unlimited|continue|view|content|support)|^(premium|plus|subscriber|members?)( only| article| content| exclusive)?$|^(artikel|contenu|contenido|articolo) (fur abonnenten|reserve.*|exclusivo.*|riservato.*)$|^you('ve| have) (read|reached|used)\b[^.]*\b(free|limit|articles?|month)",
    ),
    // Newsletters and channels.
    cue(
        Role::Newsletter,
        60,
        "asks for an address",
        r"\b(sign(ed)? ?up|subscribe|register|join|get|receive|newsletter)\b[^.]*\b(newsletters?|briefing|inbox|e-?mails?|mailing list|daily (digest|update|roundup)|bulletin|alerts?|whatsapp|telegram|notifications|push)\b[^.]*$|\b(in|to|into) your (inbox|e-?mail|mailbox|phone)\b|\b(enter|your|email) (your )?e-?mail( address)?\b\W*$|\[?sign me up\]?|\bour (free |daily |weekly |new )?(newsletter|briefing|bulletin)s?\b",
    ),
    cue(
        Role::Newsletter,
        40,
        "asks for an address",
        r"\b(whatsapp|telegram|signal|discord|viber) (community|channel|group|kanal|canal)\b|\bnewsletter\b[^.]*\b(abonnieren|anmelden|bestellen|inscri\w+|abonne\w+|suscr\w+|assin\w+|iscri\w+|aanmelden|zapisz|odebirat|odber\w*)|\b(abonnieren|anmelden|inscri\w+|abonne[zr]\S*|suscr\w+|assine|iscri\w+|schrijf je|zapisz|subskrybuj|prihlas\w+)\b[^.]*\bnewsletter|^[^.]*\bsubscribe( now| here| today)?\W*$|^newsletters?\b[^.]*$|\bour letter (on|from|about)\b|\bnewsletter (provides|brings|delivers|gives) [^.]*\byou\b|\b(delivered|sent|straight) to your\b|^(follow|join|find|like) us (on|at)\b|^(follow|folgen sie|suivez|sig[ua]\w+|siga|seguici|volg|sleduj\w*|obserwuj)\b[^.]*\b(us|uns|nous|nos|ons|nas|nas|facebook|twitter|instagram|whatsapp|google news|telegram)\b[^.]*$",
    ),
    cue(
        Role::Newsletter,
        40,
        "belongs to an e-mail",
        r"^view (this|in) [^.]*(e-?mail|browser)|\bin your browser\b|\bunsubscribe\b|\byou are receiving this\b|\byou received this (e-?mail|newsletter)\b|\bupdate (your )?preferences\b|\b(forwarded|was) this (e-?mail|newsletter)\b",
    ),
    // Advertising.
    cue(
        Role::Ad,
        12,
        "an advertisement",
        r"^[\W_]*(advertisements?|advertising|advert|ads?|anzeige|werbung|publicites?|publicidade?|pubblicita|advertentie|reklama|reklam|реклама|annons|annonse|annonce|oglas|mainos|hirdetes|διαφημιση|اعلان|広告|sponsored( content| post)?|promoted( content)?|paid (content|post|partnership)|partner content|affiliate links?)[\W_]*($|(?u:[-–—:|])[^.]*$|(scroll|continue|story)\b)|^\W*skip ad(vertisement)?\W*$|^\W*after (the )?newsletter promotion\W*$|\b(story|article|text|content) continues (below|after)\b|\bscroll (down )?to continue\b",
    ),
    cue(
        Role::Ad,
        60,
        "an advertisement",
        r"^(advertise|werben) (here|with|on|bei)\b|^(sponsored|presented|powered|brought to you) (content )?(by|from) (\S+ ?){1,6}$|^in (paid )?(partnership|association|cooperation) with\b|^together with\b[^.]*(?u:[–—.-])|^(from|a message from) our (sponsors?|partners?)|\b(use|with|promo|discount|voucher) code\b|\b\d+ ?(%|percent|per cent) (off|discount|rabatt)\b|\bretail investor accounts\b|\bopen (a|an|your) (free |demo |live )?account\b|\bcall our (sales|advertising)|^(shop|buy|order|book|claim|try|get) (it |yours )?(now|today)\b|^trending: ",
    ),
    // The desk's signature with its dates: `Par la redaction - 4 mai 2024 a 18:47 | mis a jour le …`.
    cue(
        Role::Date,
        30,
        "the date of the page",
        r"^(par|by|von|por|di|da|door|av|publie|published|posted)\b[^.]*\b(19|20)\d\d\b[^.]*\b(mis a jour|updated|last modified|aktualisiert|actualizad[oa]|atualizad[oa]|aggiornato)\b",
    ),
    // Comments.
    cue(
        Role::Comments,
        20,
        "leads to the comments",
        r"^\W*\d[\d.,]* ?(comments?|kommentare?|commentaires?|comentarios?|comentarios?|commenti|commento|reacties|komentarz\w*|komentar\w*|комментари\w+|responses?|replies|thoughts on)\b|^(comments|kommentare|commentaires|comentarios|commenti|reacties|komentarze|komentare|комментарии|yorumlar|maoni)\W*(\d[\d.,]*\)?)?(\W*$|\s\s.*$|\s?(?u:[|:(·•]).*$)|^[^.]*\bcomments? (are|is|have been) (now )?(closed|disabled|off|moderated|open)|\b(share or comment|comment) on this (article|story)\b",
    ),
    cue(
        Role::Comments,
        30,
        "leads to the comments",
        r"\b(log|sign) ?in to (comment|reply|post)|\b(join|start|be part of|continue) the (conversation|discussion|debate)\b|^(leave|post|add|write|submit|hide|show|view|see|read|load)( all| your| a| the| more| \d+)* (comments?|reply|replies)\b|\bwhat do you think\?|\blet us know in the comments\b|\byour email address will not be published\b|^(kommentieren|diskutieren sie|jetzt kommentieren|reagir|deja tu comentario|schreiben sie einen kommentar)\b|^be the first to comment|^sort(ed)? by\b|\b(oldest|newest|best) first\b",
    ),
    // Sharing.
    cue(
        Role::Share,
        16,
        "offers to share the page",
        r"^\W*(share|teilen|partager|compartir|compartilh\w+|condividi|delen|deel|sdilet|udostepnij|поделиться|paylas|dela|jaa|megosztas)( (this|the|on|via|with|to|it|by|story|article|page|post|news|friends|auf|uber|sur|en|no|na|su|op|dit|diesen|beitrag|artikel|cet?|cette|article|esta?|notici\w*|le|la|via|:))*\W*(:|\||facebook|twitter|x\b|whatsapp|linkedin|e-?mail|telegram|$)|\bshare on (facebook|twitter|x|whatsapp|linkedin)|\btweet (about )?this\b|\b(send|email) (this )?to a friend\b|^(print|drucken|imprimer|imprimir|tisk|drukuj|stampa|save|bookmark|merken)( (this|article|page|story|artikel|l'article))*\W*$|^copy (the )?link\b|^link copied|^(\d[\d.,]*k? )?shares?\b(?u:[\s\d|·•])*(comments?|views?)?\W*$|^\W*(print|e-?mail)\s*(?u:[|·•/])",
    ),
    // Copyright.
    cue(
        Role::Copyright,
        80,
        "says whose the text is",
        r"^\W{0,2}(©|\(c\) ?(19|20)\d\d|copyright\b)|\ball rights (are )?reserved\b|\balle rechte vorbehalten\b|\btous droits reserves\b|\b(todos los derechos|todos os direitos|tutti i diritti) \w+|\balle rechten voorbehouden\b|\bwszelkie prawa zastrzezone\b|\bvsechna prava vyhrazena\b|\bвсе права защищены\b|\bmay not be (published|reproduced|republished|copied)\b|\b(reproduction|republication|quotation|reprinting) (is |of this )?(permitted|prohibited|forbidden|without)\b",
    ),
    cue(
        Role::Copyright,
        16,
        "says whose the text is",
        r"^[^.]+(©|\(c\)) ?(19|20)\d\d\W*$|^[^.]*\b(imprint|impressum|terms (of (use|service)|and conditions)|privacy policy|legal notice|mentions legales|aviso legal)\b[^.]*$",
    ),
    // Credits.
    cue(
        Role::Credit,
        80,
        "credits of the desk",
        r"^\W{0,2}(additional |further )?(reporting|writing|editing|compiled|translation|translated|edited|produced|production|research|text|graphics?|fact-check(ed|ing)) by\b|^\W{0,2}with (additional |further )?(reporting|files|material|inputs?|contributions?|information|agenc(y|ies)) (by|from|inputs?)\b|\b(contributed to|assisted with) this (report|story|article)\b|; editing by\b|^with agency inputs|^\W*with assistance from\b|^(\S+ ){2,3}reported from [^.]{3,60}, and (\S+ ){2,3}from [^.]{3,40}\.?$",
    ),
    cue(
        Role::Credit,
        60,
        "says where the text came from",
        r"\b(this|the) (article|story|piece|report|column|essay|post|text|interview)( was| is| has been)?( first| originally| also)? (appears|appeared|published|produced|provided|republished|reproduced|syndicated|translated|adapted|ran|printed)\b|\b(original(ly)?|first) (published|appeared|ran) (in|on|at|by)\b|\bprint edition\b|^(source|quelle|fuente|fonte|bron|zdroj|zrodlo|источник)s? ?: [^.]*$",
    ),
    cue(
        Role::Credit,
        3,
        "a sign of the agency",
        r"^[(\[]?(?u:\p{L}){2,5}(/(?u:\p{L}){2,6}){1,4}[)\]]?$|^[(\[](reuters|ap|afp|dpa|efe|ansa|apa|ats|belga|ctk|pap|tass|xinhua|upi|pti|ani|ians|bloomberg)[)\]]$",
    ),
    // Captions.
    cue(
        Role::Caption,
        90,
        "describes a picture",
        r"^\W{0,3}(file |archive |stock |handout |library )?(photos?|pictures?|pic|images?|photograph|foto|bild|symbolbild|archivbild|archivfoto|imagen|imagem|immagine|zdjecie|fot|фото|graphic|chart|map|grafik|illustration|infographic|source photo|video)( by| von| de| credits?)?( \w{1,12}){0,2}\s*(?u:[:©])|^\W{0,3}(image |photo )?caption\b\s*(?u:[:,])|\b(photos?|images?|picture|pic|foto|bild|credit|credits|image credit|photo credit|photograph|illustration|photo by|graphic)\s*(credit)?\s*: ?.+$|\((photo|image|picture|foto|bild|credit|file|fot)\b[^)]*\)\W*$",
    ),
    cue(
        Role::Caption,
        90,
        "ends with a picture's credit",
        r"©\s?\S.+$|\b(file|handout|stock|courtesy|archive) (photo|picture|image)s?\b\W*(purchase licensing rights.*)?$|\bpurchase licensing rights\b|\b(via|/) ?(ap|afp|reuters|epa|getty images?|getaphoto|dpa|efe|anp|belga|keystone|imago|shutterstock|wikimedia commons|unsplash|pixabay|istock|alamy)\)?\W*$|@ ?(wikimedia|flickr|pixabay|unsplash)|\((ap|afp|reuters|epa|getty|dpa|pa)( photo)?(/[^)]+)\)\W*$|\b(getty images|shutterstock|wikimedia commons|istockphoto)\W*$|\bin this (handout |file |undated |archive )?(photo|image|picture|photograph|screengrab|frame)\b[^.]*(released|provided|taken|made|by)\b|\b(photo|image|picture|illustration) ?(courtesy|credit|by|taken)\b[^.]*$",
    ),
    cue(
        Role::Caption,
        45,
        "describes a picture",
        r"\((left|right|centre|center|pictured|above|below|top|bottom|[lcr]|second (from )?(left|right)|far (left|right))\)|^\W{0,4}(file( photo| picture)?|pictured|above|below|left|right|top|inset|illustration|screengrab|screenshot|handout)( -|:|(?u: [–—]))|\b(is|are) (seen|pictured|shown) (in|at|during|on|here|near|outside|with|after|before)\b|^\W{0,4}(a|an) (file|archive|handout|undated|aerial|general) (photo|picture|image|view)|\[[^\]]*/[^\]]*\]\W*$|(?u: [|–—-]) (photo|picture|image|foto|pic)s?\b",
    ),
    // Tags.
    cue(
        Role::Tags,
        60,
        "keywords of the page",
        r"^\W{0,3}(tags?|keywords?|key words|topics?|suggested topics|related topics|more topics|filed under|posted in|in this (story|article)|schlagw(ort|orter|orte)|schlagworter|themen|mehr zu|thema|etiquettes|mots[- ]cles|sujets|themes|etiquetas|temas|topicos|assuntos|trefwoorden|onderwerpen|tagi|slowa kluczowe|stitky|temata|klicova slova|теги|темы|categor(y|ies)|kategorien?|categories?|argomenti)( ?/ ?(tags|keywords|topics))?\s*:|^(#[^\s#]+(?u:[\s,|·])*)+$",
    ),
    // Widgets.
    cue(
        Role::Widget,
        25,
        "a control of the page",
        r"\b(read|listen)( this| to this| the)?( article| story| page)? ?(aloud|out loud)\b|\blisten to (this|the) (article|story|audio|podcast|episode)\b|^\W*(reading|read) time\b[^.]*|^\W*\d+[- ]?(min(ute)?s?|sec(ond)?s?)\.?( de)? (read(ing)?( time)?|listen|lesezeit|lecture|lectura|leitura|lettura|leestijd|watch)\b\W*$|^(lesezeit|temps de lecture|tiempo de lectura|leestijd)\b|^\W*(play|pause|mute|unmute|loading|playback|audio|current time|duration|fullscreen|close|menu|search|suche|login|log ?in|sign in|register|expand|toggle|top|back)( (video|audio|menu|navigation|search|more|player))?\W*$|^(found|spotted|see|report) (a|an) (mistake|error|typo)\b|\breport (it|an error|a mistake|this)( to us)?\b|^trending( now| stories| topics)?\W*$|\bfont size\b|^\W*(embedded content|download|sign up|add to playlist|image|show (less|more|all)|skip (this )?(embed|video|gallery))\W*$|^\W*(photo |picture |foto|bilder)?(gallery|galerie|strecke|diaporama|fotostrecke|bilderstrecke|galeria de fotos|photogallery)\b(?u:[^.]{0,60})$|\bjavascript\b[^.]*\b(enable|disabled|required)|\benable javascript\b",
    ),
    cue(
        Role::Widget,
        30,
        "a podcast or a video of the page",
        r"^\W*(listen|watch|podcast|video|gallery|in pictures|audio|slideshow|quiz|poll|vote|play)\s?(now|here|again|live)?\s*(?u:[:|►▶])\s?.{3,}|^\W*(🎧|📺|🎥|▶|📸|🎬|📷|🗳)",
    ),
    cue(
        Role::Widget,
        30,
        "weather or prices",
        r"(?u:[▲▼▬↑↓△▽])[^.]*\d.*(?u:[▲▼▬↑↓△▽])|\d ?°[cf]?\b[^.]*(rain|sun|cloud|wind|snow|clear|fog|air quality|humid|shower)|\bair quality\b|\b(quotes|data|prices) (are |is )?delayed\b[^.]*\bminutes?\b|\bdelayed by (at least )?\d+ min",
    ),
    // Links.
    cue(
        Role::Link,
        60,
        "leads to another page",
        r"^\W{0,3}(read|see|view|find out|learn|discover|know|explore|lire|leer|leggi|lees|lesen sie|lies|czytaj|ctete|читаите|las|les|leia|lea|ler|zobacz|olvasd|citeste) ?(more|also|next|on|too|our|full|aussi|egalement|mas|tambien|anche|altro|ook|meer|auch|mehr|takze|tez|rowniez|wiecej|take|vice|take|также|еще|aven|ocksa|mer|ogsa|tambem|mais|tamb[ee]m|tovabb|si)?( (on this|here|about|from|in|story|stories|article|articles|coverage|news|too|(zu|zum|uber) \w+|sur|sobre|su|over|o|about this|this story))*\s?(?u:[:»|►→])|^\W{0,3}(read (more|also|next|on)|see also|also read|learn more|find out more|read the (full|whole|entire) (story|article|report|interview)|click here)\W*$",
    ),
    cue(
        Role::Link,
        60,
        "leads to another page",
        r"^\W{0,3}(read more|see also|also read|read also|read next|up next|more (on|from|about|in|stories|news)|also (interesting|in this issue|on|in)|related|related (articles?|stor(y|ies)|news|posts?|content|coverage|links?|topics?|reading|video)|recommended( for you| reading| stories| articles)?|you (may|might) (also )?(like|enjoy|be interested[^.]*)|(don't|do not) miss|must[- ]reads?|next (in|up|article|story)( \w+){0,3}|previous (article|story|post)|our archives?|from (the|our) archives?|go deeper|dig deeper|further reading|explained|explainer|background|analysis|opinion|factbox|timeline|in depth|latest|breaking|just in|watch|popular|elsewhere|catch up|what to read next|people also read|editors?'?s? (choice|picks?))(\s?(?u:[:»|►→(])\s?|\s\s+)\S",
    ),
    cue(
        Role::Link,
        60,
        "leads to another page",
        r"^\W{0,3}(auch interessant|das konnte sie (auch )?interessieren|mehr zum thema|zum thema|passend dazu|lesetipp|weiterlesen|a lire( aussi| egalement)?|lire (aussi|la suite)|sur le meme (sujet|theme)|pour aller plus loin|vous aimerez aussi|te puede interesar|le puede interesar|tambien te puede|ver tambien|vea tambien|veja (tambem|mais)|ver mais|saiba mais|leia (tambem|mais)|leggi (anche|tutto)|potrebbe interessarti|guarda anche|lees (ook|meer|verder)|bekijk ook|czytaj (tez|takze|rowniez|wiecej)|zobacz (tez|takze|rowniez)|przeczytaj( tez| takze| rowniez)?|polecamy|ctete (take|vice|tez)|mohlo by vas zajimat|souvisejici|читаите (также|еще)|по теме|смотрите также|las (ocksa|aven|mer)|les (ogsa|mer)|læs (ogsa|mere)|lue (myos|lisaa)|ayrica (bak|oku)|ilgili haber|kapcsolodo|olvassa el|citeste si|citeste si|vezi si|прочетете (още|и)|soma (pia|zaidi)|baca juga|xem them|اقرا ايضا|もっと読む|関連記事)\b",
    ),
    cue(
        Role::Link,
        30,
        "leads elsewhere on the site",
        r"\bclick here\b|\bclick (on )?the (link|button|image)\b|^(skip|jump|go|back|return|zuruck|retour|volver|voltar) (to|zu[mr]?|a|a|au|ao)( the)? (main |page )?(content|navigation|top|home|homepage|main|menu|footer|start\w*|search|index|blog|inhalt|accueil|inicio|all)\b|^(most|meist|les plus|mas|mais|piu) ?(read|popular|viewed|shared|watched|commented|gelesen\w*|lus|leid\w+|lid\w+|vist\w+|lett\w+)\b|^(top|latest|popular|trending|more|recent|featured|other|all) (stories|news|articles|posts|headlines|videos?|topics)\b\W*$|^(reprints|permissions|reprints (and|&) permissions)\b|^(?u:[«<‹←])?\s?(previous|prev|older|vorherige|precedent|anterior)\b[^.]*(\d|next|newer|»|›|>|→)|^(\W*(next|previous|more|home|continue|see all|view all|show more|load more|read more|mehr|plus|ver todo|view comments|full (story|article|bio|coverage)))\W*$|^table of contents\W*$|^related (articles?|stories|content|posts?|news|reads?|topics?|links?|coverage|reading)\W*$",
    ),
    cue(
        Role::Link,
        40,
        "leads elsewhere on the site",
        r"^(?u:[»›→▶►➤➜])+\s?\S|\bour standards: |\bcontact us\b[^.]*$|^\S+@\S+\.\S+$|^(https?://|www\.)\S+$",
    ),
    cue(
        Role::Teaser,
        60,
        "points at another piece",
        r"^\W{0,3}(editor'?s'? (pick|choice)s?|also in (this|today'?s) (issue|edition|paper)|in (this|today'?s|tomorrow'?s) (issue|edition|paper)|inside (this|today)|elsewhere in (today|this|the (paper|issue|news|magazine|edition)|our|brief)\w*|coming (up|soon)|tomorrow in|next week in|in other news)\b|\b(turn to|see|story on|continued on|more on|full story,?( on)?) pages? ?\w{0,2}\d+\W*$",
    ),
    // Notes on the text and its author.
    cue(
        Role::Other,
        40,
        "a note on the translation",
        r"\b(automatic(ally)?|machine|ai)[- ]?(generated )?(translat\w+)|\btranslat(ed|ion)\b[^.]*\b(automatically|by (machine|computer|google|deepl|ai)|machine|original)\b|\bthe original (text|version|article) prevails\b|\b(see|read|view) (the )?original\b|\bthis (is a )?(text|article|page|translation) (was|has been|is) (automatically|machine)",
    ),
    cue(
        Role::Other,
        60,
        "a disclaimer",
        r"\b(views?|opinions?) (expressed|in this)\b[^.]*\b(author|writer|contributor|own|necessarily|not represent|reflect)|\b(is|are) not responsible for\b|\bdo(es)? not (necessarily )?(reflect|represent|constitute)\b[^.]*\b(views?|opinions?|advice|those|polic)|\bnot (intended as )?(investment|financial|medical|legal) advice\b|\bdisclaimer\b|\baffiliate (links?|commission)|\bearn (a |an )?(small )?(amount of )?commission\b",
    ),
    cue(
        Role::Other,
        40,
        "asks the reader for something",
        r"^(do you have|have you got|got) (a|an|any|more) (\w+ )?(story|tip|news tip|question|information|news|views?)\b|\b(contact|email|write to|reach|tip off)\b[^.]*\S@\S|^(send|email) (us )?(your|a) (tips?|story|stories|news|letters?|photos?|pictures?)|\btip line\b|^have (a )?(questions?|tips?|news)\b[^.]*[?]",
    ),
    cue(
        Role::Other,
        50,
        "about the author or the outlet",
        r"\bis the author of\b|\b(is|are|was) an? (\w+[ -]){0,5}(reporter|journalist|columnist|correspondent|staff writer|contributing writer|contributor|freelance \w+|senior writer|news editor|editor[- ]at[- ]large)\b[^.]*\b(at|for|with|from|to|based|covering|who covers)\b|\b(follow|reach|contact|email|write to) (him|her|them|me|the author|this reporter) (on|at|via|by)\b|, the news arm of\b|\bis published (\w+ ){0,4}((a|per|every|each) (week|month|year|day)|weekly|monthly|daily|quarterly)\b|\bto receive it\b|^about (the author|us|this (article|story|site)|\S+ \S+$)",
    ),
    cue(
        Role::Other,
        60,
        "an embedded post",
        r"@\w{3,}\b.*\b(20\d\d|pic\.\w+|t\.co/\w+)|\bpic\.(twitter|x|example)\b",
    ),
    cue(
        Role::Other,
        50,
        "asks for gifts",
        r"\bgive (now )?(by|via) (phone|text|post|card)\b|\b(donate|to donate|make a donation|please give|give) (now|today|here|online|at)\b|^donate\b|\b(€|\$|£) ?\d+ (buys|pays for|feeds|provides)\b",
    ),
    cue(
        Role::Other,
        30,
        "a reference",
        r"^doi ?:|^(https?://)?(dx\.)?doi\.org/|^(references|bibliography|footnotes|endnotes|notes and references|literaturverzeichnis|quellen|bibliographie|article sources|sources|further reading)\W*$|^\[?\d{1,3}[.\])]\s.+\b(doi|et al\.|https?://|isbn|vol\. ?\d|pp\. ?\d)",
    ),
];
