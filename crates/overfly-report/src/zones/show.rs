//! One zone in words.

use overfly_model::zone::one_line;
use overfly_model::{Part, Zone, ZoneType};
use serde::Serialize;

use super::words::{applicability_lines, authority_words, local_lines, part_words};
use super::{LimitsJson, ListedZone, ReaderFindingJson, limits_json, limits_words, reader_finding};
use crate::bounds::{bbox, stated_parts, vertices};
use crate::wrap::wrapped;
use crate::{Colour, json};

/// Where the words after a label begin.
const INDENT: usize = 14;

/// One or more zones (an identifier may stand on several) in words.
pub fn show_text(zones: &[ListedZone<'_>], colour: Colour, width: usize) -> String {
    zones.iter().map(|listed| zone_text(listed, colour, width)).collect::<Vec<_>>().join("\n")
}

/// The same as JSON.
pub fn show_json(zones: &[ListedZone<'_>]) -> String {
    json::pretty(&ShowJson {
        schema: "overfly-show/1",
        zones: zones.iter().map(zone_json).collect(),
    })
}

fn zone_text(listed: &ListedZone<'_>, colour: Colour, width: usize) -> String {
    let zone = listed.zone;
    let title = one_line(&format!("{} {}", zone.id, zone.display_name()));
    let mut out = Sections { out: colour.bold(&wrapped("", 2, &title, width)) + "\n", width };
    let kind = match &zone.kind {
        ZoneType::Unknown(native) if native.trim().is_empty() => {
            "Unknown: none stated (restricts like a prohibition)".to_owned()
        }
        ZoneType::Unknown(native) => {
            format!("Unknown: {} (restricts like a prohibition)", one_line(native))
        }
        kind => kind.as_str().to_owned(),
    };
    let authorities: Vec<String> = zone.authorities.iter().map(authority_words).collect();
    let parts: Vec<String> = stated_parts(zone).map(part_words).collect();
    let again = zone.parts.len() - parts.len();
    let box_words = bbox(zone).map_or_else(
        || "cannot be placed: counts anywhere its file answers".into(),
        |[w, s, e, n]| format!("{s}, {w} to {n}, {e} (lat, lon)"),
    );
    out.add("type", &[kind]);
    out.add("limits", &[limits(zone)]);
    out.add("applies", &applicability_lines(&zone.applicability));
    out.add("conditions", &zone.conditions.iter().map(|text| one_line(text)).collect::<Vec<_>>());
    out.add("message", &local_lines(&zone.message));
    out.add("reasons", &reasons(listed));
    out.add("authority", &authorities);
    out.add("parts", &parts);
    if again > 0 {
        out.add(
            "read twice",
            &[format!("{again} parts also count where a second reading places them")],
        );
    }
    out.add("box", &[box_words]);
    out.add("digest", &[zone.digest().to_string()]);
    out.add("file", &[one_line(listed.source)]);
    out.add("findings", &findings(listed));
    out.out
}

/// The label says already that these are limits.
fn limits(zone: &Zone) -> String {
    let words = limits_words(zone);
    words.strip_prefix("limits ").map(str::to_owned).unwrap_or(words)
}

fn reasons(listed: &ListedZone<'_>) -> Vec<String> {
    let codes = one_line(&listed.zone.reasons.join(", "));
    let words = local_lines(&listed.zone.other_reason);
    core::iter::once(codes).filter(|codes| !codes.is_empty()).chain(words).collect()
}

fn findings(listed: &ListedZone<'_>) -> Vec<String> {
    let line = |finding: &&overfly_model::Finding| {
        let place = finding.field.as_ref().map(|field| format!("{field}: ")).unwrap_or_default();
        one_line(&format!("{}  {place}{}", finding.code, finding.text))
    };
    listed.findings.iter().map(line).collect()
}

/// Labels and their lines.
struct Sections {
    out: String,
    width: usize,
}

impl Sections {
    /// A label and its lines; nothing where there are none.
    fn add(&mut self, label: &str, lines: &[String]) {
        for (number, line) in lines.iter().enumerate() {
            let label = if number == 0 { label } else { "" };
            let line = wrapped(&format!("  {label:<11} "), INDENT, line, self.width);
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }
}

#[derive(Serialize)]
struct ShowJson<'a> {
    schema: &'static str,
    zones: Vec<ZoneJson<'a>>,
}

#[derive(Serialize)]
struct ZoneJson<'a> {
    id: &'a str,
    name: String,
    #[serde(rename = "type")]
    kind: &'a str,
    limits: Vec<LimitsJson>,
    applies: Vec<String>,
    conditions: Option<&'a str>,
    message: Vec<TextJson<'a>>,
    reasons: &'a [String],
    authorities: Vec<String>,
    parts: Vec<String>,
    vertices: usize,
    bbox: Option<[f64; 4]>,
    digest: String,
    source: &'a str,
    findings: Vec<ReaderFindingJson<'a>>,
}

#[derive(Serialize)]
struct TextJson<'a> {
    text: &'a str,
    lang: Option<&'a str>,
}

fn zone_json<'a>(listed: &ListedZone<'a>) -> ZoneJson<'a> {
    let zone = listed.zone;
    let message = |text: &'a overfly_model::LocalText| TextJson {
        text: &text.text,
        lang: text.lang.as_deref(),
    };
    ZoneJson {
        id: zone.id.as_str(),
        name: zone.display_name(),
        kind: zone.kind.as_str(),
        limits: limits_json(zone),
        applies: applicability_lines(&zone.applicability),
        conditions: zone.conditions.as_deref(),
        message: zone.message.iter().map(message).collect(),
        reasons: &zone.reasons,
        authorities: zone.authorities.iter().map(authority_words).collect(),
        parts: stated_parts(zone).map(|part: &Part| part_words(part)).collect(),
        vertices: vertices(zone),
        bbox: bbox(zone),
        digest: zone.digest().to_string(),
        source: listed.source,
        findings: listed.findings.iter().map(|finding| reader_finding(finding)).collect(),
    }
}
