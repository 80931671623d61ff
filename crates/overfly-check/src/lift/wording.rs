//! What lifts and what does not, in words.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use overfly_exemption::{Condition, Demand};
use overfly_model::TimeInterval;
use overfly_model::zone::one_line;

use super::Used;
use super::condition::Flown;
use super::grant::{Candidate, Source};
use crate::exemptions::Attestation;

/// `waiver W-1 of p.jansen (Accident on the A4)`.
pub(super) fn source(source: &Source<'_>) -> String {
    match source {
        Source::Waiver { id, title, issuer } => {
            format!("waiver {id} of {issuer} ({})", one_line(title))
        }
        Source::Overlay { id, reason } => format!("overlay {id} ({})", one_line(reason)),
    }
}

pub(super) fn out_of_time(candidate: &Candidate<'_>, time: &TimeInterval) -> String {
    let (begins, ends) = (candidate.time.from, candidate.time.until);
    if let (Some(from), Some(end)) = (time.from, ends)
        && end <= from
    {
        return format!("ended at {}", utc(end));
    }
    // It ended before the key or the office that it rests on began: its own end is what to look at.
    if let (Some(begin), Some(end)) = (begins, ends)
        && end <= begin
    {
        return format!("ended at {}, before all that it rests on began", utc(end));
    }
    if let (Some(until), Some(begin)) = (time.until, begins)
        && until <= begin
    {
        return format!("begins at {}", utc(begin));
    }
    let end = |end: Option<Timestamp>| end.map_or_else(|| "ever".to_owned(), utc);
    let hint = if time.from.is_none() { "; state the departure (--depart)" } else { "" };
    format!("holds from {} until {} only{hint}", end(begins), end(ends))
}

pub(super) fn out_of_height(candidate: &Candidate<'_>) -> String {
    match candidate.heights {
        Some([lower, upper]) if lower.height <= overfly_model::Metres::ZERO => {
            format!("reaches {upper} only")
        }
        Some([lower, upper]) => format!("reaches from {lower} to {upper} only"),
        None => "does not reach these heights".to_owned(),
    }
}

/// `atc-call attested 09:12 UTC "TWR 0412"`.
pub(super) fn attested(condition: &Condition, attestation: &Attestation) -> String {
    let at = attestation.at.to_zoned(TimeZone::UTC).strftime("%H:%M UTC");
    let fields: Vec<String> =
        attestation.fields.values().map(|value| format!(" {:?}", one_line(value))).collect();
    format!("{} attested {at}{}", condition.id, fields.concat())
}

pub(super) fn open(condition: &Condition) -> String {
    let phone = condition.phone.as_ref().map(|phone| format!(" ({})", one_line(phone)));
    let within = match &condition.demand {
        Demand::Attest { valid_for: Some(length), .. } => {
            format!("; it holds for {length:#} from then")
        }
        _ => String::new(),
    };
    format!("{}: {}{}{within}", condition.id, one_line(&condition.text), phone.unwrap_or_default())
}

/// The options that attest a condition.
pub(super) fn option(condition: &Condition, source: &Source<'_>, flown: &Flown<'_>) -> String {
    let (zone, id) = (flown.zone, &condition.id);
    let subject = match source {
        Source::Waiver { .. } => id.clone(),
        Source::Overlay { .. } if flown.airspace.asked_of(zone).len() == 1 => {
            format!("zone:{zone}")
        }
        Source::Overlay { id: overlay, .. } => format!("zone:{zone}#{overlay}/{id}"),
    };
    let needs = match &condition.demand {
        Demand::Attest { needs, .. } => needs.as_slice(),
        Demand::Limit { .. } => &[],
    };
    let fields: Vec<String> = needs.iter().map(|need| format!(" --field {need}=..")).collect();
    format!("--attest {subject}{}", fields.concat())
}

fn utc(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// `lifted by waiver W-1 of .. (..); atc-call attested ..`.
pub(crate) fn lifted_words(by: &[Used]) -> String {
    let names: Vec<&str> = by.iter().map(|used| used.words.as_str()).collect();
    let met: Vec<&str> = by.iter().flat_map(|used| &used.met).map(String::as_str).collect();
    let open: Vec<&str> =
        by.iter().flat_map(|used| &used.open).map(|open| open.words.as_str()).collect();
    let met = if met.is_empty() { String::new() } else { format!("; {}", met.join("; ")) };
    let open = if open.is_empty() {
        String::new()
    } else {
        format!(" once this is attested: {}", open.join("; "))
    };
    format!("lifted by {}{open}{met}", names.join(" and "))
}

/// How to attest what is open.
pub(crate) fn open_hint(by: &[Used]) -> Option<String> {
    let mut options: Vec<&str> =
        by.iter().flat_map(|used| &used.open).map(|open| open.option.as_str()).collect();
    options.dedup();
    (!options.is_empty())
        .then(|| format!("when it is done, check again with {}", options.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(from: Option<&str>, until: Option<&str>) -> TimeInterval {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        TimeInterval { from: from.map(at), until: until.map(at) }
    }

    #[test]
    fn a_waiver_that_ended_before_its_key_began_is_told_by_its_own_end() {
        let candidate = |time| Candidate {
            source: Source::Waiver { id: "W-1", title: "Accident", issuer: "p.jansen" },
            area: None,
            heights: None,
            ground: None,
            time,
            conditions: &[],
        };
        let flown = interval(Some("2026-11-22T09:00:00Z"), Some("2026-11-22T10:00:00Z"));
        let (early, late) = ("2026-11-20T06:00:00Z", "2026-11-23T06:00:00Z");
        for (time, expected) in [
            (interval(Some(late), Some(early)), "ended at 2026-11-20 06:00 UTC"),
            (interval(None, Some(early)), "ended at 2026-11-20 06:00 UTC"),
            (interval(Some(late), None), "begins at 2026-11-23 06:00 UTC"),
        ] {
            let told = out_of_time(&candidate(time), &flown);
            assert!(told.starts_with(expected), "{told}");
        }
        let told =
            out_of_time(&candidate(interval(Some(late), Some("2026-11-22T12:00:00Z"))), &flown);
        assert!(told.starts_with("ended at 2026-11-22 12:00 UTC"), "{told}");
    }
}
