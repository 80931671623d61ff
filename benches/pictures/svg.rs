//! A small SVG canvas with a map under it.

use core::fmt::Write;

use overfly_model::{Metres, Outline, Position, Ring};

/// The ground of every picture: solid, so that it reads on a dark page too.
pub const PAPER: &str = "#fbfaf6";
/// Text and outlines.
pub const INK: &str = "#1f2933";
/// Less important text.
pub const GREY: &str = "#5b6770";
/// What is asked.
pub const RED: &str = "#c02038";

/// A picture that grows.
#[derive(Debug)]
pub struct Svg {
    size: [f64; 2],
    body: String,
}

impl Svg {
    /// An empty picture of a width and a height, with its title.
    pub fn new(size: [f64; 2], title: &str) -> Self {
        let mut svg = Self { size, body: String::new() };
        svg.raw(&format!("<title>{title}</title>"));
        let [width, height] = size;
        svg.raw(&format!(r#"<rect width="{width}" height="{height}" fill="{PAPER}"/>"#));
        svg.text([24.0, 34.0], &format!(r#"font-size="19" font-weight="600" fill="{INK}""#), title);
        svg
    }

    /// An element as it is.
    pub fn raw(&mut self, element: &str) {
        self.body += element;
        self.body.push('\n');
    }

    /// A text whose first letter stands at a place.
    pub fn text(&mut self, [x, y]: [f64; 2], style: &str, text: &str) {
        self.raw(&format!(r#"<text x="{}" y="{}" {style}>{text}</text>"#, px(x), px(y)));
    }

    /// Lines of text, 18 below each other.
    pub fn lines(&mut self, [x, y]: [f64; 2], lines: &[&str]) {
        for (line, down) in lines.iter().zip(0_u32..) {
            let style = format!(r#"font-size="13.5" fill="{INK}""#);
            self.text([x, y + 18.0 * f64::from(down)], &style, line);
        }
    }

    /// A path with a style.
    pub fn path(&mut self, style: &str, data: &str) {
        if !data.is_empty() {
            self.raw(&format!(r#"<path {style} d="{data}"/>"#));
        }
    }

    /// A dot.
    pub fn dot(&mut self, [x, y]: [f64; 2], radius: f64, fill: &str) {
        self.raw(&format!(r#"<circle cx="{}" cy="{}" r="{radius}" fill="{fill}"/>"#, px(x), px(y)));
    }

    /// A box of the legend, and what it means.
    pub fn key(&mut self, [x, y]: [f64; 2], style: &str, text: &str) {
        self.raw(&format!(
            r#"<rect x="{}" y="{}" width="20" height="14" {style}/>"#,
            px(x),
            px(y - 11.0)
        ));
        self.lines([x + 28.0, y], &[text]);
    }

    /// The file.
    pub fn finish(self) -> String {
        let [width, height] = self.size;
        let font = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif";
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" font-family=\"{font}\">\n{}</svg>\n",
            self.body
        )
    }
}

/// Where positions are on a picture: upright, a metre as long in each direction at the middle.
#[derive(Clone, Copy, Debug)]
pub struct Map {
    /// The south-west and the north-east corner.
    pub corners: [Position; 2],
    /// The top left corner on the picture.
    pub at: [f64; 2],
    /// Pixels of a degree of longitude, of latitude.
    scale: [f64; 2],
    /// Width and height on the picture.
    pub size: [f64; 2],
}

impl Map {
    /// As wide as told; as high as it comes.
    pub fn of(corners: [Position; 2], at: [f64; 2], width: f64) -> Self {
        let [low, high] = corners;
        let middle = f64::midpoint(low.lat_deg(), high.lat_deg());
        let across = width / (high.lon_deg() - low.lon_deg());
        let scale = [across, across / middle.to_radians().cos()];
        let height = (high.lat_deg() - low.lat_deg()) * scale[1];
        Self { corners, at, scale, size: [width, height] }
    }

    /// As wide and as high as told: a metre may be longer in one direction.
    pub fn stretched(corners: [Position; 2], at: [f64; 2], size: [f64; 2]) -> Self {
        let [low, high] = corners;
        let scale = [
            size[0] / (high.lon_deg() - low.lon_deg()),
            size[1] / (high.lat_deg() - low.lat_deg()),
        ];
        Self { corners, at, scale, size }
    }

    /// Where a position is.
    pub fn place(&self, position: Position) -> [f64; 2] {
        let [low, high] = self.corners;
        [
            self.at[0] + (position.lon_deg() - low.lon_deg()) * self.scale[0],
            self.at[1] + (high.lat_deg() - position.lat_deg()) * self.scale[1],
        ]
    }

    /// Path data of a closed ring.
    pub fn ring(&self, ring: &Ring) -> String {
        line(ring.vertices.iter().map(|vertex| self.place(*vertex))) + "Z"
    }

    /// Path data of a line.
    pub fn edges(&self, edges: &[[Position; 2]]) -> String {
        edges.iter().map(|ends| line(ends.iter().map(|end| self.place(*end)))).collect()
    }

    /// Path data of a box, as far as it is on the map.
    pub fn square(&self, [low, high]: [Position; 2]) -> String {
        let [right, bottom] = [self.at[0] + self.size[0], self.at[1] + self.size[1]];
        let [[x0, y1], [x1, y0]] = [self.place(low), self.place(high)];
        let (x0, x1) = (x0.max(self.at[0]), x1.min(right));
        let (y0, y1) = (y0.max(self.at[1]), y1.min(bottom));
        if x0 >= x1 || y0 >= y1 {
            return String::new();
        }
        format!("M{} {}H{}V{}H{}Z", px(x0), px(y0), px(x1), px(y1), px(x0))
    }

    /// Path data of an outline.
    pub fn outline(&self, outline: &Outline) -> String {
        match outline {
            Outline::Polygon { outer, holes } => {
                [outer].into_iter().chain(holes).map(|ring| self.ring(ring)).collect()
            }
            Outline::Circle { centre, radius } => self.circle(*centre, *radius),
            Outline::Unplaced => String::new(),
        }
    }

    /// Path data of a circle: an ellipse, right to a pixel at these sizes.
    fn circle(&self, centre: Position, radius: Metres) -> String {
        let [x, y] = self.place(centre);
        let high = radius.value() / 111_266.0;
        let wide = high / centre.lat_deg().to_radians().cos() * self.scale[0];
        let high = high * self.scale[1];
        let arc =
            |sign: f64| format!("a{} {} 0 1 0 {} 0", px(wide), px(high), px(2.0 * sign * wide));
        format!("M{} {}{}{}Z", px(x - wide), px(y), arc(1.0), arc(-1.0))
    }

    /// Defines what cuts everything off at the map's border.
    pub fn clip(&self, svg: &mut Svg, name: &str) {
        svg.raw(&format!(r#"<clipPath id="{name}"><rect {}/></clipPath>"#, self.rectangle()));
    }

    /// A frame round the map.
    pub fn frame(&self, svg: &mut Svg) {
        svg.raw(&format!(
            r##"<rect {} fill="none" stroke="#9aa5b1" stroke-width="1"/>"##,
            self.rectangle()
        ));
    }

    fn rectangle(&self) -> String {
        let ([x, y], [width, height]) = (self.at, self.size);
        let [x, y, width, height] = [x, y, width, height].map(px);
        format!(r#"x="{x}" y="{y}" width="{width}" height="{height}""#)
    }
}

/// Path data of a line through points.
pub fn line(points: impl Iterator<Item = [f64; 2]>) -> String {
    let mut data = String::new();
    for (letter, [x, y]) in core::iter::once('M').chain(core::iter::repeat('L')).zip(points) {
        let _ = write!(data, "{letter}{} {}", px(x), px(y));
    }
    data
}

/// A tenth of a pixel is enough, and the same on every platform.
pub fn px(number: f64) -> String {
    let text = format!("{number:.1}");
    let short = text.strip_suffix(".0").unwrap_or(&text);
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// A position of the middle of a box, a share of the way from each corner.
pub fn between([low, high]: [Position; 2], [east, north]: [f64; 2]) -> Position {
    let at = |a: f64, b: f64, share: f64| a + (b - a) * share;
    Position::nearest_lat_lon_deg([
        at(low.lat_deg(), high.lat_deg(), north),
        at(low.lon_deg(), high.lon_deg(), east),
    ])
}
