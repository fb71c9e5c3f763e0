//! A collecting office's year (汇总): who must report, what was handed in, what was decided about it, and what it all adds up to.
//! A body's figures are never changed here: only the body may.

pub mod roster;

pub mod matching;

pub mod slip;

pub mod chasing;

pub mod merging;

pub mod sum;

pub mod rule;

pub mod finding;

pub mod example;
