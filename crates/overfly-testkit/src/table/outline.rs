//! Outlines in words.

use overfly_model::geodesy::{self, Course};
use overfly_model::{LonReading, Metres, Outline, Position, Ring};

use super::words::{Read, Words};

/// `box P to P` (south-west and north-east corner), `square 1km at P`, `circle 500m at P`, `ring P P P`
/// (literal), `ring-short-way P P P`, `nowhere`; `without` and an outline after it is a hole.
pub(super) fn read(words: &mut Words<'_>) -> Read<Outline> {
    let mut outline = one(words)?;
    while words.eat("without") {
        let Outline::Polygon { outer: hole, .. } = one(words)? else {
            return Err("only a box, square or ring can be a hole".into());
        };
        let Outline::Polygon { holes, .. } = &mut outline else {
            return Err("only a box, square or ring can have a hole".into());
        };
        holes.push(hole);
    }
    Ok(outline)
}

/// Outlines joined by `and`.
pub(super) fn read_all(words: &mut Words<'_>) -> Read<Vec<Outline>> {
    let mut all = vec![read(words)?];
    while words.eat("and") {
        all.push(read(words)?);
    }
    Ok(all)
}

fn one(words: &mut Words<'_>) -> Read<Outline> {
    match words.take(EXPECTED)? {
        "box" => {
            let south_west = words.position()?;
            words.expect("to")?;
            boxed(south_west, words.position()?)
        }
        "square" => {
            let side = words.length()?;
            words.expect("at")?;
            square(words.position()?, side)
        }
        "circle" => {
            let radius = words.length()?;
            words.expect("at")?;
            Ok(Outline::Circle { centre: words.position()?, radius })
        }
        "ring" => ring(words, LonReading::Literal),
        "ring-short-way" => ring(words, LonReading::ShortWay),
        "nowhere" => Ok(Outline::Unplaced),
        other => Err(format!("{other:?} is no outline; expected {EXPECTED}")),
    }
}

const EXPECTED: &str = "box, square, circle, ring, ring-short-way or nowhere";

fn ring(words: &mut Words<'_>, reading: LonReading) -> Read<Outline> {
    let vertices = words.positions()?;
    if vertices.is_empty() {
        return Err(words.unexpected("the positions of a ring"));
    }
    Ok(Outline::Polygon { outer: Ring { vertices, reading }, holes: Vec::new() })
}

fn boxed(low: Position, high: Position) -> Read<Outline> {
    if low.lat_e7() >= high.lat_e7() || low.lon_e7() >= high.lon_e7() {
        return Err("a box goes from its south-west corner to its north-east corner".into());
    }
    rectangle([low.lat_e7(), high.lat_e7()], [low.lon_e7(), high.lon_e7()])
}

/// Of sides `side` long, north up, round `centre`; exact along the middle lines.
fn square(centre: Position, side: Metres) -> Read<Outline> {
    let to = |deg| geodesy::travel(centre, Course::from_deg(deg), side * 0.5);
    let (lat, lon) =
        ([to(180.0).lat_e7(), to(0.0).lat_e7()], [to(270.0).lon_e7(), to(90.0).lon_e7()]);
    if lon[0] >= lon[1] {
        return Err("a square cannot lie across the antimeridian; write a ring".into());
    }
    rectangle(lat, lon)
}

fn rectangle([south, north]: [i32; 2], [west, east]: [i32; 2]) -> Read<Outline> {
    let corners = [[south, west], [south, east], [north, east], [north, west]];
    let vertices: Option<Vec<Position>> =
        corners.into_iter().map(Position::from_lat_lon_e7).collect();
    let vertices = vertices.ok_or("a corner is no position")?;
    Ok(Outline::Polygon { outer: Ring::literal(vertices), holes: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_is_as_wide_as_it_says() {
        let outline = read(&mut Words::of("square 1km at 52.00,5.00")).unwrap();
        let Outline::Polygon { outer, .. } = outline else { panic!("a polygon") };
        let middle = |lon| Position::from_lat_lon_e7([520_000_000, lon]).unwrap();
        let [west, east] = [outer.vertices[0], outer.vertices[1]].map(|p| middle(p.lon_e7()));
        assert!((geodesy::distance(west, east).value() - 1000.0).abs() < 0.03);
    }

    #[test]
    fn a_hole_belongs_to_the_outline_before_it() {
        let mut words =
            Words::of("box 51,4 to 52,5 without square 1km at 51.5,4.5 and circle 10m at 52,5 at");
        let all = read_all(&mut words).unwrap();
        assert!(matches!(&all[0], Outline::Polygon { holes, .. } if holes.len() == 1));
        assert_eq!((all.len(), words.peek()), (2, Some("at")));
    }
}
