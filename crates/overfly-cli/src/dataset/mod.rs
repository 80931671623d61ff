//! Zone files read, each with its folder's manifest where there is one.

mod loader;

use core::ops::Range;
use std::path::Path;

use jiff::tz::TimeZone;
use overfly_check::{Airspace, Answers, Dataset, Section, ZoneFile};
use overfly_exemption::{Authority, SignedFile};
use overfly_format::ReadError;
use overfly_format::zones::{self, GeoJsonMapping};
use overfly_index::BuiltIndex;
use overfly_model::{ClockZone, Code, Finding, Manifest, Reading, ZoneSet};
use overfly_report::{FileFindings, Input, ListedZone};

use self::loader::Loader;
use crate::args::ZoneArgs;
use crate::failure::Failure;
use crate::files::{self, Skipped};
use crate::output::Terminal;
use crate::time;

/// Everything that `--zones` names.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The files, by coverage.
    pub datasets: Vec<Dataset>,
    /// Every file read, with its hash.
    pub inputs: Vec<Input>,
    /// The manifest that names a time zone for answers, and the name.
    pub time_zone: Option<(String, String)>,
    /// Datasets that are indexed already.
    pub built: Vec<(Range<usize>, BuiltIndex<Section>)>,
    /// What was read outside containers, byte for byte: dataset and path in it, and the bytes.
    pub kept: Vec<(String, Vec<u8>)>,
    /// The paths as given.
    named: Vec<String>,
}

/// Reads every zone file that the paths name. A file that cannot be read at all is a failure: it may
/// hold the zone that matters.
pub fn load(args: &ZoneArgs) -> Result<Loaded, Failure> {
    if args.zones.is_empty() {
        return Err(Failure::new("no zones given")
            .hint("add --zones PATH: a zone file (ED-269, ED-318, GeoJSON) or a folder of them"));
    }
    let found = files::find(&args.zones)?;
    let mut loaded = Loader::new(args.geojson_limits.as_deref())?.load(&found.sources)?;
    loaded.datasets.extend(skipped(&found.skipped));
    loaded.named = args.zones.iter().map(|path| path.display().to_string()).collect();
    Ok(loaded)
}

/// Reads a container that is in memory.
pub fn held(source: &str, bytes: Vec<u8>) -> Result<Loaded, Failure> {
    let mut loader = Loader::new(None)?;
    loader.container(source, &bytes.into())?;
    loader.load(&[])
}

impl Loaded {
    /// The zones indexed, as overlays correct them.
    pub fn into_airspace(
        self,
        overlays: Option<(&Authority, &[SignedFile])>,
    ) -> Result<Airspace, Failure> {
        let mut builder = Airspace::builder();
        builder.name_by(self.named);
        let mut datasets = self.datasets.into_iter();
        let mut at = 0;
        for (range, index) in self.built {
            datasets.by_ref().take(range.start - at).for_each(|dataset| builder.add(dataset));
            let indexed: Vec<Dataset> = datasets.by_ref().take(range.len()).collect();
            let source = indexed.first().map_or_else(String::new, |first| first.source.clone());
            builder.add_built(indexed, index).map_err(|misfit| {
                Failure::at(source, format!("{misfit}: another version of overfly built it"))
                    .hint("build it again: overfly zones build PATH -o FILE.ovz")
            })?;
            at = range.end;
        }
        datasets.for_each(|dataset| builder.add(dataset));
        if let Some((authority, files)) = overlays {
            builder.overlays(authority, files);
        }
        Ok(builder.build())
    }

    /// The manifest's time zone; one that is not known here is complained about.
    pub fn time_zone(&self, terminal: &Terminal) -> Option<TimeZone> {
        let (manifest, name) = self.time_zone.as_ref()?;
        time::zone(manifest, name).map_err(|failure| terminal.complain(&failure)).ok()
    }

    /// Every file read.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.inputs.iter().map(|input| Path::new(&input.path))
    }

    /// The files in order.
    pub fn files(&self) -> impl Iterator<Item = &ZoneFile> {
        self.datasets.iter().flat_map(|dataset| &dataset.files)
    }

    /// Every zone with what its reader found about it.
    pub fn listed(&self) -> Vec<ListedZone<'_>> {
        self.files().flat_map(listed).collect()
    }

    /// What was found about each dataset and by the readers, by file.
    pub fn findings(&self) -> Vec<FileFindings<'_>> {
        self.datasets.iter().flat_map(findings).collect()
    }
}

fn findings(dataset: &Dataset) -> impl Iterator<Item = FileFindings<'_>> {
    let whole = FileFindings { source: &dataset.source, zones: 0, findings: &dataset.findings };
    let files = dataset.files.iter().map(|file| FileFindings {
        source: &file.source,
        zones: file.reading.items.zones.len(),
        findings: &file.reading.findings,
    });
    Some(whole).into_iter().filter(|whole| !whole.findings.is_empty()).chain(files)
}

/// What was left out of folders, for the answer: a zone may be in it.
fn skipped(files: &[Skipped]) -> Option<Dataset> {
    let findings: Vec<Finding> = files.iter().map(|file| {
        let text = format!("{}: is not read, its name is not that of a zone file (*.json, *.geojson, *.ovz)", file.path.display());
        if file.may_hold_zones {
            Finding::undecided(Code::FileSkipped, text)
                .hint("unpack, rename or convert it if it holds zones; else move it out of the folder")
        } else {
            Finding::note(Code::FileSkipped, text)
        }
    }).collect();
    let source = "--zones".to_owned();
    (!findings.is_empty()).then(|| Dataset {
        source,
        answers: Answers::Nowhere,
        files: Vec::new(),
        findings,
    })
}

fn listed(file: &ZoneFile) -> impl Iterator<Item = ListedZone<'_>> {
    let mut by_zone = std::collections::BTreeMap::new();
    for finding in &file.reading.findings {
        if let Some(id) = &finding.zone {
            by_zone.entry(id).or_insert_with(Vec::new).push(finding);
        }
    }
    file.reading.items.zones.iter().map(move |zone| ListedZone {
        zone,
        source: &file.source,
        findings: by_zone.get(&zone.id).cloned().unwrap_or_default(),
    })
}

/// What a manifest says of zones that do not say it themselves.
#[derive(Clone, Default)]
pub struct Given {
    country: Option<String>,
    local_times: Option<ClockZone>,
}

impl Given {
    fn by(manifest: &Manifest) -> Self {
        Self { country: manifest.country.clone(), local_times: manifest.local_times.clone() }
    }
}

/// Reads zones as those of the file `path`, whose name goes to zones that do not name themselves.
pub fn read(
    path: &Path,
    bytes: &[u8],
    mapping: &GeoJsonMapping,
    given: &Given,
) -> Result<Reading<ZoneSet>, ReadError> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let (country, local_times) = (given.country.as_deref(), given.local_times.as_ref());
    zones::read(bytes, &zones::Source { file_stem: &stem, mapping, country, local_times })
}

fn mapping(text: Option<&str>) -> Result<GeoJsonMapping, Failure> {
    text.unwrap_or_default().parse().map_err(|error: zones::MappingError| {
        Failure::at("--geojson-limits", error.to_string())
            .hint("write it like lower=FLOOR:m:amsl,upper=CEILING:ft:agl,id=ICAO,name=title,type=kind,radius=r,applicability=when,yearly=days")
    })
}
