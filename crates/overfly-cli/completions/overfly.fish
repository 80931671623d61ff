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
complete -c overfly -n "__fish_overfly_needs_command" -f -a "zones" -d 'List, show, lint, convert or build zone files'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "waiver" -d 'Write, sign, verify and explain waivers'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "overlay" -d 'Write, sign and verify corrections of published zones'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "import" -d 'Take over a bundle of signed documents'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "init" -d 'Make an agency folder'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "trust" -d 'Name, delegate, revoke: whose keys an agency goes by'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "clock" -d 'Confirm this station\'s clock'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "status" -d 'What is old, what is revoked, what counts today, and what ends soon'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "help" -d 'Print the help of a command'
complete -c overfly -n "__fish_overfly_needs_command" -f -a "man" -d 'Print a manual page'
complete -c overfly -n "__fish_overfly_using_subcommand check" -l around -d 'Not a plan: LAT,LON,RADIUS, such as 52.09,5.12,150m' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l height -d 'With --around: up to which height, such as 60m-agl' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l for -d 'With --around: how long, such as 30m' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l home -d 'Agency folder: its zones, waivers and overlays' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand check" -l zones -d 'Zone file, folder or built file; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand check" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l depart -d 'Departure, 2026-11-22T10:30+01:00 [default: any time]' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l margin -d 'How far the aircraft may stray sideways' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l vertical-margin -d 'How far it may stray up and down' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l lost-link -d 'return:60m-agl, rally:60m, hover or land' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l terrain -d '.hgt tile folder, or take-off elevation 30m-amsl' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l attest -d 'State that a condition is met: atc-call, or zone:NLD/7.1' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l field -d 'What was noted with it: reference=\\"TWR 0412\\"' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l landing-reserve -d 'How much later than planned it may be anywhere' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l station -d 'Folder of this station: what it has seen, where it takes off' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand check" -l now -d 'Rehearse as if it were TIME; the answer says so' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l aircraft -d 'Aircraft, such as sn:1581F4BND2230001; kept in the answer' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l operator -d 'Operator number; kept in the answer' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l pilot -d 'Remote pilot; kept in the answer' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l purpose -d 'Purpose of the flight; kept in the answer' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l class -d 'Class of operation; kept in the answer' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand check" -l format -d 'text, json or geojson' -r -f -a "text\t'Words'
json\t'JSON'
geojson\t'What waivers leave blocked, as GeoJSON'"
complete -c overfly -n "__fish_overfly_using_subcommand check" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand check" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand check" -l no-waivers -d 'As if the agency had granted nothing'
complete -c overfly -n "__fish_overfly_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand at" -l batch -d 'Not a point: CSV with a header lat,lon; - is stdin' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand at" -l height -d 'Height, such as 120m-agl [default: any]' -r
complete -c overfly -n "__fish_overfly_using_subcommand at" -l terrain -d 'With --height: folder of .hgt elevation tiles' -r
complete -c overfly -n "__fish_overfly_using_subcommand at" -l time -d 'Time, such as 2026-11-22T10:30+01:00 [default: any]' -r
complete -c overfly -n "__fish_overfly_using_subcommand at" -l now -d 'Take the data as of TIME where no time is asked for' -r
complete -c overfly -n "__fish_overfly_using_subcommand at" -l zones -d 'Zone file, folder or built file; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand at" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand at" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand at" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand at" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand at" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert build manifest" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert build manifest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert build manifest" -f -a "list" -d 'List all zones'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert build manifest" -f -a "show" -d 'Show one zone: limits, times, authority, message'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert build manifest" -f -a "lint" -d 'List what is wrong in zone files; exit code 1 when anything is'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert build manifest" -f -a "convert" -d 'Write zone files as one ED-318 file, proved by reading it back'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert build manifest" -f -a "build" -d 'Write zone files and an index of them as one file'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and not __fish_seen_subcommand_from list show lint convert build manifest" -f -a "manifest" -d 'List the files of a zone folder in its manifest.toml, and sign it'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from list" -l zones -d 'Zone file, folder or built file; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from list" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from list" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from show" -l zones -d 'Zone file, folder or built file; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from show" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from show" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from show" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from lint" -l zones -d 'Zone file, folder or built file; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from lint" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from lint" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from lint" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from lint" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from convert" -l zones -d 'Zone file, folder or built file; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from convert" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from convert" -s o -l output -d 'The file to write; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from convert" -l to -d 'The standard to write' -r -f -a "ed318\t'ED-318'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from convert" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from convert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from build" -l zones -d 'Zone file, folder or built file; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from build" -l geojson-limits -d 'What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title' -r
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from build" -s o -l output -d 'The file to write, FILE.ovz' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from build" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from build" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from manifest" -l sign-with -d 'Sign it with this key, through ssh-keygen' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from manifest" -l signer -d 'Where several sign: writes manifest.toml.NAME.sig' -r
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from manifest" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from manifest" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from manifest" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from manifest" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from manifest" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from manifest" -l verify -d 'Compare only: counts, hashes, signature'
complete -c overfly -n "__fish_overfly_using_subcommand zones; and __fish_seen_subcommand_from manifest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and not __fish_seen_subcommand_from new sign list show verify explain bundle" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and not __fish_seen_subcommand_from new sign list show verify explain bundle" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and not __fish_seen_subcommand_from new sign list show verify explain bundle" -f -a "new" -d 'Write a waiver to be signed'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and not __fish_seen_subcommand_from new sign list show verify explain bundle" -f -a "sign" -d 'Sign a waiver'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and not __fish_seen_subcommand_from new sign list show verify explain bundle" -f -a "list" -d 'List the agency\'s waivers and whether each counts'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and not __fish_seen_subcommand_from new sign list show verify explain bundle" -f -a "show" -d 'Show one waiver in plain words, and on what it rests'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and not __fish_seen_subcommand_from new sign list show verify explain bundle" -f -a "verify" -d 'Verify one waiver: every link of its chain'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and not __fish_seen_subcommand_from new sign list show verify explain bundle" -f -a "explain" -d 'Say what a waiver lifts and what not, for a plan too'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and not __fish_seen_subcommand_from new sign list show verify explain bundle" -f -a "bundle" -d 'Put waivers and all they rest on into one file'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l key -d 'Public key of the issuer: names issuer and delegation' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l issuer -d 'Issuer, where no key tells' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l via -d 'Delegation or office, where no key tells' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l id -d 'Id [default: W-, the issuer\'s initials, the year, the next number]' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l title -d 'What it is for' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l instrument -d 'Legal basis that it records' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l template -d 'Form with parts filled in, TOML' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l from-check -d 'Propose what keeps this plan from flying' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l depart -d 'With a plan: departure' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l margin -d 'With a plan: how far the aircraft may stray' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l lost-link -d 'With a plan: what the aircraft does on a lost link' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l terrain -d 'With a plan: .hgt tile folder, or 30m-amsl' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l zone -d 'Zone it lifts, such as NLD/7.1 or NLD/7.*; repeat for more' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l around -d 'Where: LAT,LON,RADIUS [default: all of each zone]' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l polygon -d 'Where: corners LAT,LON parted by spaces, in quotes' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l lower -d 'From this height [default: 0m-agl]' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l upper -d 'Up to this height, such as 60m-agl' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l ground -d 'Lowest and highest ground there, such as -5m,3m AMSL' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l from -d 'From then, 2026-11-22T07:00+01:00' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l until -d 'Until then' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l for -d 'How long, such as 8h' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l aircraft -d 'Aircraft, such as sn:1581F4BND2230001, or "*"; repeat for more' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l operator -d 'Operator number, or "*"' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l pilot -d 'Remote pilot, or "*"; repeat for more' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l purpose -d 'Purpose, or "*"; repeat for more' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l condition -d 'Condition to attest, ID=TEXT; repeat for more' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l needs -d 'What is noted with a condition, ID=NAME' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l zones -d 'Zone file, a folder of them, or a built file, beside the agency\'s' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -s o -l output -d 'File to write [default: ID.toml among the agency\'s waivers]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from sign" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from sign" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from sign" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from sign" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from sign" -l key -d 'Private key, or the public one whose private key is in ssh-agent' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from sign" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from sign" -l yes -d 'Do not ask'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from sign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from list" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from list" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from list" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from list" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from list" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from show" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from show" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from show" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from show" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from show" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from show" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from verify" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from verify" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from verify" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from verify" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from verify" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from verify" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from verify" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l plan -d 'Flight plan' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l aircraft -d 'With --plan: aircraft' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l operator -d 'With --plan: operator number' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l pilot -d 'With --plan: remote pilot' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l purpose -d 'With --plan: purpose' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l depart -d 'With a plan: departure' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l margin -d 'With a plan: how far the aircraft may stray' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l lost-link -d 'With a plan: what the aircraft does on a lost link' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l terrain -d 'With a plan: .hgt tile folder, or 30m-amsl' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from bundle" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from bundle" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from bundle" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from bundle" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from bundle" -s o -l output -d 'File to write' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from bundle" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand waiver; and __fish_seen_subcommand_from bundle" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and not __fish_seen_subcommand_from new sign verify list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and not __fish_seen_subcommand_from new sign verify list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and not __fish_seen_subcommand_from new sign verify list" -f -a "new" -d 'Fill in the head of an overlay template'
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and not __fish_seen_subcommand_from new sign verify list" -f -a "sign" -d 'Sign an overlay or set-aside'
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and not __fish_seen_subcommand_from new sign verify list" -f -a "verify" -d 'Verify one overlay or set-aside: every link of its chain'
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and not __fish_seen_subcommand_from new sign verify list" -f -a "list" -d 'List the agency\'s overlays and set-asides, and whether each counts'
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -l template -d 'The template' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -l key -d 'Public key of the issuer: names issuer and delegation' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -l issuer -d 'Issuer, where no key tells' -r
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -l via -d 'Delegation or office, where no key tells' -r
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -l id -d 'Another id than the template\'s' -r
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -l until -d 'When what it weakens ends' -r
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -s o -l output -d 'File to write [default: ID.toml among the agency\'s overlays]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from sign" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from sign" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from sign" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from sign" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from sign" -l key -d 'Private key, or the public one whose private key is in ssh-agent' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from sign" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from sign" -l yes -d 'Do not ask'
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from sign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from verify" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from verify" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from verify" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from verify" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from verify" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from verify" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from verify" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from list" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from list" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from list" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from list" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from list" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand overlay; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand import" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand import" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand import" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand import" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand import" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand import" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand init" -l title -d 'The agency\'s name' -r
complete -c overfly -n "__fish_overfly_using_subcommand init" -l zones -d 'Zone file, or a folder of them; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand init" -l root -d 'Public key of a root; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand init" -l threshold -d 'How many roots sign [default: 1 of 1, 2 of more]' -r
complete -c overfly -n "__fish_overfly_using_subcommand init" -l office -d 'Public key of an office; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand init" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand init" -l demo -d 'A demonstration agency, signed with test keys'
complete -c overfly -n "__fish_overfly_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and not __fish_seen_subcommand_from init sign delegate revoke refresh status bundle export-allowed-signers" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand trust; and not __fish_seen_subcommand_from init sign delegate revoke refresh status bundle export-allowed-signers" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and not __fish_seen_subcommand_from init sign delegate revoke refresh status bundle export-allowed-signers" -f -a "init" -d 'Write an unsigned trust root into an agency folder'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and not __fish_seen_subcommand_from init sign delegate revoke refresh status bundle export-allowed-signers" -f -a "sign" -d 'Sign the trust root with one root key'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and not __fish_seen_subcommand_from init sign delegate revoke refresh status bundle export-allowed-signers" -f -a "delegate" -d 'Let an officer issue waivers'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and not __fish_seen_subcommand_from init sign delegate revoke refresh status bundle export-allowed-signers" -f -a "revoke" -d 'Take back a waiver, an overlay or a key, or ground an aircraft'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and not __fish_seen_subcommand_from init sign delegate revoke refresh status bundle export-allowed-signers" -f -a "refresh" -d 'Issue an office\'s revocation list anew, without new entries'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and not __fish_seen_subcommand_from init sign delegate revoke refresh status bundle export-allowed-signers" -f -a "status" -d 'Whose keys count, why others do not, and what to do'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and not __fish_seen_subcommand_from init sign delegate revoke refresh status bundle export-allowed-signers" -f -a "bundle" -d 'Write what a station has to know, and no waivers, into one file'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and not __fish_seen_subcommand_from init sign delegate revoke refresh status bundle export-allowed-signers" -f -a "export-allowed-signers" -d 'Print an allowed_signers file for ssh-keygen -Y verify'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from init" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from init" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from init" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from init" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from init" -l title -d 'The agency\'s name' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from init" -l root -d 'Public key of a root; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from init" -l threshold -d 'How many roots sign [default: 1 of 1, 2 of more]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from init" -l office -d 'Public key of an office; repeat for more' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from init" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from sign" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from sign" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from sign" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from sign" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from sign" -l sign-with -d 'The root\'s private key, or the public one whose private key is in ssh-agent' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from sign" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from sign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l office -d 'The office [default: the only one]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l key -d 'The officer\'s public key' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l officer -d 'The officer, as waivers name him' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l id -d 'Id [default: D-, the year, the next number]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l pilot-id -d 'The officer as remote pilot, such as badge:4711; repeat for more' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l from -d 'From then [default: now]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l until -d 'Until then' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l restriction -d 'Zone type, such as RequireAuthorization; repeat' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l zone -d 'Zones, such as NLD/7.*; repeat for more' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l purpose -d 'Purpose; repeat for more' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l max-upper -d 'Up to this height, such as 60m-agl' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l max-duration -d 'For this long, such as 12h' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l sign-with -d 'Private key, or the public one whose private key is in ssh-agent' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l may-overlay -d 'May weaken zones by overlays'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l self-issue -d 'May fly on his own waivers'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -l yes -d 'Do not ask'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from delegate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l waiver -d 'Waiver, by its id' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l overlay -d 'Overlay or set-aside, by its id' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l key -d 'Key, by its fingerprint: all that it signed' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l aircraft -d 'Aircraft that stays on the ground, such as sn:1581F4BND2230001' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l reason -d 'Why' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l from -d 'From then [default: now]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l office -d 'The office [default: the only one]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l valid-for -d 'How long the list serves [default: as long as the trust root lets it]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l sign-with -d 'Private key, or the public one whose private key is in ssh-agent' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l alone -d 'Alone, signed by the issuer himself'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l earlier-list-lost -d 'Carry on without an earlier list that this station has seen'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -l yes -d 'Do not ask'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from refresh" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from refresh" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from refresh" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from refresh" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from refresh" -l office -d 'The office [default: the only one]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from refresh" -l valid-for -d 'How long the list serves [default: as long as the trust root lets it]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from refresh" -l sign-with -d 'Private key, or the public one whose private key is in ssh-agent' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from refresh" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from refresh" -l earlier-list-lost -d 'Carry on without an earlier list that this station has seen'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from refresh" -l yes -d 'Do not ask'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from refresh" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from status" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from status" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from status" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from status" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from status" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from status" -l accept -d 'Take these root keys from now on'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from status" -l yes -d 'Do not ask'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from bundle" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from bundle" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from bundle" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from bundle" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from bundle" -s o -l output -d 'File to write' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from bundle" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from bundle" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from export-allowed-signers" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from export-allowed-signers" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from export-allowed-signers" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from export-allowed-signers" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from export-allowed-signers" -s o -l output -d 'Write to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from export-allowed-signers" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand trust; and __fish_seen_subcommand_from export-allowed-signers" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand clock; and not __fish_seen_subcommand_from confirm" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand clock; and not __fish_seen_subcommand_from confirm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand clock; and not __fish_seen_subcommand_from confirm" -f -a "confirm" -d 'Confirm that the clock is right, where signed times are later'
complete -c overfly -n "__fish_overfly_using_subcommand clock; and __fish_seen_subcommand_from confirm" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand clock; and __fish_seen_subcommand_from confirm" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand clock; and __fish_seen_subcommand_from confirm" -l yes -d 'Do not ask'
complete -c overfly -n "__fish_overfly_using_subcommand clock; and __fish_seen_subcommand_from confirm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c overfly -n "__fish_overfly_using_subcommand status" -l home -d 'Agency folder [default: OVERFLY_HOME]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand status" -l station -d 'Folder with this station\'s state.toml [default: the user\'s data folder]' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand status" -l now -d 'Rehearse as if it were TIME; asks and changes no station' -r
complete -c overfly -n "__fish_overfly_using_subcommand status" -l time-zone -d 'Time zone of the answer, such as Europe/Amsterdam [default: the zones\' manifest\'s, else UTC]' -r
complete -c overfly -n "__fish_overfly_using_subcommand status" -l format -d 'text or json' -r -f -a "text\t'Words'
json\t'JSON'"
complete -c overfly -n "__fish_overfly_using_subcommand status" -s o -l output -d 'Write the answer to FILE; - is standard output' -r -F
complete -c overfly -n "__fish_overfly_using_subcommand status" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c overfly -n "__fish_overfly_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
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
