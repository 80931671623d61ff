//! `overfly waiver new`: fills in the form.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use overfly_exemption::{Issuer, WaiverDocument, would_waive};
use overfly_model::{Metres, Position, TimeInterval};
use overfly_report::waiver_words;
use toml::Value;

use super::form::{self, Form};
use super::proposal::{self, Asked, Proposal};
use super::tell_past;
use crate::args::waiver::NewArgs;
use crate::desk::{self, Desk};
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, output, quantities, time};

/// Writes the unsigned file, and says what it would lift.
pub fn run(args: &NewArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut form = match &args.template {
        Some(path) => Form::template(path)?,
        None => Form::default(),
    };
    let desk = Desk::open(&args.home, &args.zones, terminal)?;
    let authority = desk.as_issuer();
    let key = args.key.as_deref().map(desk::public_key).transpose()?;
    let issuer = key.map(|key| desk::owner(&authority, &key, args.via.as_deref())).transpose()?;
    if let Some(plan) = &args.from_check {
        let proposal = proposal::propose(plan, &args.check, &asked(&desk, issuer))?;
        proposal.remarks.iter().for_each(|remark| terminal.remark(remark));
        take_over(&mut form, proposal);
    }
    options(&mut form, args, &desk)?;
    head(&mut form, args, issuer, &desk)?;
    known_zones(&args.zone, &desk)?;
    pins(&mut form, &desk, terminal);
    let missing = form.missing();
    if !missing.is_empty() {
        return Err(Failure::new(format!("the waiver is not filled in: {} missing", missing.join(", ")))
            .hint("say it with these options, or in a --template; \"*\" stands for any aircraft, operator, pilot or purpose"));
    }
    let (text, document) = form.finished()?;
    let path = args
        .output
        .clone()
        .unwrap_or_else(|| desk.waivers_folder().join(format!("{}.toml", document.id)));
    create(&path, &text)?;
    tell(&path, &document, &desk)?;
    tell_past(&document, &desk, terminal);
    let refused = would_waive(&document, &authority).err();
    if let Some(refusal) = &refused {
        terminal.remark(&format!("{} as it stands would be refused: {refusal}", document.id));
        terminal.remark(&format!("hint: {}", refusal.remedy()));
    }
    Ok(if refused.is_some() { Outcome::Refused } else { Outcome::Done })
}

fn asked<'a>(desk: &'a Desk, issuer: Option<&'a Issuer>) -> Asked<'a> {
    let root = desk.authority.root();
    Asked {
        airspace: &desk.airspace,
        issuer,
        never: root.map_or(&[], |root| root.document().policy.never_waivable.as_slice()),
        now: desk.now,
        clock: desk.clock.as_ref(),
    }
}

/// What the check tells goes before the template; who flies is the template's where the plan is silent.
fn take_over(form: &mut Form, proposal: Proposal) {
    let scope = &mut form.scope;
    scope.zones = Some(proposal.zones);
    scope.area = Some(proposal.area);
    scope.lower = proposal.lower.or(scope.lower.take());
    scope.upper = proposal.upper.or(scope.upper.take());
    scope.from = proposal.time.from.and_then(form::instant).or(scope.from.take());
    scope.until = proposal.time.until.and_then(form::instant).or(scope.until.take());
    let facts = proposal.facts;
    let one = |name: Option<String>| name.map(|name| vec![name]);
    scope.aircraft = one(facts.aircraft).or(scope.aircraft.take());
    scope.operator = facts.operator.or(scope.operator.take());
    scope.pilots = one(facts.pilot).or(scope.pilots.take());
    scope.purposes = one(facts.purpose).or(scope.purposes.take());
}

