//! What a reader has to say about one zone, or about the file.

use overfly_model::{Code, Finding, ZoneId};

/// Collects findings that name one zone, or none.
pub(super) struct Notes<'f> {
    zone: Option<ZoneId>,
    findings: &'f mut Vec<Finding>,
}

impl<'f> Notes<'f> {
    pub(super) fn of_zone(zone: &ZoneId, findings: &'f mut Vec<Finding>) -> Self {
        Self { zone: Some(zone.clone()), findings }
    }

    pub(super) fn of_file(findings: &'f mut Vec<Finding>) -> Self {
        Self { zone: None, findings }
    }

    /// Notes what was read otherwise than written, at `at` of the file.
    pub(super) fn note(&mut self, code: Code, at: &str, text: impl Into<String>) {
        let finding = Finding { zone: self.zone.clone(), ..Finding::note(code, text) };
        self.findings.push(finding.at(at));
    }

    /// Tells how to mend what was noted last.
    pub(super) fn hint(&mut self, hint: Option<&str>) {
        if let Some(finding) = self.findings.last_mut() {
            finding.hint = hint.map(str::to_owned);
        }
    }

    /// Notes what keeps every flight from being decided.
    pub(super) fn undecided(&mut self, code: Code, at: &str, text: impl Into<String>) {
        let finding = Finding { zone: self.zone.clone(), ..Finding::undecided(code, text) };
        self.findings.push(finding.at(at));
    }
}
