//! `at --batch`: the contract other programs rely on.

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::kit::{Ended, Folder, circle, command, dutch, prohibited, zone};

fn folder() -> Folder {
    let timed = zone("T", "CONDITIONAL", &circle("5.5, 52.5", 200)).replace(
        r#"{"permanent": "YES"}"#,
        r#"{"permanent": "NO", "startDateTime": "2026-12-01T00:00:00Z", "endDateTime": "2026-12-02T00:00:00Z"}"#,
    );
    let zones = [
        prohibited("B", &circle("5.005, 52.0", 100)),
        zone("A", "CONDITIONAL", &circle("5.005, 52.0", 200)),
        timed,
    ];
    Folder::new().with("zones.json", dutch(&zones))
}

fn batch(csv: &str) -> (Ended, Vec<Value>) {
    let ended = folder().with("points.csv", csv).run(&[
        "at",
        "--batch",
        "points.csv",
        "--zones",
        "zones.json",
        "--format",
        "json",
    ]);
    let lines = ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (ended, lines)
}

#[test]
fn each_row_is_one_line_with_its_zones_sorted() {
    let (ended, lines) = batch("lat,lon\n52.0,5.005\n52.2,5.2\n50.85,4.35\n");
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_eq!(
        ended.stdout.lines().next(),
        Some(
            r#"{"row":1,"lat":52.0,"lon":5.005,"covered":true,"zones":[{"id":"NLD/A","type":"Conditional"},{"id":"NLD/B","type":"Prohibited"}]}"#
        )
    );
    assert_eq!(lines[1], json!({"row": 2, "lat": 52.2, "lon": 5.2, "covered": true, "zones": []}));
    assert_eq!(
        lines[2],
        json!({"row": 3, "lat": 50.85, "lon": 4.35, "covered": false, "zones": []})
    );
}

#[test]
fn columns_stand_in_any_order_beside_others() {
    let (ended, lines) = batch(
        "\u{feff}name, LON ,datum,height_m,lat,time\r\n\"a, b\",5.005,AGL,50,52.0,\r\nc,5.005,amsl,5000,52.0,\r\nd,5.005,,,52.0,\r\n",
    );
    assert_eq!(ended.code, 0, "{ended:?}");
    let counts: Vec<usize> =
        lines.iter().map(|line| line["zones"].as_array().unwrap().len()).collect();
    assert_eq!(counts, [2, 0, 2]);
}

#[test]
fn a_time_leaves_out_zones_that_do_not_apply_then() {
    let (_, lines) = batch(
        "lat,lon,time\n52.5,5.5,2026-12-01T12:00:00Z\n52.5,5.5,2026-12-03T13:00:00+01:00\n52.5,5.5,\n",
    );
    let counts: Vec<usize> =
        lines.iter().map(|line| line["zones"].as_array().unwrap().len()).collect();
    assert_eq!(counts, [1, 0, 1]);
}

#[test]
fn a_bad_row_says_so_and_the_end_is_undecided() {
    let rows = [
        ("NaN,5.0,,,", "not a finite number"),
        ("inf,5.0,,,", "not a finite number"),
        ("91,5.0,,,", "latitude 91"),
        ("52.0,,,,", "lon is missing"),
        ("52.0", "lon is missing"),
        ("north,5.0,,,", "lat \"north\" is no number"),
        ("52.0,5.0,50,,", "datum"),
        ("52.0,5.0,50,metres,", "datum"),
        ("52.0,5.0,NaN,AGL,", "height_m is not a finite number"),
        ("52,08,5,12,,,1", "holds 7 values where the header names 5"),
        ("52.0,5.0,,,yesterday", "time \"yesterday\""),
        ("52.0,5.0,,,2026-12-01T12:00:00", "time"),
    ];
    let mut csv = "lat,lon,height_m,datum,time\n".to_owned();
    for (row, _) in &rows {
        writeln!(csv, "{row}").unwrap();
    }
    let (ended, lines) = batch(&(csv + "52.0,5.005,,,\n"));
    assert_eq!(ended.code, 2);
    assert_eq!(lines.len(), rows.len() + 1);
    for (number, ((row, says), line)) in rows.iter().zip(&lines).enumerate() {
        assert_eq!(line["row"], number + 1);
        assert!(line["error"].as_str().unwrap().contains(says), "{row}: {line}");
        assert_eq!(line.as_object().unwrap().len(), 2);
    }
    assert_eq!(
        lines.last().unwrap()["zones"].as_array().unwrap().len(),
        2,
        "a good row after bad ones is answered"
    );
}

#[test]
fn a_file_without_the_columns_is_refused() {
    for (csv, says, remedy) in [
        ("", "is empty", "lat,lon"),
        ("52.0,5.0\n52.0,5.1\n", "has no header", "lat,lon"),
        ("52.0,5.0,Zeist\n", "has no header", "lat,lon"),
        ("lat,lng\n52.0,5.0\n", "has no column lon", "lat,lon"),
        ("lat,lon,lat\n52.0,5.0,1\n", "has the column lat or latitude twice", "lat,lon"),
        ("lat,lon,latitude\n52.0,5.0,1\n", "has the column lat or latitude twice", "lat,lon"),
        ("lat;lon\n52,0;5,0\n", "parted by semicolons", "columns are parted by commas: lat,lon"),
        ("lat\tlon\n52.0\t5.0\n", "parted by tabs", "columns are parted by commas: lat,lon"),
        ("PK\u{3}\u{4}xx", "spreadsheet", "save it as CSV in UTF-8"),
        ("l\0a\0t\0,\0l\0o\0n\0", "UTF-16", "save it as CSV in UTF-8"),
    ] {
        let (ended, lines) = batch(csv);
        assert_eq!((ended.code, lines.len()), (2, 0), "{ended:?}");
        assert!(
            ended.stderr.starts_with("overfly: points.csv: ") && ended.stderr.contains(says),
            "{ended:?}"
        );
        let hint = ended.stderr.lines().last().unwrap();
        assert!(hint.starts_with("hint: ") && hint.contains(remedy), "{ended:?}");
    }
    let marked: Vec<u8> = "\u{feff}lat,lon\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ended = folder().run_with_input(&["at", "--batch", "-", "--zones", "zones.json"], &marked);
    assert!(ended.code == 2 && ended.stderr.contains("UTF-16"), "{ended:?}");
}

