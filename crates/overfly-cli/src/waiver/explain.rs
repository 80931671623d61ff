//! `overfly waiver show` and `explain`: what a waiver lifts and what not.

use std::collections::BTreeSet;
use std::path::Path;

use overfly_check::{DecisionFinding, Exemptions, Verdict};
use overfly_exemption::{SignedFile, UnverifiedWaiver, WaiverDocument};
use overfly_model::Effect;
use overfly_model::zone::one_line;
use overfly_report::{WaiverStanding, chain_json, chain_text, waiver_words};

use super::trial::Trial;
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
    let text = String::from_utf8(file.text.clone()).map_err(|_| {
        Failure::at(file.name.clone(), "is not UTF-8 text, so it is no waiver")
            .hint("name a waiver's .toml file, or an id that overfly waiver list tells")
    })?;
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
    text.lines().flat_map(|line| ["  ".to_owned(), plain(line), "\n".to_owned()]).collect()
}

/// What it lifts, what not, and whether it counts now; for a plan, what it does there.
pub fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let which = &args.which;
    let desk = Desk::open(&which.home, &[], terminal)?;
    let file = desk::document(&which.waiver, &desk.agency.waivers, stated_id)?;
    let unverified = UnverifiedWaiver::read(file.clone()).map_err(|error| {
        Failure::at(file.name.clone(), error.to_string()).hint("overfly waiver verify says more")
    })?;
    let document = unverified.document().clone();
    let mut told = waiver_words(&document, &desk.known(), &desk.shown_clock());
    let standing = list::standing(unverified, &desk.authority);
    told += format!("\n{}\n", counts(&standing)).as_str();
    let mut helps = standing == WaiverStanding::Valid;
    if let Some(plan) = &args.plan {
        let (text, all_lifted) = on_plan(plan, args, file, &document, &desk)?;
        told += format!("\n{text}").as_str();
        helps = all_lifted;
    }
    output::write(&told, None)?;
    Ok(if helps { Outcome::Done } else { Outcome::Refused })
}

fn counts(standing: &WaiverStanding) -> String {
    match standing {
        WaiverStanding::Valid => "it counts now".to_owned(),
        WaiverStanding::NotYet => "it lifts nothing yet: its time is still to come".to_owned(),
        WaiverStanding::Ended => "it lifts nothing any more: its time is over".to_owned(),
        WaiverStanding::Refused(refusal) => {
            let code = refusal.code().as_str();
            format!("it lifts nothing: {code}: {refusal}; {}", refusal.remedy())
        }
    }
}

/// What this waiver alone does to a flight, and whether nothing stays in the way. The check decides, not
/// what is told here.
fn on_plan(
    plan: &Path,
    args: &ExplainArgs,
    file: SignedFile,
    document: &WaiverDocument,
    desk: &Desk,
) -> Result<(String, bool), Failure> {
    let trial = Trial::from_args(&args.check, desk.clock.as_ref())?;
    let mut flight = trial.flight(plan)?;
    let facts = &mut flight.items.facts;
    for (fact, stated) in [
        (&mut facts.aircraft, &args.aircraft),
        (&mut facts.operator, &args.operator),
        (&mut facts.pilot, &args.pilot),
        (&mut facts.purpose, &args.purpose),
    ] {
        if stated.is_some() {
            fact.clone_from(stated);
        }
    }
    let alone = Exemptions::verify(desk.authority.clone(), vec![file]);
    let decision = trial.decide(&flight, &desk.airspace, Some(&alone), desk.now)?;
    let mut told =
        format!("{} with this waiver alone: {}\n", plan.display(), decision.verdict.as_str());
    let speaks =
        |f: &&DecisionFinding| f.waivers.contains(&document.id) || f.effect > Effect::Lifted;
    let mut lines: Vec<String> =
        decision.findings.iter().filter(speaks).map(|f| line(f, document)).collect();
    let mut seen = BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    told += &lines.concat();
    Ok((told, decision.verdict <= Verdict::Lifted))
}

fn line(finding: &DecisionFinding, document: &WaiverDocument) -> String {
    let zone = finding.zone.as_ref();
    let named = zone.map_or_else(String::new, |zone| format!(" {} {}", zone.id, zone.name));
    let unnamed = zone.is_some_and(|zone| !document.scope.names(&zone.id));
    let why = if unnamed { "; the waiver does not name this zone" } else { "" };
    let text = format!("{}{named}: {}{why}", finding.code, finding.text);
    format!("  {:<9} {}\n", finding.effect.as_str(), one_line(&text))
}
