//! An office's register of requests (依申请公开台账): what its lines say, how they are counted into the table of requests, what is
//! doubtful about them, and what is checked. A register is full of people's names: they are used here and kept nowhere.

pub mod record;

pub mod mapping;

pub mod answers;

pub mod scheme;

pub mod people;

pub mod outcome;

pub mod applicant;

pub mod days;

pub mod lines;

pub mod count;

pub mod kept;

pub mod finding;

pub mod working;
