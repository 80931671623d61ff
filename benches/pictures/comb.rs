//! The adversary, with a hundredth of its teeth: what slabs are for.

use overfly_benches::Scale;
use overfly_benches::workloads::comb;
use overfly_index::built::Cell;

use crate::scene::{CROSSED, HELD, Scene, at, draw_cells, draw_outlines, edges};
use crate::svg::{GREY, INK, Map, PAPER, Svg};

#[allow(clippy::expect_used, reason = "a scale between 0 and 10")]
pub fn draw() -> String {
    let scene = Scene::of(comb(Scale::new(0.01).expect("a scale")));
    let map = Map::stretched([at(52.005, 5.0), at(52.395, 5.33)], [24.0, 52.0], [640.0, 520.0]);
    let mut svg = Svg::new([960.0, 620.0], "Slabs tell long parallel edges apart");
    let cells = scene.cells(map.corners);
    map.clip(&mut svg, "map");
    svg.raw(r#"<g clip-path="url(#map)">"#);
    draw_cells(&mut svg, &map, &cells, r##"stroke="#fff" stroke-width="0.8""##);
    let style = format!(r#"fill="none" stroke="{INK}" stroke-width="1""#);
    draw_outlines(&mut svg, &map, &scene.outlines, &style);
    svg.raw("</g>");
    map.frame(&mut svg);
    legend(&mut svg, &cells);
    let note = "A made-up outline: teeth 40 km long and 320 m apart, drawn narrower than they are.";
    svg.text([24.0, 604.0], &format!(r#"font-size="12" fill="{GREY}""#), note);
    svg.finish()
}

fn legend(svg: &mut Svg, cells: &[Cell]) {
    let left = 690.0;
    let most = cells.iter().map(edges).max().unwrap_or(0);
    let frame = r##"stroke="#9aa5b1" stroke-width="1""##;
    let [few, some, many, crowd] = CROSSED;
    for (down, fill, text) in [
        (0.0, PAPER, "nothing"),
        (24.0, HELD[0], "inside, no edges"),
        (48.0, few, "one edge"),
        (72.0, some, "up to four edges"),
        (96.0, many, "up to ten"),
        (120.0, crowd, &*format!("more, {most} at most")),
    ] {
        svg.key([left, 72.0 + down], &format!(r#"fill="{fill}" {frame}"#), text);
    }
    svg.lines(
        [left, 238.0],
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
        [left, 382.0],
        &[
            "Teeth lean, and slabs do not:",
            "what remains of a tooth in its",
            "neighbour's slab is the price.",
        ],
    );
}
