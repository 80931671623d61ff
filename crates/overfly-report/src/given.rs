//! What was given beside zones and plan, in words and JSON.

use overfly_check::{Given, LostLinkSource, TakeOff, TakeOffSource};
use overfly_model::{Altitude, HeightInterval, LostLink, ReturnHeight};
use serde::Serialize;

use crate::json::{HeightsJson, heights};

#[derive(Serialize)]
pub(crate) struct LostLinkJson {
    action: &'static str,
    height_m: Option<HeightsJson>,
    source: &'static str,
    plan: Option<&'static str>,
}

/// The ends are one where the elevation is stated, two where tiles tell it.
#[derive(Serialize)]
pub(crate) struct TakeOffJson {
    elevation_m: [f64; 2],
    source: &'static str,
}

pub(crate) fn lost_link_json(given: &Given) -> LostLinkJson {
    LostLinkJson {
        action: word(given.lost_link),
        height_m: height(given.lost_link).map(|at| heights(HeightInterval::at(at))),
        source: given.lost_link_source.as_str(),
        plan: (given.planned_lost_link != LostLink::NotStated)
            .then(|| word(given.planned_lost_link)),
    }
}

pub(crate) fn take_off_json(given: &Given) -> Option<TakeOffJson> {
    given.take_off.map(|TakeOff { elevation, source }| TakeOffJson {
        elevation_m: [elevation.lowest.value(), elevation.highest.value()],
        source: source.as_str(),
    })
}

pub(crate) fn tiles_json(given: &Given) -> Vec<String> {
    given.tiles.iter().map(ToString::to_string).collect()
}

/// `lost link: hover (--lost-link; the plan says return); take-off 5 m AMSL (station.toml)`
pub(crate) fn words(given: &Given) -> String {
    let tiles = (!given.tiles.is_empty()).then(|| format!("tiles {}", tiles_words(given)));
    let parts = [Some(lost_link_words(given)), Some(take_off_words(given)), tiles];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn lost_link_words(given: &Given) -> String {
    let how = does(given.lost_link);
    match given.lost_link_source {
        LostLinkSource::Nobody => {
            "lost link: not stated, counts as return at any height".to_owned()
        }
        LostLinkSource::Plan => format!("lost link: {how} (plan)"),
        LostLinkSource::Caller if given.planned_lost_link == LostLink::NotStated => {
            format!("lost link: {how} (--lost-link)")
        }
        LostLinkSource::Caller => {
            let planned = does(given.planned_lost_link);
            format!("lost link: {how} (--lost-link; the plan says {planned})")
        }
    }
}

fn take_off_words(given: &Given) -> String {
    let Some(TakeOff { elevation, source }) = given.take_off else {
        return "take-off elevation not known".to_owned();
    };
    let (lowest, highest) = (elevation.lowest.value(), elevation.highest.value());
    match source {
        TakeOffSource::Tiles => {
            format!("take-off {:.0} to {:.0} m AMSL (tiles)", lowest.floor(), highest.ceil())
        }
        TakeOffSource::Caller => format!("take-off {} m AMSL (--terrain)", number(lowest)),
        TakeOffSource::Plan => format!("take-off {} m AMSL (plan)", number(lowest)),
        TakeOffSource::Station => format!("take-off {} m AMSL (station.toml)", number(lowest)),
    }
}

/// Whole metres where it is none else.
fn number(metres: f64) -> String {
    if (metres - metres.round()).abs() < 0.05 {
        format!("{:.0}", metres.round() + 0.0)
    } else {
        format!("{metres:.1}")
    }
}

fn tiles_words(given: &Given) -> String {
    const TOLD: usize = 4;
    let told: Vec<String> = given.tiles.iter().take(TOLD).map(ToString::to_string).collect();
    match given.tiles.len().saturating_sub(TOLD) {
        0 => told.join(", "),
        more => format!("{} and {more} more", told.join(", ")),
    }
}

fn does(lost_link: LostLink) -> String {
    let word = word(lost_link);
    height(lost_link).map_or_else(|| word.to_owned(), |at| format!("{word} at {at}"))
}

const fn height(lost_link: LostLink) -> Option<Altitude> {
    match lost_link {
        LostLink::Return(ReturnHeight::At(at)) | LostLink::Rally(ReturnHeight::At(at)) => Some(at),
        _ => None,
    }
}

const fn word(lost_link: LostLink) -> &'static str {
    match lost_link {
        LostLink::Return(_) => "return",
        LostLink::Rally(_) => "rally",
        LostLink::Hover => "hover",
        LostLink::Land => "land",
        LostLink::NotStated => "not-stated",
    }
}
