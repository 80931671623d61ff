//! A waiver in plain words: what an officer reads before signing, and a pilot before flying.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use overfly_exemption::{Condition, Demand, Names, Scope, WaiverDocument, ZonePattern};
use overfly_model::zone::one_line;
use overfly_model::{Datum, HeightInterval, Outline, Position, TimeInterval, Zone, ZoneType};

use crate::local_time::{instant_with_year, span_with_utc};

/// Columns before the words.
const INDENT: usize = 12;

/// The zones that are known, by id: two different ones may share an id.
pub type KnownZones<'a> = BTreeMap<&'a str, Vec<&'a Zone>>;

/// Groups zones by their ids.
pub fn known_zones<'a>(zones: impl Iterator<Item = &'a Zone>) -> KnownZones<'a> {
    let mut known = KnownZones::new();
    for zone in zones {
        known.entry(zone.id.as_str()).or_default().push(zone);
    }
    known
}

/// What a waiver says, one fact a line. Says nothing of whether it counts: that is for whoever verified it.
/// `zones` tells names; times are those of `clock`, with UTC beside them.
pub fn waiver_words(waiver: &WaiverDocument, zones: &KnownZones<'_>, clock: &TimeZone) -> String {
    let mut words = Words(format!("{}  {}\n", one_line(&waiver.id), one_line(&waiver.title)));
    let issued = instant_with_year(waiver.issued, clock);
    words.line("issued by", &format!("{}, via {}, {issued}", waiver.issuer, waiver.via));
    words.line("basis", &waiver.instrument);
    let scope = &waiver.scope;
    words.lines("lifts", scope.zones.iter().map(|pattern| zone(pattern, waiver, zones)));
    words.line("where", &area(scope.area.as_ref()));
    words.line("heights", &heights(scope));
    words.line("when", &when(&scope.time, clock));
    words.line("aircraft", &anybody(&scope.aircraft, "any aircraft"));
    words.line("operator", &anybody(&scope.operator, "any operator"));
    words.line("pilots", &anybody(&scope.pilots, "any remote pilot"));
    words.line("purposes", &anybody(&scope.purposes, "any purpose"));
    words.lines("conditions", waiver.conditions.iter().map(condition));
    if waiver.conditions.is_empty() {
        words.line("conditions", "none");
    }
    words.lines("lifts not", not_lifted(scope).into_iter());
    words.0
}

/// Lines under a word on the left.
struct Words(String);

impl Words {
    fn line(&mut self, head: &str, text: &str) {
        self.0 += format!("  {head:<INDENT$}{}\n", one_line(text)).as_str();
    }

    fn lines(&mut self, head: &str, texts: impl Iterator<Item = String>) {
        for (at, text) in texts.enumerate() {
            self.line(if at == 0 { head } else { "" }, &text);
        }
    }
}

fn zone(pattern: &ZonePattern, waiver: &WaiverDocument, zones: &KnownZones<'_>) -> String {
    let text = pattern.as_str();
    if text == "*" {
        return "every zone, but prohibited ones".to_owned();
    }
    if !pattern.is_exact() {
        let known: usize = zones.values().flatten().filter(|zone| pattern.names(&zone.id)).count();
        return format!(
            "{text}: every zone whose id begins so, but prohibited ones ({known} known here)"
        );
    }
    let pinned = match waiver.pins.get(text) {
        Some(pins) => pin(pins, zones.get(text).map(Vec::as_slice).unwrap_or_default()),
        None => "not pinned: also after the zone changes",
    };
    match zones.get(text).map(Vec::as_slice) {
        None | Some([]) => format!("{text} (not among the zones here; {pinned})"),
        Some([zone]) => {
            let name = zone.display_name();
            let gap = if name.is_empty() { "" } else { " " };
            format!("{text}{gap}{name} ({}; {pinned})", kind(&zone.kind))
        }
        Some(several) => {
            format!("{text} ({} zones have this id, so it lifts none of them)", several.len())
        }
    }
}

