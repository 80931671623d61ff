//! A leg, the cells that it is looked for in, and the stretches that it meets.

use overfly_index::Path;
use overfly_index::built::Cell;
use overfly_model::{Metres, Position};

use crate::scene::{Scene, at, draw_cells, draw_outlines};
use crate::svg::{GREY, INK, Map, PAPER, RED, Svg, line};

const MARGIN: Metres = Metres::whole(10);

#[allow(clippy::expect_used, reason = "an image just built, and two positions")]
pub fn draw(scene: &Scene) -> String {
    let map = Map::of([at(50.765, 5.6), at(51.055, 6.13)], [24.0, 52.0], 640.0);
    let mut svg = Svg::new([960.0, 648.0], "A leg looks only at the cells it comes near");
    let ends = [at(50.954_3, 5.671_2), at(50.983, 6.077)];
    let path = Path::through(&ends).expect("a path");
    let mut passed = scene.index.cells_along(&path, MARGIN).expect("an image just built");
    passed.sort_by_key(|cell| cell.corners.map(|p| [p.lat_e7(), p.lon_e7()]));
    passed.dedup();
    let all = scene.cells(map.corners);
    map.clip(&mut svg, "map");
    svg.raw(r#"<g clip-path="url(#map)">"#);
    grid(&mut svg, &map, &all);
    draw_cells(&mut svg, &map, &passed, r##"stroke="#fff" stroke-width="0.5""##);
    let style = format!(r#"fill="none" stroke="{INK}" stroke-width="1.2""#);
    draw_outlines(&mut svg, &map, scene, &all, &style);
    flight(&mut svg, &map, scene, &path, ends);
    svg.raw("</g>");
    map.frame(&mut svg);
    legend(&mut svg, passed.len(), all.len());
    let note =
        "Zones of zones/nld. A made-up leg of 29 km; demonstration data, not for navigation.";
    svg.text([24.0, 632.0], &format!(r#"font-size="12" fill="{GREY}""#), note);
    svg.finish()
}

/// The cells that are not looked at.
fn grid(svg: &mut Svg, map: &Map, cells: &[Cell]) {
    let data: String = cells.iter().map(|cell| map.square(cell.corners)).collect();
    svg.path(r##"fill="#f1f1ee" stroke="#dfe0dc" stroke-width="0.8""##, &data);
}

/// The leg, and over it the stretches on which it meets a zone.
#[allow(clippy::expect_used, reason = "an image just built")]
fn flight(svg: &mut Svg, map: &Map, scene: &Scene, path: &Path, ends: [Position; 2]) {
    let stroke = |colour: &str, width: f64| {
        format!(r#"fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round""#)
    };
    let between = |from: Metres, to: Metres| {
        let ends = [from, to].into_iter().filter_map(|along| path.position_at(along));
        line(ends.map(|end| map.place(end)))
    };
    svg.path(&stroke(PAPER, 7.0), &between(Metres::ZERO, path.length()));
    svg.path(&stroke(RED, 2.0), &between(Metres::ZERO, path.length()));
    for hit in scene.index.along(path, MARGIN).expect("an image just built") {
        for along in hit.along {
            svg.path(&stroke(RED, 5.0), &between(along.from, along.to));
        }
    }
    for (end, name) in ends.iter().zip(["from", "to"]) {
        let [x, y] = map.place(*end);
        svg.dot([x, y], 5.0, RED);
        let halo = format!(
            r#"stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke""#
        );
        let style = format!(r#"font-size="15" font-weight="600" fill="{RED}" {halo}"#);
        let (beside, anchor) = if name == "to" { (x + 10.0, "start") } else { (x - 10.0, "end") };
        svg.text([beside, y + 5.0], &format!(r#"{style} text-anchor="{anchor}""#), name);
    }
}

fn legend(svg: &mut Svg, passed: usize, all: usize) {
    let left = 690.0;
    let looked = format!("{passed} cells of the {all} here.");
    svg.lines([left, 72.0], &["Coloured: where the index", "looks for this leg,", &looked]);
    svg.lines(
        [left, 148.0],
        &[
            "They are those within the",
            "margin of 10 m, the 0.12 m",
            "for rounding, and the most",
            "that a border edge bulges",
            "from its geodesic.",
        ],
    );
    svg.path(
        &format!(r#"stroke="{RED}" stroke-width="6" stroke-linecap="round""#),
        &line([[left, 262.0], [left + 22.0, 262.0]].into_iter()),
    );
    svg.lines([left + 32.0, 267.0], &["meets a zone"]);
    svg.path(
        &format!(r#"stroke="{RED}" stroke-width="2" stroke-linecap="round""#),
        &line([[left, 288.0], [left + 22.0, 288.0]].into_iter()),
    );
    svg.lines([left + 32.0, 293.0], &["meets none"]);
    svg.lines(
        [left, 336.0],
        &[
            "In a blue cell a stretch is",
            "known at once. In the others",
            "each edge is asked where the",
            "leg comes near, and between",
            "two crossings the winding",
            "number of the middle tells",
            "inside from outside.",
        ],
    );
    svg.lines(
        [left, 488.0],
        &["Ends of stretches are", "rounded outward: never too", "little is reported."],
    );
}
