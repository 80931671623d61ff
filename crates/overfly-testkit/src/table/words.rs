//! Words of a cell, and the quantities and places among them.

use overfly_format::quantities::{parse_height, parse_length};
use overfly_model::geodesy::{self, Course};
use overfly_model::{Altitude, Datum, HeightInterval, Limit, Metres, Position, VerticalLimits};

/// What is read, or what is wrong.
pub(super) type Read<T> = Result<T, String>;

/// The words of a clause, taken one after the other.
pub(super) struct Words<'a> {
    all: Vec<&'a str>,
    next: usize,
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { all: text.split_whitespace().collect(), next: 0 }
    }

    pub(super) fn peek(&self) -> Option<&'a str> {
        self.all.get(self.next).copied()
    }

    /// The next word; `expected` says in an error what it should be.
    pub(super) fn take(&mut self, expected: &str) -> Read<&'a str> {
        let word = self.peek().ok_or_else(|| format!("ends; expected {expected}"))?;
        self.next += 1;
        Ok(word)
    }

    /// Takes the next word if it is `word`.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let is = self.peek() == Some(word);
        self.next += usize::from(is);
        is
    }

    pub(super) fn expect(&mut self, word: &str) -> Read<()> {
        if self.eat(word) { Ok(()) } else { Err(self.unexpected(word)) }
    }

    /// Nothing may be left.
    pub(super) fn end(&self) -> Read<()> {
        self.peek().map_or(Ok(()), |_| Err(self.unexpected("nothing more")))
    }

    pub(super) fn unexpected(&self, expected: &str) -> String {
        let word = self.peek().unwrap_or("the end");
        format!("{word:?} is not expected here; expected {expected}")
    }

    pub(super) fn position(&mut self) -> Read<Position> {
        position(self.take("a position such as 52.00,5.00")?)
    }

    /// Positions as long as there are any.
    pub(super) fn positions(&mut self) -> Read<Vec<Position>> {
        let mut all = Vec::new();
        while self.peek().is_some_and(|word| word.contains(',')) {
            all.push(self.position()?);
        }
        Ok(all)
    }

    pub(super) fn length(&mut self) -> Read<Metres> {
        parse_length(self.take("a length such as 500m")?).map_err(|error| error.to_string())
    }

    pub(super) fn height(&mut self) -> Read<Altitude> {
        height(self.take("a height such as 60m-agl")?)
    }

    /// `60m-agl`, `40-60m-agl`, `40m-agl to 60m-agl`, or `any-height`.
    pub(super) fn heights(&mut self) -> Read<HeightInterval> {
        if self.eat("any-height") {
            return Ok(HeightInterval::ANY);
        }
        let word = self.take("a height such as 60m-agl, 40-60m-agl or any-height")?;
        if let Some([lower, upper]) = band(word)? {
            return Ok(HeightInterval { lower: Some(lower), upper: Some(upper) });
        }
        let lower = height(word)?;
        let upper = if self.eat("to") { self.height()? } else { lower };
        Ok(HeightInterval { lower: Some(lower), upper: Some(upper) })
    }

    /// `0-120m-agl`, or one limit `to` another.
    pub(super) fn limits(&mut self) -> Read<VerticalLimits> {
        let word = self.take("limits such as 0-120m-agl or 50m-agl to unlimited")?;
        if let Some([lower, upper]) = band(word)? {
            return Ok(VerticalLimits { lower: Limit::At(lower), upper: Limit::At(upper) });
        }
        let lower = limit(word)?;
        self.expect("to")?;
        Ok(VerticalLimits { lower, upper: limit(self.take("the upper limit")?)? })
    }
}

fn limit(word: &str) -> Read<Limit> {
    match word {
        "unlimited" => Ok(Limit::Unlimited),
        "not-stated" => Ok(Limit::NotStated),
        _ => height(word).map(Limit::At),
    }
}

/// `60m-agl`, `400ft-amsl`, `60m-wgs84`, `60m-take-off`, `FL65`.
fn height(word: &str) -> Read<Altitude> {
    if let Some(level) = word.strip_prefix("FL") {
        let hundreds: u16 = level.parse().map_err(|_| format!("{word:?} is no flight level"))?;
        let feet = f64::from(hundreds) * 100.0;
        let metres = Metres::from_feet(feet).map_err(|error| error.to_string())?;
        return Ok(Altitude::new(metres, Datum::Pressure));
    }
    parse_height(word).map_err(|error| format!("{error}, or FL65"))
}

/// `0-120m-agl`: two numbers over one unit and datum; `None` when it is no such thing.
fn band(word: &str) -> Read<Option<[Altitude; 2]>> {
    let Some((first, rest)) = word.split_once('-') else { return Ok(None) };
    if first.is_empty() || !first.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    Ok(Some([height(&format!("{first}{unit}"))?, height(rest)?]))
}

/// `52.00,5.00`, or so far off such a place: `52.00,5.00+11mE`.
fn position(word: &str) -> Read<Position> {
    let wrong = || format!("{word:?} is no position: write it like 52.00,5.00 or 52.00,5.00+11mE");
    let (place, offset) = match word.split_once('+') {
        Some((place, offset)) => (place, Some(offset)),
        None => (word, None),
    };
    let (lat, lon) = place.split_once(',').ok_or_else(wrong)?;
    let degrees = [lat.parse().map_err(|_| wrong())?, lon.parse().map_err(|_| wrong())?];
    let position = Position::from_lat_lon_deg(degrees).map_err(|error| error.to_string())?;
    let Some(offset) = offset else { return Ok(position) };
    let (length, course) = offset.split_at(offset.len().saturating_sub(1));
    let course = match course {
        "N" => 0.0,
        "E" => 90.0,
        "S" => 180.0,
        "W" => 270.0,
        _ => return Err(wrong()),
    };
    let length = parse_length(length).map_err(|error| error.to_string())?;
    Ok(geodesy::travel(position, Course::from_deg(course), length))
}

/// The clauses of a cell, between `, `.
pub(super) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(", ").map(str::trim)
}

/// Puts `value` where nothing stands yet.
pub(super) fn once<T>(place: &mut Option<T>, value: T, what: &str) -> Read<()> {
    if place.replace(value).is_some() { Err(format!("{what} stands twice")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_and_heights_read_as_written() {
        for (text, shown) in [
            ("0-120m-agl", "0-120 m AGL"),
            ("50m-agl to 300m-amsl", "50 m AGL to 300 m AMSL"),
            ("0m-agl to unlimited", "from 0 m AGL up"),
            ("not-stated to 400ft-amsl", "up to 121.9 m AMSL"),
            ("FL55 to FL65", "1676.4-1981.2 m FL"),
            ("0-60m-take-off", "0-60 m above take-off"),
        ] {
            assert_eq!(Words::of(text).limits().unwrap().to_string(), shown, "{text}");
        }
        assert_eq!(Words::of("40-60m-agl").heights().unwrap().to_string(), "40-60 m AGL");
        assert!(Words::of("0-120m-agl to 5m-agl").heights().is_ok());
        assert!(Words::of("10-20m").limits().is_err(), "above what?");
    }

    #[test]
    fn a_place_may_be_so_far_off_another() {
        let here = position("52.00,5.00").unwrap();
        let east = position("52.00,5.00+100mE").unwrap();
        assert!((geodesy::distance(here, east).value() - 100.0).abs() < 0.02);
        assert!(east.lon_e7() > here.lon_e7());
        assert!(position("52.00,5.00+100m").is_err() && position("52.00").is_err());
    }
}