/// What is typed goes before everything.
fn options(form: &mut Form, args: &NewArgs, desk: &Desk) -> Result<(), Failure> {
    let scope = &mut form.scope;
    let names = |typed: &[String], filled: &mut Option<Vec<String>>| {
        if !typed.is_empty() {
            *filled = Some(typed.to_vec());
        }
    };
    names(&args.zone, &mut scope.zones);
    names(&args.aircraft, &mut scope.aircraft);
    names(&args.pilot, &mut scope.pilots);
    names(&args.purpose, &mut scope.purposes);
    scope.operator = args.operator.clone().or(scope.operator.take());
    if let Some(area) = area(args)? {
        scope.area = Some(area);
    }
    let height = |option: &str, typed: Option<&String>| {
        typed.map(|text| quantities::height(option, text).map(form::height)).transpose()
    };
    let ground = "0m-agl".to_owned();
    scope.lower = height("--lower", args.lower.as_ref())?.or(scope.lower.take());
    if scope.lower.is_none() {
        scope.lower = height("--lower", Some(&ground))?;
    }
    scope.upper = height("--upper", args.upper.as_ref())?.or(scope.upper.take());
    if let Some(text) = &args.ground {
        scope.ground = Some(lowest_and_highest(text)?);
    }
    let times = times(args, desk)?;
    scope.from = times.from.and_then(form::instant).or(scope.from.take());
    scope.until = times.until.and_then(form::instant).or(scope.until.take());
    form.title = args.title.clone().or(form.title.take());
    form.instrument = args.instrument.clone().or(form.instrument.take());
    conditions(form, args)
}

fn area(args: &NewArgs) -> Result<Option<Value>, Failure> {
    if let Some(text) = &args.around {
        let (centre, radius) = quantities::circle("--around", text)?;
        return Ok(Some(form::circle(centre, radius)));
    }
    let Some(text) = &args.polygon else { return Ok(None) };
    let corners: Vec<Position> = text
        .split_whitespace()
        .map(|corner| quantities::point("--polygon", corner))
        .collect::<Result<_, _>>()?;
    Ok(Some(form::polygon(&corners)))
}

fn lowest_and_highest(text: &str) -> Result<Value, Failure> {
    let fault = || {
        Failure::at("--ground", format!("{text:?} is not the lowest and the highest ground"))
            .hint("write both above mean sea level: -5m,3m")
    };
    let (lowest, highest) = text.split_once(',').ok_or_else(fault)?;
    let read = |text: &str| -> Result<Metres, Failure> {
        match text.trim().strip_prefix('-') {
            Some(below) => quantities::length("--ground", below).map(|metres| -metres),
            None => quantities::length("--ground", text),
        }
    };
    let both = [read(lowest)?, read(highest)?];
    Ok(form::ground(both))
}

fn times(args: &NewArgs, desk: &Desk) -> Result<TimeInterval, Failure> {
    let typed = |option: &str, text: Option<&String>| {
        text.map(|text| time::instant(option, text, desk.clock.as_ref())).transpose()
    };
    let from = typed("--from", args.from.as_ref())?;
    let until = typed("--until", args.until.as_ref())?;
    let Some(text) = &args.duration else { return Ok(TimeInterval { from, until }) };
    let lasts = quantities::duration("--for", text)?;
    let Some(begin) = from else {
        return Err(Failure::at("--for", "needs a beginning").hint("say it with --from"));
    };
    let lasts = SignedDuration::try_from(lasts)
        .map_err(|_| Failure::at("--for", format!("{text:?} is longer than any waiver")))?;
    let until = begin
        .checked_add(lasts)
        .map_err(|_| Failure::at("--for", format!("{text:?} is longer than any waiver")))?;
    Ok(TimeInterval { from, until: Some(until) })
}

/// `--condition ID=TEXT` and `--needs ID=NAME`.
fn conditions(form: &mut Form, args: &NewArgs) -> Result<(), Failure> {
    let pair = |option: &str, text: &str| {
        let both = text.split_once('=').filter(|(id, rest)| !id.is_empty() && !rest.is_empty());
        both.map(|(id, rest)| (id.to_owned(), rest.to_owned())).ok_or_else(|| {
            Failure::at(option, format!("{text:?} has no id"))
                .hint("write it like atc-call=\"Tower called\"")
        })
    };
    let is = |table: &toml::Table, id: &str| table.get("id").and_then(Value::as_str) == Some(id);
    for text in &args.condition {
        let (id, text) = pair("--condition", text)?;
        form.condition.retain(|one| !is(one, &id));
        let condition = [("id", id), ("kind", "attest".to_owned()), ("text", text)];
        form.condition.push(
            condition
                .into_iter()
                .map(|(key, value)| (key.to_owned(), Value::String(value)))
                .collect(),
        );
    }
    for text in &args.needs {
        let (id, name) = pair("--needs", text)?;
        let found = form.condition.iter_mut().find(|one| is(one, &id));
        let condition = found.ok_or_else(|| {
            Failure::at("--needs", format!("there is no condition {id:?}"))
                .hint("add it with --condition")
        })?;
        let needs = condition.entry("needs").or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(needs) = needs {
            needs.push(Value::String(name));
        }
    }
    Ok(())
}

