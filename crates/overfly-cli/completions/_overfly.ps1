
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
            [CompletionResult]::new('zones', 'zones', [CompletionResultType]::ParameterValue, 'List, show, lint or convert zone files')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print completions for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print the help of a command')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page')
            break
        }
        'overfly;check' {
            [CompletionResult]::new('--around', '--around', [CompletionResultType]::ParameterName, 'Not a plan: LAT,LON,RADIUS, such as 52.09,5.12,150m')
            [CompletionResult]::new('--height', '--height', [CompletionResultType]::ParameterName, 'With --around: up to which height, such as 60m-agl')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'With --around: how long, such as 30m')
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, or a folder of them; repeat for more')
            [CompletionResult]::new('--geojson-limits', '--geojson-limits', [CompletionResultType]::ParameterName, 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title')
            [CompletionResult]::new('--depart', '--depart', [CompletionResultType]::ParameterName, 'Departure, 2026-11-22T10:30+01:00 [default: any time]')
            [CompletionResult]::new('--margin', '--margin', [CompletionResultType]::ParameterName, 'How far the aircraft may stray sideways')
            [CompletionResult]::new('--vertical-margin', '--vertical-margin', [CompletionResultType]::ParameterName, 'How far it may stray up and down')
            [CompletionResult]::new('--lost-link', '--lost-link', [CompletionResultType]::ParameterName, 'return:60m-agl, rally:60m, hover, land [default: plan''s]')
            [CompletionResult]::new('--terrain', '--terrain', [CompletionResultType]::ParameterName, '.hgt tile folder, or take-off elevation 30m-amsl')
            [CompletionResult]::new('--station', '--station', [CompletionResultType]::ParameterName, 'Folder with station.toml: where this station takes off')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Rehearse as if it were TIME; the answer says so')
            [CompletionResult]::new('--aircraft', '--aircraft', [CompletionResultType]::ParameterName, 'Aircraft, such as sn:1581F4BND2230001; kept in the answer')
            [CompletionResult]::new('--operator', '--operator', [CompletionResultType]::ParameterName, 'Operator number; kept in the answer')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'Remote pilot; kept in the answer')
            [CompletionResult]::new('--purpose', '--purpose', [CompletionResultType]::ParameterName, 'Purpose of the flight; kept in the answer')
            [CompletionResult]::new('--class', '--class', [CompletionResultType]::ParameterName, 'Class of operation; kept in the answer')
            [CompletionResult]::new('--time-zone', '--time-zone', [CompletionResultType]::ParameterName, 'Time zone of the answer, such as Europe/Amsterdam [default: the manifest''s, else UTC]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'text or json')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer to FILE; - is standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour: auto, always or never')
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
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, or a folder of them; repeat for more')
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
            break
        }
        'overfly;zones;list' {
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, or a folder of them; repeat for more')
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
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, or a folder of them; repeat for more')
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
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, or a folder of them; repeat for more')
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
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone file, or a folder of them; repeat for more')
            [CompletionResult]::new('--geojson-limits', '--geojson-limits', [CompletionResultType]::ParameterName, 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The file to write; - is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The file to write; - is standard output')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The standard to write')
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
