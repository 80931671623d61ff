//! The adversary, with a thirtieth of its teeth: what slabs are for.

use overfly_benches::Scale;
use overfly_benches::workloads::comb;
use overfly_index::built::Cell;
use overfly_model::Position;

use crate::scene::{CROSSED, HELD, Scene, at, draw_outlines, edges};
use crate::svg::{GREY, INK, Map, Svg};

const TINTS: [&str; 2] = [HELD[0], CROSSED[0]];

#[allow(clippy::expect_used, reason = "a scale between 0 and 10")]
pub fn draw() -> String {
    let scene = Scene::of(comb(Scale::new(0.03).expect("a scale")));
    let map = Map::stretched([at(52.005, 5.05), at(52.395, 5.12)], [24.0, 52.0], [640.0, 520.0]);
    let mut svg = Svg::new([960.0, 620.0], "Slabs tell long parallel edges apart");
    let cells = scene.cells(map.corners);
    map.clip(&mut svg, "map");
    svg.raw(r#"<g clip-path="url(#map)">"#);
    draw_slabs(&mut svg, &map, &cells);
    let style = format!(r#"fill="none" stroke="{INK}" stroke-width="1.2""#);
    draw_outlines(&mut svg, &map, &scene, &cells, &style);
    svg.raw("</g>");
    map.frame(&mut svg);
    legend(&mut svg, &cells);
    let note = "A made-up outline: teeth 40 km long and 107 m apart, drawn eleven times as wide as they are.";
    svg.text([24.0, 604.0], &format!(r#"font-size="12" fill="{GREY}""#), note);
    svg.finish()
}

/// Neighbours in different tints.
fn draw_slabs(svg: &mut Svg, map: &Map, cells: &[Cell]) {
    let least =
        |of: fn(&Position) -> i32| cells.iter().map(|cell| of(&cell.corners[0])).min().unwrap_or(0);
    let [west, south] = [least(|p| p.lon_e7()), least(|p| p.lat_e7())];
    for (tint, fill) in TINTS.into_iter().enumerate() {
        let same = cells.iter().filter(|cell| {
            let [low, high] = cell.corners;
            let place = |low: i32, high: i32| usize::from(low / (high - low) % 2 != 0);
            let column = place(low.lon_e7() - west, high.lon_e7() - west);
            (column + place(low.lat_e7() - south, high.lat_e7() - south)) % 2 == tint
        });
        let data: String = same.map(|cell| map.square(cell.corners)).collect();
        svg.path(&format!(r##"fill="{fill}" stroke="#fff" stroke-width="1.5""##), &data);
    }
}

fn legend(svg: &mut Svg, cells: &[Cell]) {
    let left = 690.0;
    let most = cells.iter().map(edges).max().unwrap_or(0);
    let frame = r##"stroke="#9aa5b1" stroke-width="1""##;
    for (down, fill, text) in [(0.0, TINTS[0], "a slab"), (24.0, TINTS[1], "its neighbours")] {
        svg.key([left, 72.0 + down], &format!(r#"fill="{fill}" {frame}"#), text);
    }
    let held = format!("has {most} edges at most.");
    svg.lines([left, 136.0], &["Each of the slabs drawn here", &held]);
    svg.lines(
        [left, 196.0],
        &[
            "A square node would copy every",
            "tooth into each of its rows.",
            "Where edges run side by side,",
            "the builder divides a cell into",
            "16 slabs, upright or lying,",
            "when that makes cells emptier",
            "for the same copies.",
        ],
    );
    svg.lines(
        [left, 340.0],
        &[
            "Teeth lean, and slabs do not:",
            "a tooth that passes from slab",
            "to slab is copied into each.",
        ],
    );
}
