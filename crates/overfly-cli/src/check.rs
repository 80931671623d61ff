//! `overfly check`: may this flight take place, and why.

use core::time::Duration;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use overfly_check::{Attestation, Decision, Request, Verdict, check};
use overfly_format::flights;
use overfly_model::flight::FlightFacts;
use overfly_model::{Extent, Flight, HeightInterval, LostLink, Margins, Metres, Reading};
use overfly_report::{Input, InputKind, Inputs, Present, View};

use crate::args::{AnswerFormat, CheckArgs, ZoneArgs};
use crate::dataset::{self, Loaded};
use crate::failure::{Failure, Wanted};
use crate::grants::{Grants, agency_home};
use crate::output::Terminal;
use crate::station::Station;
use crate::terrain::Stated;
use crate::{Outcome, attest, files, output, quantities, time};

/// Answers on standard output or in a file; the exit code follows the verdict.
pub fn run(args: &CheckArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let options = Options::from_args(args)?;
    let mut grants = Grants::open(args, options.present)?;
    let (mut flight, plan) = flight(args)?;
    let station = station(args)?;
    let station_elevation = station_elevation(station.as_ref(), &options, &mut flight);
    let place = Extent::of_flight(&flight.items, options.margins.lateral);
    let terrain = options.terrain.load(place)?;
    flight.findings.extend(terrain.findings);
    flight.findings.append(&mut grants.findings);
    let mut loaded = dataset::load(&with_zones(&args.zones, grants.zones()))?;
    let zone = time_zone(args, &loaded, terminal)?;
    let (now, present) = time::present(args.now.as_deref(), zone.as_ref())?;
    let depart = args.depart.as_deref();
    let depart = depart.map(|text| time::instant("--depart", text, zone.as_ref())).transpose()?;
    let zone_files = core::mem::take(&mut loaded.inputs);
    let station = station.map(|station| station.input);
    let others = station.into_iter().chain(terrain.inputs).chain(grants.inputs());
    let inputs = Inputs(plan.into_iter().chain(zone_files).chain(others).collect());
    output::refuse_to_overwrite(args.output.output.as_deref(), inputs.paths())?;
    let verified = grants.verify(now, !args.no_waivers);
    let overlays = verified.as_ref().map(|v| (&v.authority, v.overlays.as_slice()));
    let airspace = loaded.into_airspace(overlays)?;
    let exemptions = verified.as_ref().map(|verified| &verified.exemptions);
    let asked = attest::Asked { exemptions, airspace: &airspace };
    let who = (now, flight.items.facts.aircraft.as_deref());
    let stated = attest::stated(&args.attest, &args.field, who, &asked)?;
    let earlier = grants.station().map(attest::earlier).transpose()?;
    let attestations = [stated.clone(), earlier.unwrap_or_default()].concat();
    let decision = check(&Request {
        flight: &flight,
        airspace: &airspace,
        take_off_elevation: options.terrain.elevation,
        station_elevation,
        relief: terrain.relief.as_ref(),
        margins: options.margins,
        lost_link: options.lost_link,
        depart,
        landing_reserve: options.landing_reserve,
        exemptions,
        attestations: &attestations,
        now,
    });
    grants.remember(verified.as_ref(), terminal);
    if let (Some(folder), false) = (grants.station(), stated.is_empty()) {
        remember(folder, &stated, &decision)?;
        terminal.remark(&attest::told(&stated, decision.flight.envelope.as_ref()));
    }
    let answer = match args.output.format {
        AnswerFormat::Json => overfly_report::json(&decision, &inputs, present),
        AnswerFormat::Text => text(args, &decision, &inputs, present, zone, terminal),
        AnswerFormat::Geojson => overfly_report::geojson(&decision),
    };
    output::write(&answer, args.output.output.as_deref())?;
    Ok(outcome(decision.verdict))
}

/// Keeps what was attested, for flights within this one.
fn remember(folder: &Path, stated: &[Attestation], decision: &Decision) -> Result<(), Failure> {
    match decision.flight.envelope {
        Some(envelope) => attest::remember(folder, stated, envelope, decision.now),
        None => Ok(()),
    }
}

/// The zones named, and the agency's.
fn with_zones(args: &ZoneArgs, more: Vec<PathBuf>) -> ZoneArgs {
    ZoneArgs { zones: [args.zones.clone(), more].concat(), ..args.clone() }
}

/// The station's file: the one that --station names. A folder that only keeps what was seen has none.
fn station(args: &CheckArgs) -> Result<Option<Station>, Failure> {
    let Some(folder) = args.station.as_deref() else { return Ok(None) };
    let wanted = agency_home(args.home.as_deref()).is_none() || Station::is_in(folder);
    wanted.then(|| Station::read(folder)).transpose()
}

const fn outcome(verdict: Verdict) -> Outcome {
    match verdict {
        Verdict::Clear | Verdict::Lifted => Outcome::Done,
        Verdict::Pending | Verdict::Blocked => Outcome::Refused,
        Verdict::Undecided => Outcome::Undecided,
    }
}

