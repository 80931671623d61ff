//! `overfly at`: the zones at a point.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use overfly_check::PointQuery;
use overfly_model::{Effect, HeightInterval, TimeInterval};
use overfly_report::{Inputs, PointReport, point_json, point_text};

use crate::args::{AtArgs, Format};
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, batch, dataset, output, quantities, time};

/// Answers for one point, or for every row of a batch. What readers found does not change the exit code.
pub fn run(args: &AtArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let (now, _) = time::present(args.now.as_deref(), None)?;
    let query = args.point.as_deref().map(|point| query(args, point, now)).transpose()?;
    if query.is_none() && args.batch.is_none() {
        return Err(Failure::new("no point given")
            .hint("overfly at 52.3086,4.7639 --zones PATH, or --batch FILE.csv --zones PATH"));
    }
    let mut loaded = dataset::load(&args.zones)?;
    let inputs = Inputs(core::mem::take(&mut loaded.inputs));
    let read = inputs.paths().chain(args.batch.as_deref());
    output::refuse_to_overwrite(args.output.output.as_deref(), read)?;
    let zone = loaded.time_zone(terminal).unwrap_or(TimeZone::UTC);
    let airspace = loaded.into_airspace();
    let file = args.output.output.as_deref();
    let Some(query) = query else {
        let Some(points) = &args.batch else { return Ok(Outcome::Undecided) };
        return batch::run(points, &airspace, now, file, terminal);
    };
    let answer = airspace.at(&query, &airspace.terrain());
    let exchanged = query.position.swapped();
    let report = PointReport {
        query,
        answer: &answer,
        nearest: airspace.nearest_border(query.position),
        inputs: &inputs,
        now,
        zone,
        answers_exchanged: exchanged
            .is_some_and(|position| airspace.covers(position, &query.data_time)),
        doubts: airspace
            .findings()
            .map(|(_, finding)| finding)
            .filter(|finding| finding.effect > Effect::Note)
            .collect(),
    };
    let text = match args.output.format {
        Format::Json => point_json(&report),
        Format::Text => point_text(&report, terminal.colour_for(file), terminal.width),
    };
    output::write(&text, file)?;
    Ok(if answer.covered { Outcome::Done } else { Outcome::Undecided })
}

fn query(args: &AtArgs, point: &str, now: Timestamp) -> Result<PointQuery, Failure> {
    let height =
        args.height.as_deref().map(|text| quantities::height("--height", text)).transpose()?;
    let time = args.time.as_deref().map(|text| time::instant("--time", text, None)).transpose()?;
    Ok(PointQuery {
        position: quantities::point("LAT,LON", point)?,
        heights: height.map_or(HeightInterval::ANY, HeightInterval::at),
        time: time.map_or(TimeInterval::ANY, TimeInterval::instant),
        data_time: TimeInterval::instant(time.unwrap_or(now)),
    })
}
