//! `overfly waiver bundle` and `overfly import`: waivers and all they rest on, in one file.

use crate::Outcome;
use crate::args::waiver::{BundleArgs, ImportArgs};
use crate::failure::Failure;
use crate::output::Terminal;

pub fn write(args: &BundleArgs, _terminal: &Terminal) -> Result<Outcome, Failure> {
    let _ = args;
    Err(Failure::new("x"))
}
pub fn import(args: &ImportArgs, _terminal: &Terminal) -> Result<Outcome, Failure> {
    let _ = args;
    Err(Failure::new("x"))
}