/// Options that need no file to be understood, so that a slip of the pen is told first.
struct Options {
    margins: Margins,
    lost_link: Option<LostLink>,
    terrain: Stated,
    landing_reserve: Duration,
    present: Present,
}

impl Options {
    fn from_args(args: &CheckArgs) -> Result<Self, Failure> {
        let margins = Margins {
            lateral: quantities::length("--margin", &args.margin)?,
            vertical: quantities::length("--vertical-margin", &args.vertical_margin)?,
        };
        let lost_link =
            args.lost_link.as_deref().map(|text| quantities::lost_link("--lost-link", text));
        if args.station.is_some() && args.now.is_some() {
            return Err(Failure::at("--station", "is not asked in a rehearsal (--now)").hint(
                "a rehearsal answers the same everywhere; state what counts: --terrain 30m-amsl",
            ));
        }
        Ok(Self {
            margins,
            lost_link: lost_link.transpose()?,
            terrain: Stated::from_args(&args.terrain)?,
            landing_reserve: quantities::reserve("--landing-reserve", &args.landing_reserve)?,
            present: if args.now.is_some() { Present::Rehearsal } else { Present::Clock },
        })
    }
}

/// What the station knows of the take-off point; that it counts for nothing is told.
fn station_elevation(
    station: Option<&Station>,
    options: &Options,
    flight: &mut Reading<Flight>,
) -> Option<Metres> {
    let found = match options.terrain.elevation {
        Some(_) => Err("--terrain states the take-off elevation".to_owned()),
        None => station?.elevation(&flight.items),
    };
    station?;
    found.map_err(|why| flight.findings.push(Station::not_used(&why))).ok()
}

/// The flight, and the file it comes from.
fn flight(args: &CheckArgs) -> Result<(Reading<Flight>, Option<Input>), Failure> {
    let (mut reading, input) = match (&args.plan, &args.around) {
        (Some(path), _) => {
            let (reading, input) = planned(path)?;
            (reading, Some(input))
        }
        (None, Some(circle)) => (around(args, circle)?, None),
        (None, None) => {
            return Err(Failure::new("no flight given").hint(
                "name a plan: overfly check PLAN --zones PATH, or a circle: --around 52.09,5.12,150m --height 60m-agl",
            ));
        }
    };
    state_facts(&mut reading.items.facts, args);
    Ok((reading, input))
}

fn planned(path: &Path) -> Result<(Reading<Flight>, Input), Failure> {
    let bytes = files::plan_bytes(path)?;
    let shown = plan_name(path);
    let reading =
        flights::read(&bytes).map_err(|error| Failure::read(&*shown, Wanted::Plan, &error))?;
    Ok((reading, Input::new(shown, &bytes, InputKind::Plan)))
}

fn plan_name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".into() } else { path.display().to_string() }
}

/// The file's own name: the folders before it are in the inputs.
fn short_name(path: &Path) -> String {
    match path.file_name() {
        Some(name) if path != Path::new("-") => name.to_string_lossy().into_owned(),
        _ => plan_name(path),
    }
}

fn around(args: &CheckArgs, circle: &str) -> Result<Reading<Flight>, Failure> {
    let (centre, radius) = quantities::circle("--around", circle)?;
    let height =
        args.height.as_deref().map(|text| quantities::height("--height", text)).transpose()?;
    let heights = height.map_or(HeightInterval::ANY, HeightInterval::up_to);
    let duration =
        args.duration.as_deref().map(|text| quantities::duration("--for", text)).transpose()?;
    Ok(Reading { items: flights::around(centre, radius, heights, duration), findings: Vec::new() })
}

/// What the caller states stands over what the plan says.
fn state_facts(facts: &mut FlightFacts, args: &CheckArgs) {
    for (fact, stated) in [
        (&mut facts.aircraft, &args.aircraft),
        (&mut facts.operator, &args.operator),
        (&mut facts.pilot, &args.pilot),
        (&mut facts.purpose, &args.purpose),
        (&mut facts.class, &args.class),
    ] {
        if stated.is_some() {
            fact.clone_from(stated);
        }
    }
}

/// The zone of times without an offset, and of the answer: as asked, else the manifest's.
fn time_zone(
    args: &CheckArgs,
    loaded: &Loaded,
    terminal: &Terminal,
) -> Result<Option<TimeZone>, Failure> {
    if let Some(name) = &args.time_zone {
        return time::zone("--time-zone", name).map(Some);
    }
    Ok(loaded.time_zone(terminal))
}

fn text(
    args: &CheckArgs,
    decision: &Decision,
    inputs: &Inputs,
    present: Present,
    zone: Option<TimeZone>,
    terminal: &Terminal,
) -> String {
    let plan = match (&args.plan, &args.around) {
        (Some(path), _) => short_name(path),
        (None, Some(circle)) => format!("around {circle}"),
        (None, None) => String::new(),
    };
    let zone = zone.unwrap_or(TimeZone::UTC);
    let colour = terminal.colour_for(args.output.output.as_deref());
    overfly_report::text(
        decision,
        &View { plan: &plan, zone, inputs, present, colour, width: terminal.width },
    )
}
