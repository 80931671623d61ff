//! `overfly at`: the zones at a point.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use overfly_check::PointQuery;
use overfly_index::built::Damaged;
use overfly_model::{Effect, Extent, HeightInterval, Terrain, TimeInterval, geoid};
use overfly_report::{Inputs, PointReport, point_json, point_text};

use crate::args::{AtArgs, Format};
use crate::failure::Failure;
use crate::output::Terminal;
use crate::terrain::{Loaded, Stated};
use crate::{Outcome, batch, dataset, output, quantities, time};

/// Answers for one point, or for every row of a batch. What readers found does not change the exit code.
pub fn run(args: &AtArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let (now, _) = time::present(args.now.as_deref(), None)?;
    let stated = Stated::folders(&args.terrain)?;
    let query = args.point.as_deref().map(|point| query(args, point, now)).transpose()?;
    if query.is_none() && args.batch.is_none() {
        return Err(Failure::new("no point given")
            .hint("overfly at 52.3086,4.7639 --zones PATH, or --batch FILE.csv --zones PATH"));
    }
    let mut loaded = dataset::load(&args.zones)?;
    let place = query.as_ref().map(|query| Extent::at(query.position));
    let tiles = stated.load(place)?;
    let zone_files = core::mem::take(&mut loaded.inputs);
    let inputs = Inputs(zone_files.into_iter().chain(tiles.inputs.iter().cloned()).collect());
    let read = inputs.paths().chain(args.batch.as_deref());
    output::refuse_to_overwrite(args.output.output.as_deref(), read)?;
    let zone = loaded.time_zone(terminal).unwrap_or(TimeZone::UTC);
    let airspace = loaded.into_airspace(None)?;
    let file = args.output.output.as_deref();
    let Some(query) = query else {
        let Some(points) = &args.batch else { return Ok(Outcome::Undecided) };
        return batch::run(points, &airspace, now, file, terminal);
    };
    let terrain = airspace.terrain(&Extent::at(query.position));
    let answer = airspace.at(&query, &ground(&query, terrain, &tiles, terminal)).map_err(damage)?;
    let exchanged = query.position.swapped();
    let report = PointReport {
        query,
        answer: &answer,
        nearest: airspace.nearest_border(query.position).map_err(damage)?,
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

/// An index that does not make sense answers nothing.
pub fn damage(damaged: Damaged) -> Failure {
    Failure::at("--zones", damaged.to_string())
        .hint("build the file again (overfly zones build), or name the sources it was built from")
}

/// What is known of the ground at the point: by default that of the zones' countries. What that lacks is told.
fn ground(query: &PointQuery, countries: Terrain, tiles: &Loaded, terminal: &Terminal) -> Terrain {
    if query.heights == HeightInterval::ANY {
        return countries;
    }
    for finding in &tiles.findings {
        terminal.remark(&finding.text);
    }
    let here = Extent::at(query.position);
    let terrain = countries.with_geoid(geoid::over(&here));
    let Some(relief) = &tiles.relief else { return terrain };
    let ground = relief.ground(&here);
    let Some(interval) = ground.interval else {
        let missing: Vec<String> = ground.missing.iter().map(ToString::to_string).collect();
        let lacks = if missing.is_empty() {
            "the elevation tile has no height here".to_owned()
        } else {
            format!("elevation tile {} is not there", missing.join(", "))
        };
        let range = terrain.ground();
        terminal.remark(&format!(
            "{lacks}: the ground counts as anywhere from {:.0} to {:.0} m AMSL",
            range.lowest.value(),
            range.highest.value()
        ));
        return terrain;
    };
    terrain.with_ground_from_tiles(interval)
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
