//! What an answer rests on beside zones and plan: what happens on a lost link, how high take-off lies.

use overfly_model::{
    AmslInterval, Code, Finding, Flight, LostLink, Metres, ReturnHeight, Tile, TileName,
};

use crate::request::Request;

/// What was given, and by whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// What counted for a lost link.
    pub lost_link: LostLink,
    /// Who states it.
    pub lost_link_source: LostLinkSource,
    /// What the plan says of it, whether it counted or not.
    pub planned_lost_link: LostLink,
    /// How high the take-off point counted, where that is known.
    pub take_off: Option<TakeOff>,
    /// The elevation tiles at hand.
    pub tiles: Vec<TileName>,
}

/// Who says what happens on a lost link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostLinkSource {
    /// The caller.
    Caller,
    /// The plan.
    Plan,
    /// Nobody.
    Nobody,
}

/// The elevation of the take-off point above mean sea level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TakeOff {
    /// As stated; an interval where tiles tell it.
    pub elevation: AmslInterval,
    /// Who tells it.
    pub source: TakeOffSource,
}

/// Who knows how high the take-off point lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakeOffSource {
    /// The caller.
    Caller,
    /// The plan.
    Plan,
    /// The station it takes off from.
    Station,
    /// Elevation tiles.
    Tiles,
}

impl LostLinkSource {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::Plan => "plan",
            Self::Nobody => "none",
        }
    }
}

impl TakeOffSource {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::Plan => "plan",
            Self::Station => "station",
            Self::Tiles => "tiles",
        }
    }
}

impl TakeOff {
    /// The elevation that somebody states for a request: the caller's over the plan's over the station's.
    pub(crate) fn stated(request: &Request<'_>) -> Option<(Metres, TakeOffSource)> {
        let planned = request.flight.items.home.and_then(|home| home.elevation);
        let all = [
            (request.take_off_elevation, TakeOffSource::Caller),
            (planned, TakeOffSource::Plan),
            (request.station_elevation, TakeOffSource::Station),
        ];
        all.into_iter().find_map(|(elevation, source)| Some((elevation?, source)))
    }

    pub(crate) const fn at(elevation: Metres, source: TakeOffSource) -> Self {
        Self { elevation: AmslInterval { lowest: elevation, highest: elevation }, source }
    }
}

impl Given {
    pub(crate) fn of(request: &Request<'_>, take_off: Option<TakeOff>) -> Self {
        let planned = request.flight.items.lost_link;
        Self {
            lost_link: request.lost_link.unwrap_or(planned),
            lost_link_source: match (request.lost_link, planned) {
                (Some(_), _) => LostLinkSource::Caller,
                (None, LostLink::NotStated) => LostLinkSource::Nobody,
                (None, _) => LostLinkSource::Plan,
            },
            planned_lost_link: planned,
            take_off,
            tiles: request.relief.into_iter().flat_map(|r| r.tiles().map(Tile::name)).collect(),
        }
    }
}

/// A note where the caller says another thing than the plan: the aircraft does as it is set.
pub(crate) fn contradiction(flight: &Flight, stated: Option<LostLink>) -> Option<Finding> {
    let (planned, stated) = (flight.lost_link, stated?);
    if planned == LostLink::NotStated || !differ(planned, stated) {
        return None;
    }
    let text = format!(
        "the plan says that on a lost link the aircraft {}; this answer holds only if it is set so that it {}",
        does(planned),
        does(stated)
    );
    Some(
        Finding::note(Code::LostLinkOverridesPlan, text)
            .hint("look at the setting of the aircraft, and at --lost-link"),
    )
}

/// A height beside none is no contradiction.
fn differ(planned: LostLink, stated: LostLink) -> bool {
    match (planned, stated) {
        (LostLink::Return(planned), LostLink::Return(stated))
        | (LostLink::Rally(planned), LostLink::Rally(stated)) => {
            matches!((planned, stated), (ReturnHeight::At(a), ReturnHeight::At(b)) if a != b)
        }
        _ => planned != stated,
    }
}

fn does(lost_link: LostLink) -> String {
    let at = |height: ReturnHeight| match height {
        ReturnHeight::At(altitude) => format!(" at {altitude}"),
        ReturnHeight::NotStated => String::new(),
    };
    match lost_link {
        LostLink::Return(height) => format!("returns{}", at(height)),
        LostLink::Rally(height) => format!("flies to a rally point{}", at(height)),
        LostLink::Hover => "hovers".to_owned(),
        LostLink::Land => "lands where it is".to_owned(),
        LostLink::NotStated => "does what nobody states".to_owned(),
    }
}
