//! One leaf close up: its edges, and the ray that counts them.

use overfly_index::built::Cell;
use overfly_model::Position;

use crate::scene::{CROSSED, Scene, at, draw_outlines, edges};
use crate::svg::{GREY, INK, Map, PAPER, RED, Svg, between, line, px};

/// Where the leaf is looked for: on the Meuse, round which the control zone of Maastricht bends.
const WHERE: [[f64; 2]; 2] = [[50.80, 5.62], [51.03, 5.80]];

/// Where a ray crosses an edge.
#[derive(Debug)]
struct Crossing {
    lat: f64,
    sign: i32,
    /// The edge goes up towards the east.
    rises: bool,
}

/// A point, the edges below it with the sign of each crossing, and its winding number.
#[derive(Debug)]
struct Count {
    point: Position,
    crossings: Vec<Crossing>,
    wind: i32,
}

pub fn draw(scene: &Scene) -> String {
    let mut svg =
        Svg::new([960.0, 640.0], "A leaf: a few edges, one number, and a ray straight down");
    let Some((cell, counts)) = leaf(scene) else { return svg.finish() };
    let around = [[-0.22, -0.35], [1.22, 1.12]].map(|shares| between(cell.corners, shares));
    let map = Map::stretched(around, [24.0, 52.0], [600.0, 540.0]);
    map.clip(&mut svg, "map");
    svg.raw(r#"<g clip-path="url(#map)">"#);
    svg.path(&format!(r#"fill="{}""#, CROSSED[0]), &map.square(cell.corners));
    draw_outlines(
        &mut svg,
        &map,
        scene,
        core::slice::from_ref(&cell),
        r##"fill="none" stroke="#b8c0c8" stroke-width="1.5""##,
    );
    svg.path(
        r##"fill="none" stroke="#8a6d1f" stroke-width="1.5" stroke-dasharray="6 4""##,
        &map.square(cell.corners),
    );
    for border in &cell.borders {
        svg.path(
            &format!(r#"fill="none" stroke="{INK}" stroke-width="3" stroke-linecap="round""#),
            &map.edges(&border.edges),
        );
        for end in border.edges.iter().flatten() {
            svg.dot(map.place(*end), 3.5, INK);
        }
    }
    for (name, count) in ["A", "B"].into_iter().zip(&counts) {
        ray(&mut svg, &map, name, count);
    }
    svg.raw("</g>");
    map.frame(&mut svg);
    explain(&mut svg, &cell, &counts);
    let note =
        "A leaf of the control zone of Maastricht (7.13), from zones/nld. Not for navigation.";
    svg.text([24.0, 616.0], &format!(r#"font-size="12" fill="{GREY}""#), note);
    svg.finish()
}

fn ray(svg: &mut Svg, map: &Map, name: &str, count: &Count) {
    let [x, y] = map.place(count.point);
    let down = map.at[1] + map.size[1];
    let style = format!(r#"stroke="{RED}" stroke-width="1.8" stroke-dasharray="3 3" fill="none""#);
    svg.path(&style, &line([[x, y], [x, down]].into_iter()));
    svg.dot([x, y], 6.0, RED);
    let halo = format!(
        r#"stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke""#
    );
    svg.text(
        [x + 11.0, y + 5.0],
        &format!(r#"font-size="17" font-weight="700" fill="{RED}" {halo}"#),
        name,
    );
    for Crossing { lat, sign, rises } in &count.crossings {
        let [_, y] = map.place(at(*lat, count.point.lon_deg()));
        svg.raw(&format!(
            r#"<circle cx="{}" cy="{}" r="6" fill="{PAPER}" stroke="{RED}" stroke-width="2"/>"#,
            px(x),
            px(y)
        ));
        svg.text(
            // Below the edge, where it is not.
            [if *rises { x + 11.0 } else { x - 30.0 }, y + 20.0],
            &format!(r#"font-size="14" font-weight="600" fill="{RED}" {halo}"#),
            &signed(*sign),
        );
    }
}

fn signed(number: i32) -> String {
    if number < 0 { format!("\u{2212}{}", -number) } else { format!("+{number}") }
}

fn explain(svg: &mut Svg, cell: &Cell, counts: &[Count]) {
    let left = 650.0;
    let wind: i32 = cell.borders.iter().map(|border| border.wind).sum();
    let kept = format!("The leaf keeps {} edges and", edges(cell));
    let number = format!("the number {wind}.");
    svg.lines([left, 72.0], &["The dashed box is the cell.", &kept, &number]);
    svg.lines(
        [left, 144.0],
        &[
            "A ray goes straight down from",
            "the point. Each edge that it",
            "crosses counts one, with a sign",
            "by the side it comes from.",
        ],
    );
    for (place, (name, count)) in (0_u32..).zip(["A", "B"].into_iter().zip(counts)) {
        let top = 236.0 + 56.0 * f64::from(place);
        let signs: Vec<_> = count.crossings.iter().map(|crossing| signed(crossing.sign)).collect();
        let sum = if signs.is_empty() { "no crossing".to_owned() } else { signs.join(" ") };
        svg.text([left, top], &format!(r#"font-size="17" font-weight="700" fill="{RED}""#), name);
        let verdict = if count.wind == 0 { "outside" } else { "inside" };
        let counted = format!("{wind}, {sum}, makes {}:", count.wind);
        svg.lines([left + 24.0, top], &[&counted, verdict]);
    }
    svg.lines(
        [left, 360.0],
        &[
            "Edges elsewhere (pale) do not",
            "matter: none touches the cell,",
            "so as the point moves inside it,",
            "the ray crosses them, or not,",
            "all the same. What they add is",
            "in the number.",
        ],
    );
    svg.lines(
        [left, 488.0],
        &[
            "All in whole numbers: a point on",
            "an edge is found to be on it,",
            "and the border is inside.",
        ],
    );
}

/// The first leaf with edges enough to look at, where one point is inside and one outside.
fn leaf(scene: &Scene) -> Option<(Cell, Vec<Count>)> {
    let corners = WHERE.map(|[lat, lon]| at(lat, lon));
    let candidates = scene.cells(corners).into_iter().filter(|cell| {
        cell.borders.len() == 1
            && edges(cell) >= 6
            && cell.borders.iter().all(|border| border.led.is_empty())
    });
    let found = candidates.filter_map(|cell| Some((points(&cell)?, cell)));
    let best = found.max_by_key(|(counts, cell)| {
        (counts.iter().map(|count| count.crossings.len()).sum::<usize>(), edges(cell))
    });
    best.map(|(counts, cell)| (cell, counts))
}

/// A point inside and one outside, whose rays cross the most edges.
fn points(cell: &Cell) -> Option<Vec<Count>> {
    let shares = || (1..8).map(|share| f64::from(share) / 8.0);
    let all = || shares().flat_map(|east| shares().map(move |north| [east, north]));
    let most = |inside: bool| {
        let counts = all().map(|share| (share, count(cell, between(cell.corners, share))));
        // Inside on the western half, outside on the eastern, so that their labels do not meet.
        let fit = counts
            .filter(|([east, _], count)| (count.wind != 0) == inside && ((*east < 0.5) == inside));
        // Not so near to an edge that it seems to lie on it.
        let room = (cell.corners[1].lat_deg() - cell.corners[0].lat_deg()) / 12.0;
        let clear = |count: &Count| {
            let apart = |crossing: &Crossing| (crossing.lat - count.point.lat_deg()).abs() > room;
            count.crossings.iter().all(apart)
        };
        fit.map(|(_, count)| count).filter(clear).max_by_key(|count| count.crossings.len())
    };
    Some(vec![most(true)?, most(false)?])
}

/// As the index counts.
fn count(cell: &Cell, point: Position) -> Count {
    let mut crossings = Vec::new();
    let mut wind = 0;
    for border in &cell.borders {
        wind += border.wind;
        for edge in &border.edges {
            let [u, v] = edge.map(|end| {
                [end.lon_e7() - point.lon_e7(), end.lat_e7() - point.lat_e7()].map(i64::from)
            });
            let sign = crossed(u, v);
            if sign != 0 {
                wind += sign;
                crossings.push(crossing(*edge, point, sign));
            }
        }
    }
    Count { point, crossings, wind }
}

/// The sign by which the ray from the origin straight down crosses an edge, or 0.
fn crossed(u: [i64; 2], v: [i64; 2]) -> i32 {
    let turn = u[0] * v[1] - u[1] * v[0];
    match (u[0] <= 0, v[0] <= 0) {
        (true, false) if turn > 0 => 1,
        (false, true) if turn < 0 => -1,
        _ => 0,
    }
}

fn crossing([u, v]: [Position; 2], point: Position, sign: i32) -> Crossing {
    let slope = (v.lat_deg() - u.lat_deg()) / (v.lon_deg() - u.lon_deg());
    let lat = u.lat_deg() + (point.lon_deg() - u.lon_deg()) * slope;
    Crossing { lat, sign, rises: slope > 0.0 }
}
