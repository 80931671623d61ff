//! Where countries lie, and how low and high their ground is. Coarse and outward: the box holds the
//! country's European land and sea with room to spare, the heights hold all its ground (quarries and
//! polders rounded down, summits up). Used to notice exchanged coordinates and to compare heights.

use crate::{Extent, Metres, Position, Terrain};

/// What is known of a country.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Country {
    code: &'static str,
    lat_deg: [i16; 2],
    lon_deg: [i16; 2],
    ground_m: [i16; 2],
}

impl Country {
    /// The country of an ISO 3166-1 alpha-3 code; `None` for countries that are not in the table.
    pub fn from_code(code: &str) -> Option<&'static Self> {
        COUNTRIES.iter().find(|country| country.code == code)
    }

    /// The code.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Whether a position lies in the country's box. True for some places abroad; false for none of
    /// the country's own European places.
    pub fn box_holds(&self, position: Position) -> bool {
        let within =
            |deg: f64, [low, high]: [i16; 2]| deg >= f64::from(low) && deg <= f64::from(high);
        within(position.lat_deg(), self.lat_deg) && within(position.lon_deg(), self.lon_deg)
    }

    /// Whether all of an extent lies in the country's box.
    pub fn box_encloses(&self, extent: &Extent) -> bool {
        extent.corners().into_iter().all(|corner| self.box_holds(corner))
    }

    /// South-west and north-east corner of the box.
    pub fn corners(&self) -> [Position; 2] {
        let corner = |i: usize| {
            let deg = |pair: &[i16; 2]| pair.get(i).copied().map_or(0.0, f64::from);
            Position::nearest_lat_lon_deg([deg(&self.lat_deg), deg(&self.lon_deg)])
        };
        [corner(0), corner(1)]
    }

    /// The country's ground.
    pub fn terrain(&self) -> Terrain {
        let [low, high] = self.ground_m;
        Terrain::between(Metres::whole(low.into()), Metres::whole(high.into()))
    }
}

const fn country(
    code: &'static str,
    lat_deg: [i16; 2],
    lon_deg: [i16; 2],
    ground_m: [i16; 2],
) -> Country {
    Country { code, lat_deg, lon_deg, ground_m }
}

