//! Common nouns and verbs that tell what kind of thing the name beside them is.

/// Common nouns that a body's name follows: `the union Spoorunie`.
pub(crate) fn is_body_noun(word: &str) -> bool {
    matches!(
        word,
        "station"
            | "channel"
            | "broadcaster"
            | "newspaper"
            | "union"
            | "company"
            | "party"
            | "group"
            | "agency"
            | "website"
            | "magazine"
            | "operator"
            | "firm"
            | "club"
            | "carrier"
            | "airline"
            | "retailer"
            | "charity"
            | "militia"
            | "network"
            | "developer"
            | "maker"
            | "manufacturer"
            | "publisher"
            | "federation"
            | "outlet"
            | "daily"
            | "broadsheet"
            | "tabloid"
            | "weekly"
            | "regulator"
            | "insurer"
            | "lender"
            | "supplier"
            | "startup"
            | "start-up"
            | "platform"
            | "app"
            | "institute"
    )
}

/// Buildings that are bodies too: what the text does with them decides.
pub(crate) fn is_facility(word: &str) -> bool {
    matches!(
        word,
        "hospital"
            | "school"
            | "museum"
            | "theatre"
            | "theater"
            | "cinema"
            | "church"
            | "mosque"
            | "station"
            | "prison"
            | "library"
            | "gallery"
            | "infirmary"
            | "clinic"
            | "market"
            | "embassy"
            | "monastery"
            | "cathedral"
            | "observatory"
            | "brewery"
            | "temple"
            | "synagogue"
            | "court house"
            | "courthouse"
    )
}

/// Endings of a company's name.
pub(crate) fn is_company(word: &str) -> bool {
    matches!(
        word,
        "inc"
            | "corp"
            | "ltd"
            | "plc"
            | "co"
            | "llc"
            | "llp"
            | "gmbh"
            | "ag"
            | "nv"
            | "bv"
            | "ab"
            | "bhd"
            | "limited"
            | "corporation"
            | "foundation"
    )
}

/// Words that end the name of what happens or is made: `Cup`, `Act`, `Fever`.
pub(crate) fn is_event(word: &str) -> bool {
    matches!(
        word,
        "cup"
            | "championship"
            | "championships"
            | "games"
            | "olympics"
            | "paralympics"
            | "festival"
            | "prize"
            | "award"
            | "awards"
            | "act"
            | "bill"
            | "treaty"
            | "accord"
            | "accords"
            | "agreement"
            | "protocol"
            | "war"
            | "marathon"
            | "derby"
            | "prix"
            | "tour"
            | "day"
            | "week"
            | "code"
            | "constitution"
            | "virus"
            | "fever"
            | "disease"
            | "fleece"
            | "medal"
            | "trophy"
            | "shield"
            | "plate"
            | "regatta"
            | "carnival"
            | "biennale"
            | "revolution"
            | "uprising"
    )
}

/// Words that begin such a name.
pub(crate) fn is_event_lead(word: &str) -> bool {
    matches!(
        word,
        "hurricane"
            | "typhoon"
            | "cyclone"
            | "storm"
            | "operation"
            | "mv"
            | "ms"
            | "ss"
            | "hms"
            | "uss"
            | "apollo"
            | "covid"
    )
}

/// Verbs of saying that follow a speaker.
pub(crate) fn is_saying(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "told"
            | "added"
            | "asked"
            | "answered"
            | "warned"
            | "replied"
            | "insisted"
            | "explained"
            | "announced"
            | "argued"
            | "recalled"
            | "admitted"
            | "quipped"
            | "joked"
            | "wrote"
            | "tweeted"
            | "denied"
    )
}

/// Common nouns of places: `the town of Mocuba`, `Zambezia province`.
pub(crate) fn is_place_noun(word: &str) -> bool {
    matches!(
        word,
        "province"
            | "city"
            | "town"
            | "village"
            | "district"
            | "region"
            | "county"
            | "state"
            | "port"
            | "capital"
            | "island"
            | "islands"
            | "suburb"
            | "neighbourhood"
            | "neighbourhoods"
            | "neighborhood"
            | "borough"
            | "municipality"
            | "commune"
            | "prefecture"
            | "governorate"
            | "oblast"
            | "river"
            | "lake"
            | "mountains"
            | "peninsula"
            | "valley"
            | "coast"
            | "desert"
            | "camp"
            | "depot"
            | "airport"
            | "hamlet"
            | "mayor"
            | "governor"
            | "outskirts"
            | "streets"
            | "south"
            | "north"
            | "east"
            | "west"
            | "centre"
            | "shores"
            | "highway"
            | "bay"
            | "strait"
            | "cities"
            | "towns"
            | "villages"
            | "residents"
    )
}

/// Words of kin and company before a person's name.
pub(crate) fn is_kin(word: &str) -> bool {
    matches!(
        word,
        "counterpart"
            | "wife"
            | "husband"
            | "son"
            | "daughter"
            | "widow"
            | "colleague"
            | "partner"
            | "neighbour"
    )
}

/// Common nouns of things that have names of their own and are neither body nor place.
pub(crate) fn is_thing_noun(word: &str) -> bool {
    matches!(
        word,
        "ship"
            | "vessel"
            | "ferry"
            | "tanker"
            | "trawler"
            | "yacht"
            | "lifeboat"
            | "boat"
            | "freighter"
            | "tug"
            | "satellite"
            | "probe"
            | "novel"
            | "film"
            | "album"
            | "storm"
            | "hurricane"
            | "typhoon"
            | "cyclone"
            | "brand"
            | "horse"
    )
}

/// What a country or a city has: `Sudan's army`.
pub(crate) fn is_countrys(word: &str) -> bool {
    matches!(
        word,
        "army"
            | "capital"
            | "president"
            | "prime"
            | "government"
            | "economy"
            | "parliament"
            | "second"
            | "largest"
            | "main"
            | "central"
            | "military"
            | "coast"
            | "north"
            | "south"
            | "east"
            | "west"
            | "population"
            | "port"
            | "mayor"
            | "foreign"
            | "supreme"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
    )
}
