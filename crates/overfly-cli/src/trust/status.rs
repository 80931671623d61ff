//! `overfly trust status`: whose keys count, why others do not, and what to do.

use overfly_exemption::lists::{Freshness, ends};
use overfly_exemption::{
    Authority, Issuer, Memory, Namespace, Problem, Refusal, State, TrustDocument,
};
use overfly_model::Code;
use overfly_model::zone::one_line;

use super::{Seat, agreed, trust_of};
use crate::agency::Agency;
use crate::args::trust::TrustStatusArgs;
use crate::failure::Failure;
use crate::{Outcome, output};

/// Shows how things stand, and takes the owner's word for root keys.
pub fn run(args: &TrustStatusArgs) -> Result<Outcome, Failure> {
    let mut seat = Seat::open(&args.home)?;
    if args.accept {
        if !accept(&seat, args.yes)? {
            return Ok(Outcome::Refused);
        }
        seat = Seat::open(&args.home)?;
    }
    let authority = seat.authority();
    seat.station.learn(&authority)?;
    let problems = problems(&seat.agency, &authority);
    let text = [
        trust(&seat, &authority),
        issuers(&authority),
        station(&seat),
        told(&problems),
        skipped(&seat.agency),
    ];
    output::write(&text.concat(), None)?;
    Ok(match (authority.may_lift(), problems.is_empty()) {
        (Err(_), _) => Outcome::Undecided,
        (Ok(()), false) => Outcome::Refused,
        (Ok(()), true) => Outcome::Done,
    })
}

/// Something that does not count, for people and programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where.
    pub place: String,
    /// Its code.
    pub code: Code,
    /// Why.
    pub sentence: String,
    /// What to do.
    pub remedy: String,
}

impl Told {
    fn new(place: &str, refusal: &Refusal) -> Self {
        Self {
            place: place.to_owned(),
            code: refusal.code(),
            sentence: refusal.to_string(),
            remedy: refusal.remedy(),
        }
    }
}

/// All that does not count in an agency's folders, once each: what everything hangs on first.
pub fn problems(agency: &Agency, authority: &Authority) -> Vec<Told> {
    let mut told = Vec::new();
    if let Err(refusal) = authority.may_lift()
        && !authority.problems().iter().any(|problem| problem.refusal == *refusal)
    {
        told.push(Told::new("trust", refusal));
    }
    let of = |problem: &Problem| Told::new(&problem.file, &problem.refusal);
    told.extend(authority.problems().iter().chain(&agency.problems).map(of));
    let offices = authority.root().map(|root| root.document().offices.as_slice());
    for office in offices.unwrap_or_default() {
        let place = format!("office {}", office.id);
        match authority.freshness(&office.id) {
            Ok(Freshness::Fresh) => {}
            Ok(Freshness::Grace { purposes, until }) => told.push(Told {
                place,
                code: Code::RevocationsStale,
                sentence: format!(
                    "its revocation list is stale, and serves {purposes} until {until}"
                ),
                remedy: "get the office's latest revocation list".to_owned(),
            }),
            Err(refusal) => told.push(Told::new(&place, &refusal)),
        }
    }
    told
}

/// Whether the owner took the root keys.
fn accept(seat: &Seat, yes: bool) -> Result<bool, Failure> {
    let candidate = seat.as_issuer();
    let trust = trust_of(&candidate)?;
    let memory = seat.station.memory();
    let earlier = match &memory {
        Memory::Rehearsal => {
            return Err(Failure::at("--now", "is a rehearsal, which changes no station")
                .hint("leave out --now"));
        }
        Memory::Nothing => None,
        Memory::Known(state) => Some(state),
    };
    if let Some(state) = earlier {
        // Signed by enough of the roots that were accepted, or accepted itself: nothing to ask.
        if seat.authority().root().is_some() {
            return Ok(true);
        }
        if trust.version <= state.trust.version {
            let refusal =
                Refusal::TrustReplaced { found: trust.version, seen: state.trust.version };
            let place = seat.agency.trust.root.as_ref().map_or("trust", |file| &file.name);
            return Err(Failure::at(place, refusal.to_string()).hint(refusal.remedy()));
        }
    }
    output::write(&question(trust, earlier), None)?;
    if !agreed("Are these the agency's root keys?", "not accepted", yes)? {
        return Ok(false);
    }
    let learned =
        candidate.learned().ok_or_else(|| Failure::new("there is no trust root to accept"))?;
    seat.station
        .change(|stored| stored.as_ref().map_or(learned.clone(), |one| one.joined(&learned)))?;
    Ok(true)
}