fn pin(pins: &[String], zones: &[&Zone]) -> &'static str {
    match zones {
        [zone] if pins.contains(&zone.digest().to_string()) => "pinned as it is now",
        [_] => "pinned as corrected by an overlay, or CHANGED since: then it lifts nothing there",
        _ => "pinned",
    }
}

const fn kind(kind: &ZoneType) -> &'static str {
    match kind {
        ZoneType::Prohibited => "prohibited",
        ZoneType::RequireAuthorization => "needs authorisation",
        ZoneType::Conditional => "conditional",
        ZoneType::Unrestricted => "no restriction",
        ZoneType::USpace => "U-space",
        ZoneType::Unknown(_) => "of a type not known here",
    }
}

fn area(area: Option<&Outline>) -> String {
    match area {
        None => "all of each zone named".to_owned(),
        Some(Outline::Circle { centre, radius }) => {
            format!("within {:.0} m of {centre}", radius.value())
        }
        Some(Outline::Polygon { outer, .. }) => {
            let corners: Vec<String> = outer.vertices.iter().copied().map(corner).collect();
            format!("inside the polygon of {} corners: {}", corners.len(), shortened(&corners))
        }
        Some(Outline::Unplaced) => "nowhere".to_owned(),
    }
}

fn corner(position: Position) -> String {
    format!("{:.5}, {:.5}", position.lat_deg(), position.lon_deg())
}

fn shortened(corners: &[String]) -> String {
    const SHOWN: usize = 24;
    match corners.split_at_checked(SHOWN) {
        Some((shown, more)) if !more.is_empty() => {
            format!("{}; and {} more", shown.join("; "), more.len())
        }
        _ => corners.join("; "),
    }
}

fn heights(scope: &Scope) -> String {
    let band = HeightInterval { lower: Some(scope.lower), upper: Some(scope.upper) };
    let ground = scope.ground.map_or_else(String::new, |ground| {
        let [lowest, highest] = [ground.lowest, ground.highest].map(overfly_model::Metres::value);
        format!(", on ground from {lowest} to {highest} m AMSL")
    });
    format!("{band}{ground}")
}

fn when(time: &TimeInterval, clock: &TimeZone) -> String {
    let lasts = time.from.zip(time.until).map(|(from, until)| until.duration_since(from));
    let lasts = lasts.map_or_else(String::new, |lasts| format!(", {}", length(lasts)));
    format!("{}{lasts}", span_with_utc(time, clock, None::<Timestamp>))
}

/// `8 h`, `30 min`, `1 d 2 h`.
fn length(lasts: SignedDuration) -> String {
    let minutes = lasts.as_mins();
    let parts = [(minutes / 1440, "d"), (minutes / 60 % 24, "h"), (minutes % 60, "min")];
    let told: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| format!("{number} {unit}"))
        .collect();
    if told.is_empty() { "less than a minute".to_owned() } else { told.join(" ") }
}

fn anybody(names: &Names, any: &str) -> String {
    match names {
        Names::Any => any.to_owned(),
        Names::Listed(_) => names.to_string(),
    }
}

fn condition(condition: &Condition) -> String {
    let mut text = format!("{}: {}", condition.id, condition.text);
    if let Some(phone) = &condition.phone {
        text += format!("; call {phone}").as_str();
    }
    match &condition.demand {
        Demand::Attest { needs, valid_for } => {
            text += "; to be attested";
            if !needs.is_empty() {
                text += format!(", noting {}", needs.join(", ")).as_str();
            }
            if let Some(valid_for) = valid_for {
                text += format!(", and holds {}", length(*valid_for)).as_str();
            }
        }
        Demand::Limit { upper, classes } => {
            if let Some(upper) = upper {
                text += format!("; not above {upper}").as_str();
            }
            if let Some(classes) = classes {
                text += format!("; only in class {classes}").as_str();
            }
        }
    }
    text
}

