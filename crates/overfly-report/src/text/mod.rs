//! The answer for a pilot at night.

mod group;
mod layout;
mod places;

use jiff::tz::TimeZone;
use overfly_check::{CoverageUse, Decision, Nearest, Verdict};
use overfly_model::zone::one_line;
use overfly_model::{Code, CoverageBasis, Effect, HeightInterval, Metres};

use crate::wrap::{wrapped, wrapped_at};
use crate::{Colour, Inputs, Present, counted, given, local_time};
use group::Group;
use layout::Line;

/// How the answer is shown.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// What the flight is called: the plan's file name.
    pub plan: &'a str,
    /// The zone of local times.
    pub zone: TimeZone,
    /// The files the answer rests on.
    pub inputs: &'a Inputs,
    /// Whether "now" is the clock or a rehearsal.
    pub present: Present,
    /// Colours.
    pub colour: Colour,
    /// Columns of the terminal.
    pub width: usize,
}

/// The decision in words: the verdict, one line for each zone and code, what to do, the nearest zone,
/// and what the answer rests on.
pub fn text(decision: &Decision, view: &View<'_>) -> String {
    let groups = group::groups(decision);
    let mut lines = vec![headline(decision, view)];
    if view.present == Present::Rehearsal {
        let now = local_time::instant_with_year(decision.now, &view.zone);
        lines.push(labelled("rehearsal", &format!("as if it were {now}; not a clearance"), view));
    }
    let (restricting, notes) = finding_lines(&groups, decision, view);
    lines.extend(restricting);
    lines.extend(hints(decision).iter().map(|hint| wrapped("  do: ", 6, hint, view.width)));
    lines.extend(notes);
    lines.extend(flight_line(decision, view));
    lines.push(labelled("given", &given::words(&decision.flight.given), view));
    lines.extend(
        decision.nearest.as_ref().map(|nearest| labelled("nearest", &nearest_words(nearest), view)),
    );
    lines.extend(coverage_lines(decision, view));
    let inputs = view.inputs.short();
    lines.push(labelled(
        "data",
        &format!("NOTAM and temporary restrictions are not in these files; inputs {inputs}"),
        view,
    ));
    lines.join("\n") + "\n"
}

fn headline(decision: &Decision, view: &View<'_>) -> String {
    let word = verdict_word(decision.verdict);
    let verdict = view.colour.effect(effect_of(decision.verdict), word);
    let flight = &decision.flight;
    let time = match flight.time.from.or(flight.time.until) {
        Some(_) => local_time::span_with_utc(&flight.time, &view.zone, Some(decision.now)),
        None => "at any time (no departure stated)".into(),
    };
    let heights = flown(&flight.heights);
    let plan = one_line(view.plan);
    let columns = word.chars().count() + plan.chars().count() + 4;
    let head = format!("{verdict}  {}  ", view.colour.bold(&plan));
    wrapped_at((&head, columns), 2, &format!("{time}, {heights}"), view.width)
}

fn flown(heights: &[HeightInterval]) -> String {
    let mut words: Vec<String> = Vec::new();
    for heights in heights {
        let word = match (heights.lower, heights.upper) {
            (None, None) => "at any height (none stated)".into(),
            (_, Some(upper)) => format!("up to {upper}"),
            (Some(_), None) => heights.to_string(),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.is_empty() { "at no height".into() } else { words.join(", ") }
}

const fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "CLEAR",
        Verdict::Lifted => "LIFTED",
        Verdict::Pending => "PENDING",
        Verdict::Undecided => "UNDECIDED",
        Verdict::Blocked => "BLOCKED",
    }
}

const fn effect_of(verdict: Verdict) -> Effect {
    match verdict {
        Verdict::Clear => Effect::Clear,
        Verdict::Lifted => Effect::Lifted,
        Verdict::Pending => Effect::Pending,
        Verdict::Undecided => Effect::Undecided,
        Verdict::Blocked => Effect::Blocked,
    }
}