fn question(trust: &TrustDocument, earlier: Option<&State>) -> String {
    let mut text = format!(
        "{}, trust version {}, {} of these root keys sign:\n",
        one_line(&trust.agency),
        trust.version,
        trust.threshold
    );
    for (name, key) in &trust.roots {
        let known = match earlier {
            Some(state) if state.trust.roots.contains(key) => "  known to this station",
            Some(_) => "  NEW",
            None => "",
        };
        text += &format!("  {name:<12} {key}{known}\n");
    }
    match earlier {
        Some(state) => {
            text += &format!(
                "This station has accepted version {}, and too few of its root keys signed this one.\n\
                 That is right only where those keys were lost. Ask the agency, by a way nobody else can change.\n",
                state.trust.version
            );
        }
        None => {
            text += "Compare the fingerprints with the agency, by a way nobody else can change.\n";
        }
    }
    text
}

fn trust(seat: &Seat, authority: &Authority) -> String {
    let Some(file) = &seat.agency.trust.root else { return "no trust root\n".to_owned() };
    let (trust, counts) = match authority.root() {
        Some(root) => (root.document().clone(), ""),
        None => match TrustDocument::read(&file.text) {
            Ok(trust) => (trust, "  NOT TO BE RELIED ON"),
            Err(_) => return "no trust root that can be read\n".to_owned(),
        },
    };
    let signs = |key| file.signed_by(Namespace::Trust, key, ("a root", trust.policy.touch)).is_ok();
    let signed = trust.roots.iter().filter(|(_, key)| signs(key)).count();
    let mut text = format!(
        "{}  trust version {}, issued {}, expires {}{counts}\nroots  {signed} of the {} needed have signed\n",
        one_line(&trust.agency),
        trust.version,
        trust.issued,
        trust.expires,
        trust.threshold
    );
    for (name, key) in &trust.roots {
        let word = if signs(key) { "signed" } else { "-" };
        text += &format!("  {name:<12} {word:<7} {key}\n");
    }
    if let Some(root) = authority.root() {
        text += &lists(root.document(), authority);
    }
    text
}

fn lists(trust: &TrustDocument, authority: &Authority) -> String {
    let mut text = "revocation lists\n".to_owned();
    for office in &trust.offices {
        let line = match authority.lists().latest(&office.id) {
            Some(list) => format!(
                "version {}, {} old, serves until {}, {} revoked, {} grounded",
                list.version,
                age(authority.now().duration_since(list.issued)),
                ends(list, &trust.policy),
                list.revoked.len(),
                list.grounded.len()
            ),
            None => "none that counts".to_owned(),
        };
        text += &format!("  {:<12} {line}\n", office.id);
    }
    text
}

/// `3 d`, `5 h`: the greatest unit there is one of.
pub fn age(since: jiff::SignedDuration) -> String {
    let minutes = since.as_mins().max(0);
    match minutes {
        2880.. => format!("{} d", minutes / 1440),
        120.. => format!("{} h", minutes / 60),
        _ => format!("{minutes} min"),
    }
}

fn issuers(authority: &Authority) -> String {
    if authority.issuers().is_empty() {
        return "nobody may sign\n".to_owned();
    }
    let mut text = "may sign\n".to_owned();
    for Issuer { via, name, key, valid, .. } in authority.issuers() {
        let until = valid.until.map_or_else(|| "-".to_owned(), |until| until.to_string());
        let who = if via == name { "the office".to_owned() } else { one_line(name) };
        text += &format!("  {via:<12} {who}, until {until}\n  {:<12} {key}\n", "");
    }
    text
}

fn station(seat: &Seat) -> String {
    match seat.station.memory() {
        Memory::Rehearsal => "station  not asked: a rehearsal\n".to_owned(),
        Memory::Nothing => "station  has accepted nothing yet\n".to_owned(),
        Memory::Known(state) => format!(
            "station  accepted trust version {}; latest signed time {}\n",
            state.trust.version, state.latest
        ),
    }
}

fn told(problems: &[Told]) -> String {
    if problems.is_empty() {
        return "no problems\n".to_owned();
    }
    let mut text = "problems\n".to_owned();
    for one in problems {
        text += &format!(
            "  {}: {}: {}\n    do: {}\n",
            one_line(&one.place),
            one.code.as_str(),
            one_line(&one.sentence),
            one.remedy
        );
    }
    text
}

fn skipped(agency: &Agency) -> String {
    let line = |path: &std::path::PathBuf| {
        format!("  {}: is no document, and not read\n", one_line(&path.display().to_string()))
    };
    agency.skipped.iter().map(line).collect()
}
