//! Zones in the words of an answer.

use overfly_model::zone::one_line;
use overfly_model::{Applicability, AuthorityPurpose, Code, Effect, Zone, ZoneType};

use crate::airspace::ZoneEntry;
use crate::decision::ZoneLabel;

/// What a zone of a type does to a flight without a waiver (design 3.3). A condition that no machine
/// can state restricts like the need for authorisation.
pub(crate) const fn outcome(kind: &ZoneType) -> (Code, Effect) {
    match kind {
        ZoneType::Prohibited => (Code::ZoneProhibited, Effect::Blocked),
        ZoneType::RequireAuthorization => (Code::ZoneAuthorization, Effect::Blocked),
        ZoneType::Conditional => (Code::ZoneConditional, Effect::Blocked),
        ZoneType::USpace => (Code::ZoneUspace, Effect::Pending),
        ZoneType::Unrestricted => (Code::ZoneUnrestricted, Effect::Note),
        ZoneType::Unknown(_) => (Code::ZoneTypeUnknown, Effect::Blocked),
    }
}

/// A zone in words: what it asks, between which heights, when, and what it says itself.
pub(crate) fn describe(zone: &Zone) -> String {
    let what = match &zone.kind {
        ZoneType::Prohibited => "flight is prohibited".to_owned(),
        ZoneType::RequireAuthorization => "flight needs authorisation".to_owned(),
        ZoneType::Conditional => {
            "flight only under conditions that no machine can check".to_owned()
        }
        ZoneType::USpace => "flight needs a U-space authorisation".to_owned(),
        ZoneType::Unrestricted => "no restriction; a notice".to_owned(),
        ZoneType::Unknown(text) if text.is_empty() => "the data states no zone type".to_owned(),
        ZoneType::Unknown(text) => format!("the zone type {:?} is not known here", one_line(text)),
    };
    let limits = match zone.parts.as_slice() {
        [part] => format!(", {}", part.limits),
        _ => String::new(),
    };
    let times = match zone.applicability {
        Applicability::Always => String::new(),
        Applicability::Windows(_) => ", at times".to_owned(),
    };
    let says =
        zone.conditions.as_deref().or(zone.message.first().map(|message| message.text.as_str()));
    let says = says.map(one_line).filter(|says| !says.is_empty());
    format!(
        "{what}{limits}{times}{}",
        says.map(|says| format!(": \u{201c}{}\u{201d}", shortened(&says))).unwrap_or_default()
    )
}

/// At most 160 characters, cut between words.
fn shortened(text: &str) -> String {
    const MOST: usize = 160;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let head: String = text.chars().take(MOST).collect();
    format!("{} ...", head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words))
}

/// Whom to ask, where the zone names somebody; what to do about a type that is not known.
pub(crate) fn remedy(zone: &Zone, effect: Effect) -> Option<String> {
    if effect <= Effect::Note {
        return None;
    }
    let unknown = matches!(zone.kind, ZoneType::Unknown(_)).then(|| {
        format!(
            "stay clear of {}, or ask the publisher what it is; of plain GeoJSON, say which property holds the type: --geojson-limits type=PROPERTY",
            zone.id
        )
    });
    whom_to_ask(zone).or(unknown)
}

/// The same where an agency issues waivers of its own.
pub(crate) fn remedy_with_waivers(zone: &Zone, effect: Effect, agency: bool) -> Option<String> {
    let remedy = remedy(zone, effect);
    let waiver = "have a waiver issued for what is left: overfly waiver new --from-check PLAN";
    match remedy {
        _ if !agency || effect <= Effect::Lifted => remedy,
        Some(remedy) => Some(format!("{remedy}; or {waiver}")),
        None => Some(format!("stay clear of {}, or {waiver}", zone.id)),
    }
}

fn whom_to_ask(zone: &Zone) -> Option<String> {
    let grants =
        zone.authorities.iter().find(|a| a.purpose == Some(AuthorityPurpose::Authorization));
    let authority = grants.or(zone.authorities.first())?;
    let name = one_line(&authority.name.first()?.text);
    let reach =
        [&authority.phone, &authority.email, &authority.site_url].into_iter().flatten().next();
    let reach = reach.map(|text| format!(" ({})", one_line(text))).unwrap_or_default();
    (!name.is_empty()).then(|| format!("stay clear of {}, or ask {name}{reach}", zone.id))
}

/// A zone as findings name it.
pub(crate) fn label(entry: &ZoneEntry<'_>) -> ZoneLabel {
    ZoneLabel {
        id: entry.zone.id.clone(),
        name: entry.zone.display_name(),
        overlay: entry.overlay.map(str::to_owned),
    }
}
