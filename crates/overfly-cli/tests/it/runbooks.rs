//! docs/runbooks.md: what an agency does when something is lost, works.

use crate::shell::{copy_of, run_the_document, skipped};

/// Lost keys, a lost root, a stale list, a revoked waiver: each as the runbook says, with the binary's answers.
#[test]
fn the_commands_of_the_runbooks_print_what_the_document_shows() {
    if !skipped() {
        run_the_document(&copy_of(&["fixtures/agency", "zones"]), "docs/runbooks.md");
    }
}