/// Id, issuer and date.
fn head(
    form: &mut Form,
    args: &NewArgs,
    issuer: Option<&Issuer>,
    desk: &Desk,
) -> Result<(), Failure> {
    let named =
        |issuer: fn(&Issuer) -> &String, of: Option<&Issuer>| of.map(|of| issuer(of).clone());
    form.issuer = args.issuer.clone().or(named(|of| &of.name, issuer)).or(form.issuer.take());
    form.via = args.via.clone().or(named(|of| &of.via, issuer)).or(form.via.take());
    form.issued = form::instant(desk.now);
    form.id = args.id.clone().or(form.id.take());
    if form.id.is_none() {
        form.id = form.issuer.as_ref().map(|issuer| next_id(issuer, desk));
    }
    // An id becomes a file name before anything else looks at it.
    match &form.id {
        Some(id) if !id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.@+".contains(c)) => {
            Err(Failure::at("--id", format!("{id:?} is no id: letters, digits and - _ . @ +")))
        }
        _ => Ok(()),
    }
}

/// `W-pj-2026-004`, the next after those in the folder.
fn next_id(issuer: &str, desk: &Desk) -> String {
    let prefix = format!("W-{}-{}-", initials(issuer), year(desk.now));
    let number = |id: &str| id.strip_prefix(&prefix)?.parse::<u32>().ok();
    let of_file = |name: &str| {
        let name = Path::new(name).file_name()?.to_str()?;
        number(name.strip_suffix(".toml")?)
    };
    let stated = |text: &[u8]| number(&WaiverDocument::read(text).ok()?.id);
    let taken = desk.agency.waivers.iter();
    let last = taken.flat_map(|file| [of_file(&file.name), stated(&file.text)]).flatten().max();
    format!("{prefix}{:03}", last.unwrap_or(0).saturating_add(1))
}

fn year(now: Timestamp) -> i16 {
    now.to_zoned(jiff::tz::TimeZone::UTC).year()
}

/// `pj` of `p.jansen@politie.example`; a name of one word is told whole.
fn initials(issuer: &str) -> String {
    let local = issuer.split('@').next().unwrap_or_default();
    let words: Vec<&str> =
        local.split(['.', '-', '_', '+']).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [one] => (*one).to_owned(),
        several => several.iter().filter_map(|word| word.chars().next()).collect(),
    }
}

/// A zone that is typed and not there is a slip, unless there are no zones here at all.
fn known_zones(typed: &[String], desk: &Desk) -> Result<(), Failure> {
    let known = desk.known();
    let missing = |id: &&String| !id.ends_with('*') && !known.contains_key(id.as_str());
    match typed.iter().find(missing) {
        Some(id) if !known.is_empty() => {
            let sentence = format!("{id:?} is none of the {} zones here", known.len());
            Err(Failure::at("--zone", sentence).hint("overfly zones list tells their ids"))
        }
        _ => Ok(()),
    }
}

/// The digest of each zone that is named whole and known, as it is now.
fn pins(form: &mut Form, desk: &Desk, terminal: &Terminal) {
    let known = desk.known();
    for id in form.scope.zones.iter().flatten().filter(|id| !id.ends_with('*')) {
        match known.get(id.as_str()).map(Vec::as_slice) {
            Some([_]) => {
                form.pins.insert(id.clone(), desk.digests(id));
            }
            Some(several) if several.len() > 1 => {
                terminal.remark(&format!(
                    "{id}: {} zones have this id, so it is not pinned and lifts none",
                    several.len()
                ));
            }
            _ => terminal.remark(&format!("{id} is not among the zones here, so it is not pinned")),
        }
    }
}

/// Never over a file that is there: it may be signed.
pub fn create(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| Failure::io(folder, "made", &error))?;
    }
    let made = OpenOptions::new().write(true).create_new(true).open(path);
    let written = made.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::at(path.display().to_string(), "is there already, and is not overwritten")
                .hint("give another --id, or another file with -o")
        }
        _ => Failure::io(path, "written", &error),
    })
}

fn tell(path: &Path, document: &WaiverDocument, desk: &Desk) -> Result<(), Failure> {
    let words = waiver_words(document, &desk.known(), &desk.shown_clock());
    let next =
        format!("{words}\nnot signed yet: overfly waiver sign {} --key KEY\n", path.display());
    output::write(&next, None)
}
