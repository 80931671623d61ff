//! Elevation tiles in words: `tiles N52E004 5m-amsl and N52E005 void`.

use overfly_model::{Datum, Position, Relief, Tile, TileName};

use super::words::{Read, Words};

/// Posts a side.
const SIDE: usize = 1201;
const VOID: i16 = -32_768;

/// Tiles joined by `and`: each flat at a height or `void`, and perhaps higher `with 200m-amsl at P`: at
/// the post nearest to a place and all within five posts (460 m) of it.
pub(super) fn read(words: &mut Words<'_>) -> Read<Relief> {
    let mut relief = Relief::default();
    loop {
        let tile = tile(words)?;
        if let Some(twice) = relief.insert(tile) {
            return Err(format!("tile {} stands twice", twice.name()));
        }
        if !words.eat("and") {
            return Ok(relief);
        }
    }
}

fn tile(words: &mut Words<'_>) -> Read<Tile> {
    let word = words.take("the name of a tile such as N52E004")?;
    let name = TileName::from_text(word).ok_or_else(|| format!("{word:?} is no tile name"))?;
    let height = if words.eat("void") { VOID } else { metres(words)? };
    let mut posts = vec![height; SIDE * SIDE];
    if words.eat("with") {
        let height = metres(words)?;
        words.expect("at")?;
        raise(&mut posts, name, height, words.position()?)?;
    }
    Tile::new(name, posts).map_err(|error| error.to_string())
}

fn metres(words: &mut Words<'_>) -> Read<i16> {
    let height = words.height()?;
    let whole = format!("{:.0}", height.height.value()).parse();
    match (height.datum, whole) {
        (Datum::Amsl, Ok(metres)) => Ok(metres),
        _ => Err(format!("{height} is no height of ground; write it like 5m-amsl")),
    }
}

fn raise(posts: &mut [i16], name: TileName, height: i16, at: Position) -> Read<()> {
    let [south, west] = [name.extent().lat_deg()[0], name.extent().lon_deg()[0]];
    let steps = |degrees: f64| format!("{:.0}", degrees * 1200.0).parse::<usize>();
    let (Ok(up), Ok(right)) = (steps(at.lat_deg() - south), steps(at.lon_deg() - west)) else {
        return Err(format!("the height lies outside tile {name}"));
    };
    if up >= SIDE || right >= SIDE {
        return Err(format!("the height lies outside tile {name}"));
    }
    for row in (SIDE - 1 - up).saturating_sub(5)..=(SIDE - 1 - up + 5).min(SIDE - 1) {
        for column in right.saturating_sub(5)..=(right + 5).min(SIDE - 1) {
            posts[row * SIDE + column] = height;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_is_flat_but_where_it_says() {
        let relief =
            read(&mut Words::of("N52E005 5m-amsl with 200m-amsl at 52.50,5.50 and N51E005 void"))
                .unwrap();
        let ground = |lat, lon| relief.elevation(Position::from_lat_lon_deg([lat, lon]).unwrap());
        assert!(ground(52.2, 5.2).unwrap().highest.value() < 60.0);
        assert!(ground(52.5, 5.5).unwrap().lowest.value() > 150.0);
        assert_eq!(ground(51.5, 5.5), None);
        assert!(read(&mut Words::of("N52E005 5m-agl")).is_err());
        assert!(read(&mut Words::of("N52E005 5m-amsl with 9m-amsl at 51.50,5.50")).is_err());
    }
}
