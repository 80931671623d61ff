//! A real control zone, and the cells that the index makes of them.

use crate::scene::{CROSSED, HELD, Scene, at, draw_cells, draw_outlines};
use crate::svg::{GREY, INK, Map, PAPER, Svg};

/// Maastricht, whose control zone follows the Meuse and the border.
pub fn draw(scene: &Scene) -> String {
    let map = Map::of([at(50.765, 5.6), at(51.055, 6.13)], [24.0, 52.0], 640.0);
    let mut svg =
        Svg::new([960.0, 648.0], "Every place has its cell, and the cell knows the answer");
    let cells = scene.cells(map.corners);
    map.clip(&mut svg, "map");
    svg.raw(r#"<g clip-path="url(#map)">"#);
    draw_cells(&mut svg, &map, &cells, r##"stroke="#fff" stroke-width="0.5""##);
    let style = format!(r#"fill="none" stroke="{INK}" stroke-width="1.3""#);
    draw_outlines(&mut svg, &map, scene, &cells, &style);
    let style = format!(
        r#"font-size="15" font-weight="600" fill="{INK}" text-anchor="middle" stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke""#
    );
    svg.text(map.place(at(50.925, 5.86)), &style, "Maastricht CTR");
    svg.raw("</g>");
    map.frame(&mut svg);
    let held = cells.iter().filter(|cell| cell.borders.is_empty()).count();
    legend(&mut svg, [cells.len(), held, cells.len() - held]);
    let note = "Zones of zones/nld, as the built index divides them. Demonstration data, not for navigation.";
    svg.text([24.0, 632.0], &format!(r#"font-size="12" fill="{GREY}""#), note);
    svg.finish()
}

fn legend(svg: &mut Svg, [all, held, crossed]: [usize; 3]) {
    let [one, _] = HELD;
    let [few, some, many, most] = CROSSED;
    let left = 690.0;
    svg.lines([left, 72.0], &["No geometry is needed here:"]);
    let frame = r##"stroke="#9aa5b1" stroke-width="1""##;
    svg.key([left, 98.0], &format!(r#"fill="{PAPER}" {frame}"#), "nothing");
    svg.key([left, 122.0], &format!(r#"fill="{one}" {frame}"#), "one outline holds all of it");
    svg.lines([left, 164.0], &["A border crosses these:"]);
    svg.key([left, 190.0], &format!(r#"fill="{few}" {frame}"#), "one edge, or a circle");
    svg.key([left, 214.0], &format!(r#"fill="{some}" {frame}"#), "up to four edges");
    svg.key([left, 238.0], &format!(r#"fill="{many}" {frame}"#), "up to eight");
    svg.key([left, 262.0], &format!(r#"fill="{most}" {frame}"#), "up to sixteen");
    let counts = [
        format!("{all} cells are drawn:"),
        format!("{held} held as a whole,"),
        format!("{crossed} with edges."),
    ];
    svg.lines([left, 304.0], &counts.each_ref().map(String::as_str));
    svg.lines(
        [left, 380.0],
        &[
            "A cell is divided until few",
            "edges cross it: small cells",
            "follow the borders, and a",
            "question looks at the edges",
            "of one cell, however many",
            "vertices the zone has.",
        ],
    );
}