/// What people take a waiver to lift, and it does not.
fn not_lifted(scope: &Scope) -> Vec<String> {
    let mut lines = vec!["any other zone, also where it overlaps one of these".to_owned()];
    lines.push(match scope.area {
        Some(_) => "these zones outside that place, those heights and that time".to_owned(),
        None => "these zones outside those heights and that time".to_owned(),
    });
    if scope.zones.iter().any(|zone| !zone.is_exact()) {
        lines.push("any prohibited zone that is not named by its whole id".to_owned());
    }
    if matches!(scope.upper.datum, Datum::Amsl | Datum::Wgs84) && scope.ground.is_none() {
        lines.push("flights by heights above ground, where the ground is not known".to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
format = "overfly-waiver/1"
id = "W-pj-2026-123"
title = "Traffic accident on the A4 near Schiphol"
issuer = "p.jansen@politie.example"
via = "D-2026-0042"
issued = 2026-11-22T05:40:00Z
instrument = "ontheffing ILT-2026-0815"
[scope]
zones = ["NLD/7.1", "NLD/3.*"]
area = { circle = { centre = { lat = 52.3081, lon = 4.7642 }, radius_m = 400 } }
lower = { m = 0, datum = "AGL" }
upper = { m = 60, datum = "AGL" }
ground = { lowest_m = -5, highest_m = 3, datum = "AMSL" }
from = 2026-11-22T06:00:00Z
until = 2026-11-22T14:00:00Z
aircraft = ["sn:1581F4BND2230001"]
operator = "NLDexample12345"
pilots = ["*"]
purposes = ["accident-recording"]
[[condition]]
id = "atc-call"
kind = "attest"
text = "Tower called, permission given"
phone = "+31 20 000 0000"
needs = ["reference"]
valid_for = "30m"
[[condition]]
id = "low"
kind = "limit"
text = "No higher than the trees"
upper = { m = 30, datum = "AGL" }
"#;

    fn words(text: &str) -> String {
        let clock = TimeZone::get("Europe/Amsterdam").unwrap();
        let waiver = WaiverDocument::read(text.as_bytes()).unwrap();
        waiver_words(&waiver, &KnownZones::new(), &clock)
    }

    #[test]
    fn a_waiver_reads_as_an_officer_would_say_it() {
        assert_eq!(
            words(TEXT),
            "\
W-pj-2026-123  Traffic accident on the A4 near Schiphol
  issued by   p.jansen@politie.example, via D-2026-0042, Sun 22 Nov 2026 06:40 CET (05:40 UTC)
  basis       ontheffing ILT-2026-0815
  lifts       NLD/7.1 (not among the zones here; not pinned: also after the zone changes)
              NLD/3.*: every zone whose id begins so, but prohibited ones (0 known here)
  where       within 400 m of 52.3081000, 4.7642000
  heights     0-60 m AGL, on ground from -5 to 3 m AMSL
  when        Sun 22 Nov 2026 07:00-15:00 CET (06:00-14:00 UTC), 8 h
  aircraft    sn:1581F4BND2230001
  operator    NLDexample12345
  pilots      any remote pilot
  purposes    accident-recording
  conditions  atc-call: Tower called, permission given; call +31 20 000 0000; to be attested, noting reference, and holds 30 min
              low: No higher than the trees; not above 30 m AGL
  lifts not   any other zone, also where it overlaps one of these
              these zones outside that place, those heights and that time
              any prohibited zone that is not named by its whole id
"
        );
    }

    #[test]
    fn a_time_of_several_days_tells_its_length_and_both_days() {
        let long = TEXT.replace("2026-11-22T14:00:00Z", "2026-11-24T14:30:00Z");
        assert!(words(&long).contains(
            "Sun 22 Nov 2026 07:00 to Tue 24 Nov 2026 15:30 CET (06:00 to Tue 24 Nov 2026 14:30 UTC), 2 d 8 h 30 min"
        ), "{}", words(&long));
    }
}
