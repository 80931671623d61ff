//! `overfly waiver list`.

use overfly_exemption::{Authority, SignedFile, UnverifiedWaiver};
use overfly_report::{WaiverRow, WaiverStanding, waivers_json, waivers_text};

use crate::args::waiver::HomeArgs;
use crate::args::{Format, OutputArgs};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, output};

/// One line a waiver, whether it counts or not.
pub fn run(home: &HomeArgs, output: &OutputArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let desk = Desk::open(home, &[], terminal)?;
    let mut rows: Vec<WaiverRow> =
        desk.agency.waivers.iter().map(|file| row(file, &desk.authority)).collect();
    let unreadable = desk.unreadable(&desk.agency.document.waivers);
    rows.extend(unreadable.map(|one| WaiverRow::unreadable(&one.file, one.refusal.clone())));
    rows.sort_by(|a, b| (&a.id, &a.file).cmp(&(&b.id, &b.file)));
    let answer = match output.format {
        Format::Json => waivers_json(&rows),
        Format::Text if rows.is_empty() => "no waivers\n".to_owned(),
        Format::Text => waivers_text(&rows, &desk.shown_clock()),
    };
    output::write(&answer, output.output.as_deref())?;
    Ok(Outcome::Done)
}

fn row(file: &SignedFile, authority: &Authority) -> WaiverRow {
    let unverified = match UnverifiedWaiver::read(file.clone()) {
        Ok(unverified) => unverified,
        Err(error) => return WaiverRow::unreadable(&file.name, error.into()),
    };
    let document = unverified.document().clone();
    WaiverRow {
        file: file.name.clone(),
        id: Some(document.id),
        title: document.title,
        zones: document.scope.zones.iter().map(|zone| zone.as_str().to_owned()).collect(),
        time: document.scope.time,
        standing: standing(unverified, authority),
    }
}

/// Whether a waiver counts now, or why not.
pub fn standing(unverified: UnverifiedWaiver, authority: &Authority) -> WaiverStanding {
    match unverified.verify(authority) {
        Ok(waiver) => WaiverStanding::at(&waiver.grant().time, authority.now()),
        Err(refusal) => WaiverStanding::Refused(refusal),
    }
}
