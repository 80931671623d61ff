//! The country of a zone, under either of the codes that files write.

use overfly_model::country::Country;

/// The country of the first code that is known: the zone's own, else that of its file.
pub(super) fn country(codes: [Option<&str>; 2]) -> Option<&'static Country> {
    codes.into_iter().flatten().find_map(|code| {
        let code = code.trim().to_ascii_uppercase();
        Country::from_code(alpha_3(&code).unwrap_or(&code))
    })
}

/// The alpha-3 code for an alpha-2 one (ISO 3166-1), and for two that people write instead.
fn alpha_3(code: &str) -> Option<&'static str> {
    ALPHA_3.iter().find(|(two, _)| *two == code).map(|(_, three)| *three)
}

#[rustfmt::skip]
const ALPHA_3: [(&str, &str); 42] = [
    ("AL", "ALB"), ("AD", "AND"), ("AT", "AUT"), ("BE", "BEL"), ("BG", "BGR"), ("BA", "BIH"),
    ("CH", "CHE"), ("CY", "CYP"), ("CZ", "CZE"), ("DE", "DEU"), ("DK", "DNK"), ("ES", "ESP"),
    ("EE", "EST"), ("FI", "FIN"), ("FR", "FRA"), ("FO", "FRO"), ("GB", "GBR"), ("UK", "GBR"),
    ("GR", "GRC"), ("EL", "GRC"), ("HR", "HRV"), ("HU", "HUN"), ("IE", "IRL"), ("IS", "ISL"),
    ("IT", "ITA"), ("LI", "LIE"), ("LT", "LTU"), ("LU", "LUX"), ("LV", "LVA"), ("MC", "MCO"),
    ("MT", "MLT"), ("NL", "NLD"), ("NO", "NOR"), ("PL", "POL"), ("PT", "PRT"), ("RO", "ROU"),
    ("SJ", "SJM"), ("RS", "SRB"), ("SK", "SVK"), ("SI", "SVN"), ("SE", "SWE"), ("UA", "UKR"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_either_code_and_the_files_stands_in() {
        let code = |codes| country(codes).map(Country::code);
        assert_eq!(code([Some("NL"), None]), Some("NLD"));
        assert_eq!(code([Some(" nld "), Some("BEL")]), Some("NLD"));
        assert_eq!(code([Some("Utopia"), Some("BEL")]), Some("BEL"));
        assert_eq!(code([None, Some("be")]), Some("BEL"));
        assert_eq!(code([Some("XX"), None]), None);
        assert!(ALPHA_3.iter().all(|(_, three)| Country::from_code(three).is_some()));
    }
}