/// Box of the European part, degrees, rounded outward over its waters; ground in metres AMSL.
#[rustfmt::skip]
const COUNTRIES: &[Country] = &[
    country("ALB", [39, 43], [18, 22], [-30, 2_780]),
    country("AND", [42, 43], [1, 2], [800, 2_960]),
    country("AUT", [46, 50], [9, 18], [50, 3_810]),
    country("BEL", [49, 52], [2, 7], [-150, 710]),
    country("BGR", [41, 45], [22, 32], [-60, 2_940]),
    country("BIH", [42, 46], [15, 20], [-60, 2_400]),
    country("CHE", [45, 48], [5, 11], [150, 4_650]),
    country("CYP", [33, 36], [31, 36], [-60, 1_970]),
    country("CZE", [48, 52], [12, 19], [-50, 1_620]),
    country("DEU", [47, 56], [3, 16], [-400, 2_980]),
    country("DNK", [54, 59], [3, 16], [-100, 190]),
    country("ESP", [27, 45], [-19, 6], [-300, 3_730]),
    country("EST", [57, 61], [20, 29], [-60, 330]),
    country("FIN", [59, 71], [18, 32], [-300, 1_340]),
    country("FRA", [41, 52], [-7, 11], [-150, 4_830]),
    country("FRO", [60, 64], [-13, -3], [-10, 890]),
    country("GBR", [48, 62], [-15, 4], [-150, 1_360]),
    country("GRC", [34, 42], [18, 30], [-100, 2_930]),
    country("HRV", [42, 47], [13, 20], [-60, 1_850]),
    country("HUN", [45, 49], [16, 23], [-50, 1_030]),
    country("IRL", [50, 57], [-16, -5], [-150, 1_050]),
    country("ISL", [62, 68], [-26, -12], [-10, 2_130]),
    country("ITA", [35, 48], [6, 20], [-100, 4_830]),
    country("LIE", [47, 48], [9, 10], [410, 2_620]),
    country("LTU", [53, 57], [19, 27], [-60, 310]),
    country("LUX", [49, 51], [5, 7], [110, 580]),
    country("LVA", [55, 59], [19, 29], [-60, 330]),
    country("MCO", [43, 44], [7, 8], [-10, 180]),
    country("MLT", [34, 37], [13, 16], [-30, 270]),
    country("NLD", [50, 56], [2, 8], [-10, 325]),
    country("NOR", [57, 73], [-1, 33], [-200, 2_480]),
    country("POL", [48, 56], [13, 25], [-250, 2_510]),
    country("PRT", [29, 43], [-32, -6], [-150, 2_360]),
    country("ROU", [43, 49], [20, 32], [-60, 2_560]),
    country("SJM", [70, 82], [-10, 36], [-20, 2_290]),
    country("SRB", [41, 47], [18, 24], [-100, 2_670]),
    country("SVK", [47, 50], [16, 23], [0, 2_670]),
    country("SVN", [45, 47], [13, 17], [-30, 2_880]),
    country("SWE", [55, 70], [10, 25], [-250, 2_120]),
    country("UKR", [44, 53], [22, 41], [-400, 2_070]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_box_and_ground_ascends() {
        assert!(COUNTRIES.windows(2).all(|pair| pair[0].code < pair[1].code));
        for country in COUNTRIES {
            for [low, high] in [country.lat_deg, country.lon_deg, country.ground_m] {
                assert!(low < high, "{}", country.code);
            }
        }
    }

    #[test]
    fn the_extremes_of_countries_lie_within_their_ground() {
        // Published heights of places: the highest, the lowest, and the deepest open mines.
        for (code, place, height) in [
            ("AUT", "Apetlon", 114.0),
            ("AUT", "Grossglockner", 3_798.0),
            ("BEL", "De Moeren", -4.0),
            ("BEL", "a quarry of Gaurain-Ramecroix, in 1928", -17.0),
            ("CHE", "Lake Maggiore", 193.0),
            ("CHE", "Dufourspitze", 4_634.0),
            ("CZE", "Bílina open mine", 20.4),
            ("DEU", "Hambach open mine", -299.0),
            ("DEU", "Zugspitze", 2_962.0),
            ("DNK", "Lammefjord", -7.5),
            ("ESP", "Las Cruces open mine, 250 m below land at some 40 m", -210.0),
            ("ESP", "Teide", 3_718.0),
            ("FRA", "Mont Blanc", 4_810.0),
            ("NLD", "Zuidplaspolder", -6.8),
            ("NLD", "Vaalserberg", 322.7),
            ("NOR", "Galdhøpiggen", 2_469.0),
            ("POL", "Bełchatów open mine, 310 m below land at some 200 m", -110.0),
            ("POL", "Rysy", 2_501.0),
            ("SRB", "Velika Rudoka, counted by Serbia", 2_658.0),
            ("SVN", "Triglav", 2_864.0),
            ("SWE", "Kebnekaise, when it still had its ice", 2_117.0),
            ("UKR", "Kryvyi Rih open mines, 400 m below land at some 100 m", -300.0),
        ] {
            let ground = Country::from_code(code).unwrap().terrain().ground();
            let holds = ground.lowest.value() <= height && height <= ground.highest.value();
            assert!(holds, "{place}: {height} {ground:?}");
        }
    }

    #[test]
    fn a_dutch_place_with_its_coordinates_exchanged_is_outside_the_country() {
        let nld = Country::from_code("NLD").unwrap();
        let dam = Position::from_lat_lon_deg([52.37, 4.89]).unwrap();
        assert!(nld.box_holds(dam));
        assert!(!nld.box_holds(dam.swapped().unwrap()));
    }
}
