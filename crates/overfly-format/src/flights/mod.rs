//! Flight plans, in.
