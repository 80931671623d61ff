
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'overfly' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'overfly'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'overfly' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'May this flight take place, and why')
            [CompletionResult]::new('at', 'at', [CompletionResultType]::ParameterValue, 'Zones at a point, or at every point of a CSV file')
            [CompletionResult]::new('zones', 'zones', [CompletionResultType]::ParameterValue, 'List, show, lint, convert or build zone files')
            [CompletionResult]::new('waiver', 'waiver', [CompletionResultType]::ParameterValue, 'Write, sign, verify and explain waivers')
            [CompletionResult]::new('overlay', 'overlay', [CompletionResultType]::ParameterValue, 'Write, sign and verify corrections of published zones')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take over a bundle of signed documents')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Make an agency folder')
            [CompletionResult]::new('trust', 'trust', [CompletionResultType]::ParameterValue, 'Name, delegate, revoke: whose keys an agency goes by')
            [CompletionResult]::new('clock', 'clock', [CompletionResultType]::ParameterValue, 'Confirm this station''s clock')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'What is old, what is revoked, what counts today, and what ends soon')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print completions for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print the help of a command')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page')
            break
        }
        'overfly;check' {
            [CompletionResult]::new('--around', '--around', [CompletionResultType]::ParameterName, 'Not a plan: LAT,LON,RADIUS, such as 52.09,5.12,150m')
            [CompletionResult]::new('--height', '--height', [CompletionResultType]::ParameterName, 'With --around: up to which height, such as 60m-agl')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'With --around: how long, such as 30m')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder: its zones, waivers and overlays')
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, folder or built file; repeat for more')
            [CompletionResult]::new('--geojson-limits', '--geojson-limits', [CompletionResultType]::ParameterName, 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title')
            [CompletionResult]::new('--depart', '--depart', [CompletionResultType]::ParameterName, 'Departure, 2026-11-22T10:30+01:00 [default: any time]')
            [CompletionResult]::new('--margin', '--margin', [CompletionResultType]::ParameterName, 'How far the aircraft may stray sideways')
            [CompletionResult]::new('--vertical-margin', '--vertical-margin', [CompletionResultType]::ParameterName, 'How far it may stray up and down')
            [CompletionResult]::new('--lost-link', '--lost-link', [CompletionResultType]::ParameterName, 'return:60m-agl, rally:60m, hover or land')
            [CompletionResult]::new('--terrain', '--terrain', [CompletionResultType]::ParameterName, '.hgt tile folder, or take-off elevation 30m-amsl')
            [CompletionResult]::new('--attest', '--attest', [CompletionResultType]::ParameterName, 'State that a condition is met: atc-call, or zone:NLD/7.1')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'What was noted with it: reference=\"TWR 0412\"')
            [CompletionResult]::new('--landing-reserve', '--landing-reserve', [CompletionResultType]::ParameterName, 'How much later than planned it may be anywhere')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder of this station: what it has seen, where it takes off')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; the answer says so')
            [CompletionResult]::new('--aircraft', '--aircraft', [CompletionResultType]::ParameterName, 'Aircraft, such as sn:1581F4BND2230001; kept in the answer')
            [CompletionResult]::new('--operator', '--operator', [CompletionResultType]::ParameterName, 'Operator number; kept in the answer')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'Remote pilot; kept in the answer')
            [CompletionResult]::new('--purpose', '--purpose', [CompletionResultType]::ParameterName, 'Purpose of the flight; kept in the answer')
            [CompletionResult]::new('--class', '--class', [CompletionResultType]::ParameterName, 'Class of operation; kept in the answer')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the manifest''s, else UTC]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text, json or geojson')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('--no-waivers', '--no-waivers', [CompletionResultType]::ParameterName, 'As if the agency had granted nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;at' {
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'Not a point: CSV with a header lat,lon; - is stdin')
            [CompletionResult]::new('--height', '--height', [CompletionResultType]::ParameterName, 'Height, such as 120m-agl [default: any]')
            [CompletionResult]::new('--terrain', '--terrain', [CompletionResultType]::ParameterName, 'With --height: folder of .hgt elevation tiles')
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'Time, such as 2026-11-22T10:30+01:00 [default: any]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Take the data as of TIME where no time is asked for')
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, folder or built file; repeat for more')
            [CompletionResult]::new('--geojson-limits', '--geojson-limits', [CompletionResultType]::ParameterName, 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text or json')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;zones' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List all zones')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one zone: limits, times, authority, message')
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, 'List what is wrong in zone files; exit code 1 when anything is')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Write zone files as one ED-318 file, proved by reading it back')
            [CompletionResult]::new('build', 'build', [CompletionResultType]::ParameterValue, 'Write zone files and an index of them as one file')
            [CompletionResult]::new('manifest', 'manifest', [CompletionResultType]::ParameterValue, 'List the files of a zone folder in its manifest.toml, and sign it')
            break
        }
        'overfly;zones;list' {
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, folder or built file; repeat for more')
            [CompletionResult]::new('--geojson-limits', '--geojson-limits', [CompletionResultType]::ParameterName, 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text or json')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;zones;show' {
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, folder or built file; repeat for more')
            [CompletionResult]::new('--geojson-limits', '--geojson-limits', [CompletionResultType]::ParameterName, 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text or json')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;zones;lint' {
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, folder or built file; repeat for more')
            [CompletionResult]::new('--geojson-limits', '--geojson-limits', [CompletionResultType]::ParameterName, 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text or json')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;zones;convert' {
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, folder or built file; repeat for more')
            [CompletionResult]::new('--geojson-limits', '--geojson-limits', [CompletionResultType]::ParameterName, 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The file to write; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The file to write; - is standard output')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The standard to write')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;zones;build' {
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, folder or built file; repeat for more')
            [CompletionResult]::new('--geojson-limits', '--geojson-limits', [CompletionResultType]::ParameterName, 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The file to write, FILE.ovz')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The file to write, FILE.ovz')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;zones;manifest' {
            [CompletionResult]::new('--sign-with', '--sign-with', [CompletionResultType]::ParameterName, 'Sign it with this key, through ssh-keygen')
            [CompletionResult]::new('--signer', '--signer', [CompletionResultType]::ParameterName, 'Where several sign: writes manifest.toml.NAME.sig')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Compare only: counts, hashes, signature')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;waiver' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Write a waiver to be signed')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Sign a waiver')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the agency''s waivers and whether each counts')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one waiver in plain words, and on what it rests')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify one waiver: every link of its chain')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Say what a waiver lifts and what not, for a plan too')
            [CompletionResult]::new('bundle', 'bundle', [CompletionResultType]::ParameterValue, 'Put waivers and all they rest on into one file')
            break
        }
        'overfly;waiver;new' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Public key of the issuer: names issuer and delegation')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'Issuer, where no key tells')
            [CompletionResult]::new('--via', '--via', [CompletionResultType]::ParameterName, 'Delegation or office, where no key tells')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Id [default: W-, the issuer''s initials, the year, the next number]')
            [CompletionResult]::new('--title', '--title', [CompletionResultType]::ParameterName, 'What it is for')
            [CompletionResult]::new('--instrument', '--instrument', [CompletionResultType]::ParameterName, 'Legal basis that it records')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'Form with parts filled in, TOML')
            [CompletionResult]::new('--from-check', '--from-check', [CompletionResultType]::ParameterName, 'Propose what keeps this plan from flying')
            [CompletionResult]::new('--depart', '--depart', [CompletionResultType]::ParameterName, 'With a plan: departure')
            [CompletionResult]::new('--margin', '--margin', [CompletionResultType]::ParameterName, 'With a plan: how far the aircraft may stray')
            [CompletionResult]::new('--lost-link', '--lost-link', [CompletionResultType]::ParameterName, 'With a plan: what the aircraft does on a lost link')
            [CompletionResult]::new('--terrain', '--terrain', [CompletionResultType]::ParameterName, 'With a plan: .hgt tile folder, or 30m-amsl')
            [CompletionResult]::new('--zone', '--zone', [CompletionResultType]::ParameterName, 'Zone it lifts, such as NLD/7.1 or NLD/7.*; repeat for more')
            [CompletionResult]::new('--around', '--around', [CompletionResultType]::ParameterName, 'Where: LAT,LON,RADIUS [default: all of each zone]')
            [CompletionResult]::new('--polygon', '--polygon', [CompletionResultType]::ParameterName, 'Where: corners LAT,LON parted by spaces, in quotes')
            [CompletionResult]::new('--lower', '--lower', [CompletionResultType]::ParameterName, 'From this height [default: 0m-agl]')
            [CompletionResult]::new('--upper', '--upper', [CompletionResultType]::ParameterName, 'Up to this height, such as 60m-agl')
            [CompletionResult]::new('--ground', '--ground', [CompletionResultType]::ParameterName, 'Lowest and highest ground there, such as -5m,3m AMSL')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'From then, 2026-11-22T07:00+01:00')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Until then')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'How long, such as 8h')
            [CompletionResult]::new('--aircraft', '--aircraft', [CompletionResultType]::ParameterName, 'Aircraft, such as sn:1581F4BND2230001, or "*"; repeat for more')
            [CompletionResult]::new('--operator', '--operator', [CompletionResultType]::ParameterName, 'Operator number, or "*"')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'Remote pilot, or "*"; repeat for more')
            [CompletionResult]::new('--purpose', '--purpose', [CompletionResultType]::ParameterName, 'Purpose, or "*"; repeat for more')
            [CompletionResult]::new('--condition', '--condition', [CompletionResultType]::ParameterName, 'Condition to attest, ID=TEXT; repeat for more')
            [CompletionResult]::new('--needs', '--needs', [CompletionResultType]::ParameterName, 'What is noted with a condition, ID=NAME')
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, a folder of them, or a built file, beside the agency''s')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'File to write [default: ID.toml among the agency''s waivers]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'File to write [default: ID.toml among the agency''s waivers]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;waiver;sign' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Private key, or the public one whose private key is in ssh-agent')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;waiver;list' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text or json')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;waiver;show' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text or json')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;waiver;verify' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text or json')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;waiver;explain' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'Flight plan')
            [CompletionResult]::new('--aircraft', '--aircraft', [CompletionResultType]::ParameterName, 'With --plan: aircraft')
            [CompletionResult]::new('--operator', '--operator', [CompletionResultType]::ParameterName, 'With --plan: operator number')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'With --plan: remote pilot')
            [CompletionResult]::new('--purpose', '--purpose', [CompletionResultType]::ParameterName, 'With --plan: purpose')
            [CompletionResult]::new('--depart', '--depart', [CompletionResultType]::ParameterName, 'With a plan: departure')
            [CompletionResult]::new('--margin', '--margin', [CompletionResultType]::ParameterName, 'With a plan: how far the aircraft may stray')
            [CompletionResult]::new('--lost-link', '--lost-link', [CompletionResultType]::ParameterName, 'With a plan: what the aircraft does on a lost link')
            [CompletionResult]::new('--terrain', '--terrain', [CompletionResultType]::ParameterName, 'With a plan: .hgt tile folder, or 30m-amsl')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;waiver;bundle' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'File to write')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'File to write')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;overlay' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Fill in the head of an overlay template')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Sign an overlay or set-aside')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify one overlay or set-aside: every link of its chain')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the agency''s overlays and set-asides, and whether each counts')
            break
        }
        'overfly;overlay;new' {
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'The template')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Public key of the issuer: names issuer and delegation')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'Issuer, where no key tells')
            [CompletionResult]::new('--via', '--via', [CompletionResultType]::ParameterName, 'Delegation or office, where no key tells')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Another id than the template''s')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'When what it weakens ends')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'File to write [default: ID.toml among the agency''s overlays]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'File to write [default: ID.toml among the agency''s overlays]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;overlay;sign' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Private key, or the public one whose private key is in ssh-agent')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;overlay;verify' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text or json')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;overlay;list' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text or json')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;import' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text or json')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;init' {
            [CompletionResult]::new('--title', '--title', [CompletionResultType]::ParameterName, 'The agency''s name')
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, or a folder of them; repeat for more')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'Public key of a root; repeat for more')
            [CompletionResult]::new('--threshold', '--threshold', [CompletionResultType]::ParameterName, 'How many roots sign [default: 1 of 1, 2 of more]')
            [CompletionResult]::new('--office', '--office', [CompletionResultType]::ParameterName, 'Public key of an office; repeat for more')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'A demonstration agency, signed with test keys')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;trust' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write an unsigned trust root into an agency folder')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Sign the trust root with one root key')
            [CompletionResult]::new('delegate', 'delegate', [CompletionResultType]::ParameterValue, 'Let an officer issue waivers')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Take back a waiver, an overlay or a key, or ground an aircraft')
            [CompletionResult]::new('refresh', 'refresh', [CompletionResultType]::ParameterValue, 'Issue an office''s revocation list anew, without new entries')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Whose keys count, why others do not, and what to do')
            [CompletionResult]::new('bundle', 'bundle', [CompletionResultType]::ParameterValue, 'Write what a station has to know, and no waivers, into one file')
            [CompletionResult]::new('export-allowed-signers', 'export-allowed-signers', [CompletionResultType]::ParameterValue, 'Print an allowed_signers file for ssh-keygen -Y verify')
            break
        }
        'overfly;trust;init' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--title', '--title', [CompletionResultType]::ParameterName, 'The agency''s name')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'Public key of a root; repeat for more')
            [CompletionResult]::new('--threshold', '--threshold', [CompletionResultType]::ParameterName, 'How many roots sign [default: 1 of 1, 2 of more]')
            [CompletionResult]::new('--office', '--office', [CompletionResultType]::ParameterName, 'Public key of an office; repeat for more')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;trust;sign' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--sign-with', '--sign-with', [CompletionResultType]::ParameterName, 'The root''s private key, or the public one whose private key is in ssh-agent')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;trust;delegate' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--office', '--office', [CompletionResultType]::ParameterName, 'The office [default: the only one]')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The officer''s public key')
            [CompletionResult]::new('--officer', '--officer', [CompletionResultType]::ParameterName, 'The officer, as waivers name him')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Id [default: D-, the year, the next number]')
            [CompletionResult]::new('--pilot-id', '--pilot-id', [CompletionResultType]::ParameterName, 'The officer as remote pilot, such as badge:4711; repeat for more')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'From then [default: now]')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Until then')
            [CompletionResult]::new('--restriction', '--restriction', [CompletionResultType]::ParameterName, 'Zone type, such as RequireAuthorization; repeat')
            [CompletionResult]::new('--zone', '--zone', [CompletionResultType]::ParameterName, 'Zones, such as NLD/7.*; repeat for more')
            [CompletionResult]::new('--purpose', '--purpose', [CompletionResultType]::ParameterName, 'Purpose; repeat for more')
            [CompletionResult]::new('--max-upper', '--max-upper', [CompletionResultType]::ParameterName, 'Up to this height, such as 60m-agl')
            [CompletionResult]::new('--max-duration', '--max-duration', [CompletionResultType]::ParameterName, 'For this long, such as 12h')
            [CompletionResult]::new('--sign-with', '--sign-with', [CompletionResultType]::ParameterName, 'Private key, or the public one whose private key is in ssh-agent')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('--may-overlay', '--may-overlay', [CompletionResultType]::ParameterName, 'May weaken zones by overlays')
            [CompletionResult]::new('--self-issue', '--self-issue', [CompletionResultType]::ParameterName, 'May fly on his own waivers')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;trust;revoke' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--waiver', '--waiver', [CompletionResultType]::ParameterName, 'Waiver, by its id')
            [CompletionResult]::new('--overlay', '--overlay', [CompletionResultType]::ParameterName, 'Overlay or set-aside, by its id')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Key, by its fingerprint: all that it signed')
            [CompletionResult]::new('--aircraft', '--aircraft', [CompletionResultType]::ParameterName, 'Aircraft that stays on the ground, such as sn:1581F4BND2230001')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'From then [default: now]')
            [CompletionResult]::new('--office', '--office', [CompletionResultType]::ParameterName, 'The office [default: the only one]')
            [CompletionResult]::new('--valid-for', '--valid-for', [CompletionResultType]::ParameterName, 'How long the list serves [default: as long as the trust root lets it]')
            [CompletionResult]::new('--sign-with', '--sign-with', [CompletionResultType]::ParameterName, 'Private key, or the public one whose private key is in ssh-agent')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('--alone', '--alone', [CompletionResultType]::ParameterName, 'Alone, signed by the issuer himself')
            [CompletionResult]::new('--earlier-list-lost', '--earlier-list-lost', [CompletionResultType]::ParameterName, 'Carry on without an earlier list that this station has seen')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;trust;refresh' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--office', '--office', [CompletionResultType]::ParameterName, 'The office [default: the only one]')
            [CompletionResult]::new('--valid-for', '--valid-for', [CompletionResultType]::ParameterName, 'How long the list serves [default: as long as the trust root lets it]')
            [CompletionResult]::new('--sign-with', '--sign-with', [CompletionResultType]::ParameterName, 'Private key, or the public one whose private key is in ssh-agent')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('--earlier-list-lost', '--earlier-list-lost', [CompletionResultType]::ParameterName, 'Carry on without an earlier list that this station has seen')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;trust;status' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('--accept', '--accept', [CompletionResultType]::ParameterName, 'Take these root keys from now on')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;trust;bundle' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'File to write')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'File to write')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;trust;export-allowed-signers' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;clock' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('confirm', 'confirm', [CompletionResultType]::ParameterValue, 'Confirm that the clock is right, where signed times are later')
            break
        }
        'overfly;clock;confirm' {
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;status' {
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Agency folder [default: OVERFLY_HOME]')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with this station''s state.toml [default: the user''s data folder]')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; asks and changes no station')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the zones'' manifest''s, else UTC]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text or json')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;help' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'overfly;man' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
