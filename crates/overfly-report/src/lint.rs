//! What the readers found in zone files.

use std::collections::BTreeMap;

use overfly_model::zone::one_line;
use overfly_model::{Code, Effect, Finding};
use serde::Serialize;

use crate::wrap::wrapped;
use crate::{Colour, counted, json};

/// Sentences stand in a column of their own only where so many columns are left for them.
const SENTENCE_MIN: usize = 40;

/// A file, how many zones it holds, and what its reader found.
#[derive(Clone, Copy, Debug)]
pub struct FileFindings<'a> {
    /// The file.
    pub source: &'a str,
    /// How many zones.
    pub zones: usize,
    /// The findings, in the reader's order.
    pub findings: &'a [Finding],
}

/// Every finding, a block of lines a file, and totals; lines are broken where a width is given.
pub fn lint_text(files: &[FileFindings<'_>], colour: Colour, width: Option<usize>) -> String {
    let width = width.unwrap_or(usize::MAX);
    let mut out = String::new();
    for file in files.iter().filter(|file| !file.findings.is_empty()) {
        out.push_str(&(colour.bold(&one_line(file.source)) + "\n"));
        let code_width =
            file.findings.iter().map(|finding| finding.code.as_str().len()).max().unwrap_or(0);
        for finding in file.findings {
            out.push_str(&finding_text(finding, (code_width, width), colour));
        }
    }
    out + &wrapped("", 4, &totals_text(files), width)
}

/// Every finding as JSON.
pub fn lint_json(files: &[FileFindings<'_>]) -> String {
    json::pretty(&LintJson {
        schema: "overfly-lint/1",
        findings: files
            .iter()
            .flat_map(|file| file.findings.iter().map(|finding| finding_json(file, finding)))
            .collect(),
        totals: TotalsJson {
            files: files.len(),
            zones: files.iter().map(|file| file.zones).sum(),
            findings: by_code(files).values().sum(),
            codes: by_code(files).iter().map(|(code, count)| (code.as_str(), *count)).collect(),
        },
    })
}

fn finding_text(finding: &Finding, (code_width, width): (usize, usize), colour: Colour) -> String {
    let effect = match finding.effect {
        Effect::Note | Effect::Clear => String::new(),
        effect => " ".to_owned() + &colour.effect(effect, &format!("({})", effect.as_str())),
    };
    let zone = finding.zone.as_ref().map(|zone| one_line(&format!("{zone}  "))).unwrap_or_default();
    let zone = if zone.is_empty() { zone } else { zone + "  " };
    let place =
        finding.field.as_ref().map(|field| format!("{}: ", one_line(field))).unwrap_or_default();
    let code = finding.code.as_str();
    let indent = if code_width + 4 + SENTENCE_MIN > width { 4 } else { code_width + 4 };
    let words = format!("{zone}{place}{}{effect}", one_line(&finding.text));
    let line = wrapped(&format!("  {code:<code_width$}  "), indent, &words, width);
    let hint = finding.hint.as_ref().map(|hint| {
        wrapped(&" ".repeat(indent), indent, &format!("hint: {}", one_line(hint)), width) + "\n"
    });
    line + "\n" + &hint.unwrap_or_default()
}

fn totals_text(files: &[FileFindings<'_>]) -> String {
    let codes = by_code(files);
    let zones: usize = files.iter().map(|file| file.zones).sum();
    let words: Vec<String> = codes.iter().map(|(code, count)| format!("{count} {code}")).collect();
    let words = if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) };
    let findings: usize = codes.values().sum();
    let (zones, files) = (counted(zones, "zone"), counted(files.len(), "file"));
    format!("{} on {zones} in {files}{words}\n", counted(findings, "finding"))
}

fn by_code(files: &[FileFindings<'_>]) -> BTreeMap<Code, usize> {
    let mut codes = BTreeMap::new();
    for finding in files.iter().flat_map(|file| file.findings) {
        *codes.entry(finding.code).or_insert(0) += 1;
    }
    codes
}

#[derive(Serialize)]
struct LintJson<'a> {
    schema: &'static str,
    findings: Vec<FindingJson<'a>>,
    totals: TotalsJson,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    path: &'a str,
    code: &'static str,
    effect: &'static str,
    zone: Option<&'a str>,
    field: Option<&'a str>,
    text: &'a str,
    hint: Option<&'a str>,
}

#[derive(Serialize)]
struct TotalsJson {
    files: usize,
    zones: usize,
    findings: usize,
    codes: BTreeMap<&'static str, usize>,
}

fn finding_json<'a>(file: &FileFindings<'a>, finding: &'a Finding) -> FindingJson<'a> {
    FindingJson {
        path: file.source,
        code: finding.code.as_str(),
        effect: finding.effect.as_str(),
        zone: finding.zone.as_ref().map(overfly_model::ZoneId::as_str),
        field: finding.field.as_deref(),
        text: &finding.text,
        hint: finding.hint.as_deref(),
    }
}
