//! Behaviour of the domain: sound and wild definitions, editing sessions, identities, what findings say, finding cells.
//! Files and screens are tested elsewhere.

mod forms;

mod definitions;

mod third_edition;

mod sessions;

mod identities;

mod messages;

mod samples;

mod search;
