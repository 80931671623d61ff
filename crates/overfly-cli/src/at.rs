//! `overfly at`: the zones at a point.

use overfly_check::{Airspace, PointQuery};
use overfly_model::{HeightInterval, TimeInterval};
use overfly_report::{Inputs, PointReport, point_json, point_text};

use crate::args::{AtArgs, Format};
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, batch, dataset, output, quantities, time};

/// Answers for one point, or for every row of a batch. What readers found does not change the exit code.
pub fn run(args: &AtArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let query = args.point.as_deref().map(|point| query(args, point)).transpose()?;
    if query.is_none() && args.batch.is_none() {
        return Err(Failure::new("no point given")
            .hint("overfly at 52.3086,4.7639 --zones PATH, or --batch FILE.csv --zones PATH"));
    }
    let mut loaded = dataset::load(&args.zones, terminal)?;
    let inputs = Inputs(core::mem::take(&mut loaded.inputs));
    output::refuse_to_overwrite(args.output.output.as_deref(), &inputs.0)?;
    let airspace = loaded.into_airspace();
    match (query, &args.batch) {
        (Some(query), _) => one(args, query, &airspace, &inputs, terminal),
        (None, Some(file)) => batch::run(file, &airspace, args.output.output.as_deref()),
        (None, None) => Ok(Outcome::Undecided),
    }
}

fn query(args: &AtArgs, point: &str) -> Result<PointQuery, Failure> {
    let height =
        args.height.as_deref().map(|text| quantities::height("--height", text)).transpose()?;
    let time = args.time.as_deref().map(|text| time::instant("--time", text, None)).transpose()?;
    Ok(PointQuery {
        position: quantities::point("LAT,LON", point)?,
        heights: height.map_or(HeightInterval::ANY, HeightInterval::at),
        time: time.map_or(TimeInterval::ANY, TimeInterval::instant),
    })
}

fn one(
    args: &AtArgs,
    query: PointQuery,
    airspace: &Airspace,
    inputs: &Inputs,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let file = args.output.output.as_deref();
    let answer = airspace.at(&query, &airspace.terrain());
    let nearest = airspace.nearest_border(query.position);
    let report = PointReport { query, answer: &answer, nearest, inputs };
    let text = match args.output.format {
        Format::Json => point_json(&report),
        Format::Text => point_text(&report, terminal.colour_for(file)),
    };
    output::write(&text, file)?;
    Ok(Outcome::Done)
}
