//! Containers of `overfly zones build`.

use overfly_format::container::{self, Packed};
use proptest::prelude::*;

use crate::fixtures;

/// What a container says it holds, or why it is refused.
fn told(bytes: &[u8]) -> String {
    match container::read(bytes) {
        Err(error) => format!("refused: {error}\n"),
        Ok(held) => {
            let file = |file: &Packed<'_>| format!("{}: {} bytes\n", file.name, file.bytes.len());
            let files: String = held.files.iter().map(file).collect();
            format!("{files}index: {} bytes\n", held.index.len())
        }
    }
}

#[test]
fn containers_are_read_or_refused_as_the_fixtures_say() {
    fixtures::compare("built/accept", |_, bytes| {
        assert!(container::read(bytes).is_ok());
        told(bytes)
    });
    fixtures::compare("built/reject", |path, bytes| {
        assert!(container::read(bytes).is_err(), "{}", path.display());
        told(bytes)
    });
}

fn files() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    let file = (any::<u8>(), proptest::collection::vec(any::<u8>(), 0..40));
    proptest::collection::vec(file, 0..6).prop_map(|files| {
        let name = |(at, (folder, bytes)): (usize, (u8, Vec<u8>))| {
            (format!("{}/\u{e9} \"{at}\".json", folder % 3), bytes)
        };
        files.into_iter().enumerate().map(name).collect()
    })
}

proptest! {
    #[test]
    fn what_is_packed_comes_out_whatever_it_is(
        files in files(),
        index in proptest::collection::vec(any::<u8>(), 0..60),
        limits in "[ -~]{0,20}",
        place in any::<prop::sample::Index>(),
        bit in 0..8_u32,
    ) {
        let packed: Vec<Packed<'_>> =
            files.iter().map(|(name, bytes)| Packed { name: name.clone(), bytes }).collect();
        let bytes = container::write(&limits, &packed, &index).unwrap();
        let held = container::read(&bytes).unwrap();
        prop_assert_eq!(&held.files, &packed);
        prop_assert_eq!(&bytes[held.index.clone()], &index[..]);
        prop_assert_eq!(&held.geojson_limits, &limits);
        let at = place.index(bytes.len());
        let mut changed = bytes.clone();
        changed[at] ^= 1 << bit;
        prop_assert!(container::read(&changed).is_err());
        prop_assert!(container::read(&bytes[..at]).is_err());
    }

    #[test]
    fn any_bytes_end_in_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = container::read(&bytes);
        let _ = container::read(&[&b"OVFZONES\x01\0\0\0\0\0\0\0"[..], &bytes].concat());
    }
}