#[test]
fn the_columns_may_be_called_latitude_and_longitude() {
    let (ended, lines) = batch("Longitude,LATITUDE\n5.005,52.0\n");
    assert_eq!((ended.code, &lines[0]["lat"]), (0, &json!(52.0)), "{ended:?}");
}

#[test]
fn a_header_without_rows_answers_nothing_and_says_so() {
    let (ended, lines) = batch("lat,lon\n");
    assert_eq!((ended.code, lines.len()), (0, 0), "{ended:?}");
    assert_eq!(ended.stderr, "overfly: points.csv: has a header and no rows\n");
}

/// Blank lines and line feeds within quotes are lines of the file, not rows.
#[test]
fn a_bad_row_names_its_line_beside_its_number() {
    for end in ["\n", "\r\n"] {
        let csv = ["name,lat,lon", "\"a", "b\",52.0,5.0", "", "", "c,north,5.0", "d,52.0,x"];
        let (_, lines) = batch(&csv.join(end));
        assert_eq!(lines[1], json!({"row": 2, "error": "line 6: lat \"north\" is no number"}));
        assert_eq!(lines[2], json!({"row": 3, "error": "line 7: lon \"x\" is no number"}));
    }
}

#[test]
fn points_come_from_standard_input_too() {
    let ended = folder()
        .run_with_input(&["at", "--batch", "-", "--zones", "zones.json"], b"lat,lon\n52.0,5.005\n");
    assert_eq!((ended.code, ended.stdout.lines().count()), (0, 1), "{ended:?}");
}

#[test]
fn reader_findings_do_not_change_the_exit_code() {
    let odd = prohibited("ODD", &circle("5.005, 52.0", 100))
        .replace(r#""upperLimit": 120"#, r#""upperLimit": null"#);
    let folder =
        Folder::new().with("zones.json", dutch(&[odd])).with("points.csv", "lat,lon\n52.0,5.005\n");
    assert_eq!(folder.run(&["zones", "lint", "zones.json"]).code, 1);
    assert_eq!(folder.run(&["at", "--batch", "points.csv", "--zones", "zones.json"]).code, 0);
    assert_eq!(folder.run(&["at", "52.0,5.005", "--zones", "zones.json"]).code, 0);
}

/// Whoever has read enough closes the pipe: no complaint, and no endless writing.
#[test]
fn a_broken_pipe_ends_quietly() {
    let csv = "lat,lon\n".to_owned() + &"52.0,5.005\n".repeat(50_000);
    let folder = folder().with("points.csv", csv);
    let mut child = command(&["at", "--batch", "points.csv", "--zones", "zones.json"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let mut complaints = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
    assert_eq!((child.wait().unwrap().code(), complaints.as_str()), (Some(0), ""));
}

/// Memory must not grow with the rows: 200,000 of them in an address space that cannot hold their answers.
#[test]
#[cfg(target_os = "linux")]
fn a_long_batch_streams() {
    let mut csv = "lat,lon\n".to_owned();
    (0..200_000)
        .for_each(|row| writeln!(csv, "{:.6},5.005000", 51.9 + f64::from(row) * 1e-6).unwrap());
    let folder = folder().with("points.csv", csv);
    let mut child = command(&["at", "--batch", "points.csv", "--zones", "zones.json"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut buffer = vec![0; 1 << 16];
    let (mut lines, mut peak_kib) = (0, 0);
    loop {
        let read = out.read(&mut buffer).unwrap();
        if read == 0 {
            break;
        }
        lines += buffer[..read].split(|byte| *byte == b'\n').count() - 1;
        peak_kib = peak_kib.max(resident_kib(child.id()));
    }
    assert_eq!((lines, child.wait().unwrap().code()), (200_000, Some(0)));
    assert!(peak_kib < 60_000, "{peak_kib} KiB resident");
}

#[cfg(target_os = "linux")]
fn resident_kib(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1))
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[test]
fn a_batch_is_never_written_over_its_own_points() {
    let folder = Folder::new().with("zones.json", dutch(&[])).with("points.csv", "lat,lon\n52,5\n");
    let ended =
        folder.run(&["at", "--batch", "points.csv", "--zones", "zones.json", "-o", "points.csv"]);
    assert_eq!(ended.code, 2, "{ended:?}");
    assert_eq!(fs::read_to_string(folder.path().join("points.csv")).unwrap(), "lat,lon\n52,5\n");
}

#[test]
fn an_open_quote_does_not_swallow_rows_in_silence() {
    let folder = Folder::new()
        .with("zones.json", dutch(&[]))
        .with("points.csv", "lat,lon,name\n52.5,5.5,\"Hall\n52.0,5.01,b\n52.0,5.02,c\n");
    let ended = folder.run(&["at", "--batch", "points.csv", "--zones", "zones.json"]);
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stdout.contains("quote is not closed"), "{ended:?}");
}
