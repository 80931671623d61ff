//! Plans in words, written as `QGroundControl` does and read back by the reader of the product, so that
//! rows can tell what a mission command does.

use overfly_format::flights;
use overfly_model::{Altitude, Datum, Flight, HeightInterval, LostLink, Position, Reading};
use serde_json::{Value, json};

use super::flight::{self, TakeOff};
use super::words::{Read, Words};

/// A plan to be.
pub(super) struct Plan {
    points: Vec<Position>,
    altitude: Altitude,
    commands: Vec<Value>,
}

impl Plan {
    /// `51.99,5.00 -> 52.01,5.00 at 60m-agl`.
    pub(super) fn route(words: &mut Words<'_>) -> Read<Self> {
        let points = flight::points(words)?;
        words.expect("at")?;
        let altitude = words.height()?;
        frame(altitude)?;
        Ok(Self { points, altitude, commands: Vec::new() })
    }

    /// `command 201 [parameters]`: an item between the first waypoint and the second.
    pub(super) fn command(&mut self, words: &mut Words<'_>) -> Read<()> {
        let number = |words: &mut Words<'_>| {
            let word = words.take("the number of a MAVLink command")?;
            word.parse::<i64>().map_err(|_| format!("{word:?} is no whole number"))
        };
        let command = number(words)?;
        let mut params = vec![Value::Null; 7];
        for param in params.iter_mut().take(4) {
            if words.peek().is_some() {
                *param = json!(number(words)?);
            }
        }
        self.commands.push(json!({
            "type": "SimpleItem", "autoContinue": true, "command": command, "frame": 2, "params": params,
        }));
        Ok(())
    }

    /// The flight that the product's own reader makes of the plan.
    pub(super) fn read(self, take_off: Option<TakeOff>) -> Read<Reading<Flight>> {
        let text = self.text(take_off)?;
        let mut reading = flights::read(text.as_bytes()).map_err(|error| error.to_string())?;
        reading.items.lost_link = LostLink::Hover;
        Ok(reading)
    }

    fn text(mut self, take_off: Option<TakeOff>) -> Read<String> {
        let at = |p: &Position| [p.lat_deg(), p.lon_deg()];
        let frame = frame(self.altitude)?;
        let height = self.altitude.height.value();
        let waypoint = |p: &Position| {
            let [lat, lon] = at(p);
            json!({
                "type": "SimpleItem", "autoContinue": true, "command": 16, "frame": frame,
                "params": [0, 0, 0, null, lat, lon, height],
            })
        };
        let mut items: Vec<Value> = self.points.iter().map(waypoint).collect();
        let rest = items.split_off(1);
        items.append(&mut self.commands);
        items.extend(rest);
        for (number, item) in items.iter_mut().enumerate() {
            item["doJumpId"] = json!(number + 1);
        }
        let home = TakeOff::home(take_off, self.points.first().copied());
        let home = home.map_or(json!([0, 0, 0]), |home| {
            let [lat, lon] = at(&home.position);
            json!([lat, lon, home.elevation.map_or(0.0, overfly_model::Metres::value)])
        });
        let plan = json!({
            "fileType": "Plan", "version": 1,
            "mission": {
                "version": 2, "vehicleType": 2, "hoverSpeed": 5, "plannedHomePosition": home, "items": items,
            },
        });
        Ok(plan.to_string())
    }
}

fn frame(altitude: Altitude) -> Read<i64> {
    match altitude.datum {
        Datum::Amsl => Ok(0),
        Datum::AboveTakeOff => Ok(3),
        Datum::Agl => Ok(10),
        Datum::Wgs84 | Datum::Pressure => {
            let heights = HeightInterval::at(altitude);
            Err(format!("a plan has no frame for {heights}; expected AGL, AMSL or above take-off"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::flight::read;

    #[test]
    fn a_plan_is_read_by_the_reader_of_plans() {
        let plan = read("plan 52,5 -> 52.01,5 at 60m-agl, command 93 60").unwrap();
        assert_eq!(plan.items.format, "QGroundControl plan");
        assert_eq!(plan.items.pieces.len(), 2, "a leg and the delay: {:?}", plan.items.pieces);
        assert!(plan.findings.is_empty(), "{:?}", plan.findings);
        assert!(!read("plan 52,5 -> 52.01,5 at 60m-agl, command 208").unwrap().findings.is_empty());
        assert!(read("plan 52,5 -> 52.01,5 at 60m-wgs84").is_err());
    }
}
