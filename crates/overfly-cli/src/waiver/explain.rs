//! `overfly waiver show` and `explain`: what a waiver lifts and what not.

use overfly_exemption::{UnverifiedWaiver, WaiverDocument};
use overfly_report::{WaiverStanding, chain_json, chain_text, waiver_words};

use super::{chain, list, stated_id};
use crate::args::waiver::{ExplainArgs, WhichArgs};
use crate::args::{Format, OutputArgs};
use crate::desk::{self, Desk};
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, output};

/// Plain words, the chain, and the text itself.
pub fn show(
    which: &WhichArgs,
    output: &OutputArgs,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let desk = Desk::open(&which.home, &[], terminal)?;
    let file = desk::document(&which.waiver, &desk.agency.waivers, stated_id)?;
    let chain = chain::chain(file.clone(), &desk.authority);
    let text = String::from_utf8_lossy(&file.text).into_owned();
    let answer = match output.format {
        Format::Json => chain_json(&chain),
        Format::Text => {
            let words = WaiverDocument::read(&file.text)
                .map(|document| waiver_words(&document, &desk.known(), &desk.shown_clock()))
                .unwrap_or_default();
            format!("{words}\n{}\n{}:\n{}", chain_text(&chain), file.name, indented(&text))
        }
    };
    output::write(&answer, output.output.as_deref())?;
    Ok(Outcome::Done)
}

/// The lines of a file as they stand, without what a terminal would take for orders.
fn indented(text: &str) -> String {
    let plain = |line: &str| line.chars().filter(|c| !c.is_control()).collect::<String>();
    text.lines().map(|line| format!("  {}\n", plain(line))).collect()
}

/// What it lifts, what not, and whether it counts now.
pub fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let which = &args.which;
    let desk = Desk::open(&which.home, &[], terminal)?;
    let file = desk::document(&which.waiver, &desk.agency.waivers, stated_id)?;
    let unverified = UnverifiedWaiver::read(file.clone()).map_err(|error| {
        Failure::at(file.name.clone(), error.to_string()).hint("overfly waiver verify says more")
    })?;
    let words = waiver_words(unverified.document(), &desk.known(), &desk.shown_clock());
    let standing = list::standing(unverified, &desk.authority);
    let counts = match &standing {
        WaiverStanding::Valid => "it counts now".to_owned(),
        WaiverStanding::NotYet => {
            "it does not lift anything yet: its time is still to come".to_owned()
        }
        WaiverStanding::Ended => "it lifts nothing any more: its time is over".to_owned(),
        WaiverStanding::Refused(refusal) => {
            format!(
                "it lifts nothing: {}: {refusal}; {}",
                refusal.code().as_str(),
                refusal.remedy()
            )
        }
    };
    output::write(&format!("{words}\n{counts}\n"), None)?;
    Ok(if standing == WaiverStanding::Valid { Outcome::Done } else { Outcome::Refused })
}