/// What restricts, and apart from it the notes; their columns aligned.
fn finding_lines(
    groups: &[Group<'_>],
    decision: &Decision,
    view: &View<'_>,
) -> (Vec<String>, Vec<String>) {
    let day = local_time::first_day(&decision.flight.time, &view.zone);
    let lines: Vec<Line> = groups.iter().map(|group| group.line(decision, view, day)).collect();
    layout::columns(&lines, view)
}

/// What to do about all that keeps the flight down: every hint once, the gravest finding's first; where
/// there is none, where to read on.
fn hints(decision: &Decision) -> Vec<String> {
    let mut hints: Vec<String> = Vec::new();
    for finding in decision.findings.iter().filter(|finding| finding.effect > Effect::Lifted) {
        let hint = match &finding.hint {
            Some(hint) => one_line(hint),
            None => format!("see {} in docs/reasons.md", finding.code),
        };
        if !hints.contains(&hint) {
            hints.push(hint);
        }
    }
    hints
}

/// Which parts of the flight stand in no plan, and how far its times may be off.
fn flight_line(decision: &Decision, view: &View<'_>) -> Option<String> {
    let stated = counted(decision.flight.stated, "piece");
    let derived = (!decision.flight.derived.is_empty()).then(|| {
        let kinds = places::derived_words(&decision.flight.derived);
        format!("{stated} in the plan; derived from it and checked too: {kinds}")
    });
    let timed = decision.findings.iter().any(|finding| finding.time.is_some());
    let times = timed.then(|| {
        "times allow for 2 minutes or a fifth of the time flown, and for the way home".to_owned()
    });
    let words: Vec<String> = derived.into_iter().chain(times).collect();
    (!words.is_empty()).then(|| labelled("flight", &words.join("; "), view))
}

/// At its shortest.
fn nearest_words(nearest: &Nearest) -> String {
    let shortest = (nearest.distance - nearest.error).max(Metres::ZERO);
    format!(
        "{}  {} {} of {}",
        group::zone_words(&nearest.zone),
        distance_words(shortest.value()),
        nearest.course.compass(),
        places::piece_words(nearest.piece),
    )
}

/// Rounded down: a pilot may count on it.
pub(crate) fn distance_words(metres: f64) -> String {
    if metres < 10_000.0 {
        format!("{:.0} m", metres.floor())
    } else {
        format!("{:.0} km", (metres / 1000.0).floor())
    }
}

fn coverage_lines(decision: &Decision, view: &View<'_>) -> Vec<String> {
    if !decision.coverage.is_empty() {
        let words = decision.coverage.iter().map(|used| coverage_words(used, decision, view));
        return words.map(|words| labelled("zones", &words, view)).collect();
    }
    let asked = decision.findings.iter().any(|finding| finding.code == Code::NoZoneData);
    let words = if asked {
        "no zone file answers where this flight is"
    } else {
        "not asked: the plan has no piece that can be checked"
    };
    vec![labelled("zones", words, view)]
}

fn coverage_words(coverage: &CoverageUse, decision: &Decision, view: &View<'_>) -> String {
    let source = one_line(&coverage.source);
    let issued = match coverage.issued {
        Some(issued) => {
            format!("issued {}", local_time::date_and_age(issued, &view.zone, decision.now))
        }
        None => "date of issue not stated".into(),
    };
    let basis = match coverage.basis {
        CoverageBasis::Manifest => "answers inside its stated outline",
        CoverageBasis::BoxOfZones => "no manifest: answers only inside the box round its zones",
    };
    let holds = holds_words(coverage, decision, view);
    format!("{source}, {issued}{holds}; {basis}")
}

/// `, holds until 2027-11-01`; nothing where the file does not say.
fn holds_words(coverage: &CoverageUse, decision: &Decision, view: &View<'_>) -> String {
    let date = |at| local_time::date(at, &view.zone);
    match (coverage.valid.from, coverage.valid.until) {
        (Some(from), _) if decision.now < from => format!(", holds only from {}", date(from)),
        (_, Some(until)) if until <= decision.now => format!(", held until {}", date(until)),
        (_, Some(until)) => format!(", holds until {}", date(until)),
        (_, None) => String::new(),
    }
}

fn labelled(label: &str, words: &str, view: &View<'_>) -> String {
    wrapped(&format!("  {label:<9} "), layout::INDENT, words, view.width)
}
