# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_overfly_global_optspecs
    string join \n color= h/help V/version
end

function __fish_overfly_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_overfly_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_overfly_using_subcommand
    set -l cmd (__fish_overfly_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c overfly -n "__fish_overfly_needs_command" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_needs_command" -s V -l version -d 'Print version'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "check" -d 'May this flight take place, and why'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "at" -d 'Zones at a point, or at every point of a CSV file'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "zones" -d 'List, show, lint or convert zone files'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "help" -d 'Print the help of a command'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "man" -d 'Print a manual page'
complete -c overfly -n "__fish_overfly_using_subcommand check" -l around -d 'Not a plan: LAT,LON,RADIUS, such as 52.09,5.12,150m' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l height -d 'With --around: up to which height, such as 60m-agl' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l for -d 'With --around: how long, such as 30m' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l zones -d 'Zone file, or a folder of them; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand check" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l depart -d 'Departure, 2026-11-22T10:30+01:00 [default: any time]' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l margin -d 'How far the aircraft may stray sideways' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l vertical-margin -d 'How far it may stray up and down' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l lost-link -d 'return:60m-agl, rally:60m, hover, land [default: plan\'s]' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l terrain -d '.hgt tile folder, or take-off elevation 30m-amsl' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l station -d 'Folder with station.toml: where this station takes off' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand check" -l now -d 'Rehearse as if it were TIME; the answer says so' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l aircraft -d 'Aircraft, such as sn:1581F4BND2230001; kept in the answer' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l operator -d 'Operator number; kept in the answer' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l pilot -d 'Remote pilot; kept in the answer' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l purpose -d 'Purpose of the flight; kept in the answer' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l class -d 'Class of operation; kept in the answer' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand check" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand check" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand at" -l batch -d 'Not a point: CSV with a header lat,lon; - is stdin' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand at" -l height -d 'Height, such as 120m-agl [default: any]' -r
complete -c overfly -n "__fish_overfly_using_subcommand at" -l terrain -d 'With --height: folder of .hgt elevation tiles' -r
complete -c overfly -n "__fish_overfly_using_subcommand at" -l time -d 'Time, such as 2026-11-22T10:30+01:00 [default: any]' -r
complete -c overfly -n "__fish_overfly_using_subcommand at" -l now -d 'Take the data as of TIME where no time is asked for' -r
complete -c overfly -n "__fish_overfly_using_subcommand at" -l zones -d 'Zone file, or a folder of them; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand at" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand at" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand at" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand at" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand at" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert" -f -a "list" -d 'List all zones'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert" -f -a "show" -d 'Show one zone: limits, times, authority, message'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert" -f -a "lint" -d 'List what is wrong in zone files; exit code 1 when anything is'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert" -f -a "convert" -d 'Write zone files as one ED-318 file, proved by reading it back'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from list" -l zones -d 'Zone file, or a folder of them; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from list" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from list" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from show" -l zones -d 'Zone file, or a folder of them; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from show" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from show" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from show" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from lint" -l zones -d 'Zone file, or a folder of them; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from lint" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from lint" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from lint" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from lint" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from convert" -l zones -d 'Zone file, or a folder of them; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from convert" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from convert" -s o -l output -d 'The file to write; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from convert" -l to -d 'The standard to write' -r -f -a "ed318\t'ED-318'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from convert" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from convert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand completions" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand help" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand man" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
