//! gouji 勾稽 edits, checks, imports and exports the statutory yearly report of Chinese government bodies on disclosure
//! of information (政府信息公开工作年度报告). This page is the architecture: what the parts are, how a key press
//! travels through them, what never happens, and what was decided when and why.
//!
//! # The rings
//!
//! ```text
//! bytes and keys come in      a wish, from files to files      values in, values out                  bytes and pictures go out
//! main → cli → tui ─────────→ work ──────────────────────────→ { store, export → import } ──────────→ domain
//! ```
//!
//! An arrow means "may use". [`domain`] is the form, a report's figures, recalculation, rules, findings and the editing
//! session, as values; it knows no file, terminal, clock or file format. [`import`] turns bytes of a document into a
//! proposal, [`export`] a report into bytes; neither opens a file. Export uses import twice: what it wrote it reads back, and
//! a form that is to be filled the recogniser has to understand. [`store`] is the library on disk and the forms inside the
//! program. [`work`] is what a person asks for, from files to files, once for both front ends: [`tui`], the editor, and
//! [`cli`], the command line. Besides `work`, the editor's outside ([`tui::effect`]) uses the store for what only an editor
//! has, the journal and the lock of the report that is open, and each front end for its settings. `tests/tidy.rs` holds the
//! sources to this, and to the reading order of each `mod` list.
//!
//! # The form is data
//!
//! `assets/forms/*.ron` describe each edition: chapters, tables with their printed grid, rows, columns, units, totals,
//! rules, help. [`domain::definition`] is the shape of such a file, [`domain::form`] checks one (all defects at once) and
//! numbers its cells. Rust knows no row, column or label by name; a new edition is a new file, embedded by folder. What
//! a table looks like on the screen ([`tui::sheet`]), in a document ([`export::document`]) and to the recogniser
//! ([`import`]) is worked out from the same file.
//!
//! # The way of a key press
//!
//! 1. [`tui::run`] waits for the terminal, for answers from other threads and for changes of the size together, and does one
//!    by one what came in one read;
//! 2. its keyboard makes chords of bytes (on Windows of the console's events), and a run of them that is the path of a file
//!    stands for itself ([`tui::dropped`]);
//! 3. [`tui::update`] gives it to the open dialog, else to the report screen if it is a character of a figure or of
//!    prose, else looks the chord up in the key map, which names a [`tui::command`];
//! 4. [`tui::report`] turns the command into an [`Edit`](domain::session::Edit) and hands it to
//!    [`Session::apply`](domain::session::Session::apply), the only place where a figure of an open report changes;
//! 5. the session recalculates all totals and evaluates all rules, so that both are true when `apply` returns;
//! 6. what is wanted outside comes back as [`Effect`](tui::model::Effect)s; a thread of its own carries them out in order with
//!    [`work`] and `store` ([`tui::effect`]), and what came of them returns as a [`Msg`](tui::model::Msg) through the
//!    same door. Edits are with the system before the screen answers, unless the disk takes longer than a moment; what only
//!    waits for the disk is a job of one more thread, and edits go on into the journal meanwhile;
//! 7. [`tui::view`] draws the model, and [`tui::wire`] sends the difference.
//!
//! # What never happens
//!
//! * A figure is guessed. A cell is unfilled, a number or not applicable; a rule that meets an unfilled cell is pending.
//! * A total is typed by accident. Totals are computed, and shown and printed as computed; a figure given for one is its
//!   *control*, the total printed on the source, and where it differs a finding says so.
//! * A figure passes through floating point, or wraps: [`domain::number`] is exact up to 2^63 and says when it is passed.
//! * A file is half written, overwritten though somebody else changed it, or touched though it cannot be read.
//! * A document is called done before it has been read back and compared, cell by cell.
//! * Drawing changes state, or a message is printed outside `cli` and `main`.
//! * The thread that reads keys waits for a flush, a rename, a lock or a file; or keys mean something else because they came
//!   together.
//! * Anything leaves the machine: there is no network code.
//!
//! # Decisions
//!
//! * **2026-11-22, positions of the printed grid are written out** in the form, label by label, instead of computed from
//!   the tree of rows: the official grid is irregular (table 2 has four heads, table 4 names its rows in its head), and
//!   what is written out can be checked for overlaps and gaps.
//! * **2026-11-22, a total's definition is a rule.** `Total(total, of)` makes a cell computed, gives the order of
//!   recalculation, and is the check of its control. A cell defined twice (the bottom right one of table 3) is computed by
//!   the first definition and checked by the second. A total without a control is held against its cells as computed,
//!   so that one wrong control is reported by the rule that defines it and not again by every sum it stands in.
//! * **2026-11-22, undo by inverse edits**, not by snapshots: an edit of any number of cells and passages is one value,
//!   and what the journal will hold is the same value.
//! * **2026-11-22, figures on disk are strings with their origin**, `keyed("7")`: exact for decimals, one shape for
//!   counts, amounts and `/`, and one line for each cell, which diffs well.
//! * **2026-11-22, our own half of a terminal backend** ([`tui::wire`]): crossterm's `draw` moves the cursor before every
//!   character that follows a wide one, which made a cursor move on a Chinese screen cost over 1,000 bytes instead of
//!   some 300, and left halves of overwritten characters on terminals that do not blank them.
//! * **2026-11-22, the screen follows rows and columns, not the printed grid**, so that table 4, fifteen columns wide in
//!   print, is three rows by five columns and readable at 80 columns.
//! * **2026-11-22, the letter `g` opens a list of chapters** as the second route of Alt-0 to Alt-7; every other F- and
//!   Alt-key has a letter of its own.
//! * **2026-11-22, documents are neutral before they are Word or PDF**: [`export::document`] holds words and the official
//!   grid once, and every format writes that; readers hand over the same kind of blocks in the other direction.
//! * **2026-11-22, a form is understood by the importer.** Filling a given form numbers every cell that could hold a
//!   figure and lets the recogniser say which number belongs where; there is no second understanding of labels.
//! * **2026-11-22, our own reading of PDF pages** over `lopdf`'s objects: libraries that extract text lose which cell a
//!   figure stood in, and the rules that are drawn tell it.
//! * **2026-11-22, our own reading of xlsx and ods**, with `calamine` for xls only: merged regions and the places of bytes
//!   are needed for filling forms, and cells as text for reading figures exactly.
//! * **2026-11-22, a PDF's fonts come from the machine**, embedded as subsets: a Chinese font is larger than the program.
//! * **2026-11-22, last year's figure is printed as `（上年7）`** behind or below this year's, in every format, so that the
//!   importer can tell the two apart.
//! * **2026-11-23, a document's places are lines, pages, or rows of tables**, whichever its kind has
//!   ([`Place`](domain::proposal::Place)): every figure and note says where it was read.
//! * **2026-11-23, the catalogue of rules is data in three layers.** A form's own rules are the identities and bounds that
//!   make its totals; `assets/rules/*.ron` hold what editions share, each rule with the editions it speaks of; words by
//!   which prose is read are data too. A rule's example (a report that keeps it, one that breaks only it) stands beside it,
//!   is the test of it, and is what `gouji explain` shows.
//! * **2026-11-23, conditions are a small language of sums** ([`domain::form::condition`]): cells, last year's cells, the
//!   report year, what kind of body reports. What a rule needs and is not there makes it silent, never passed.
//! * **2026-11-23, what is known besides a report** (last year's report, the agency's profile) is one value,
//!   [`domain::background`], handed to the session by whoever opened the report.
//! * **2026-11-23, how a document departs from the prescribed form** is kept apart from notes on what was not understood:
//!   a full-width digit or a heading in other words is a finding (F-03 to F-09), and nothing to be asked about.
//! * **2026-11-23, rule F-01 (no blank cell) fails only for figures that were read from a document.** While a report is
//!   keyed a blank is nothing wrong yet: the rule is pending like every other that meets one.
//! * **2026-11-23, rules on prose are silent while nothing at all is written**, so that a new report begins without
//!   findings and a cell list, which has no prose, is not blamed for it.
//! * **2026-11-23, error localisation is one formulation for printed and live totals** ([`domain::localisation`]): a
//!   printed total is a variable, a computed one is replaced by what it adds up.
//! * **2026-11-23, what last year's report says of a cell is read from the rules** ([`domain::expectation`]): the same
//!   relations that find a difference propose the value of an unfilled cell and are the search's evidence. Headings are the
//!   only prose that a new report takes over ([`domain::opening`]), and they are not judged until something is written.
//! * **2026-11-23, a RON report is read without its layout first** ([`store::syntax`]): comments and indentation are most of a
//!   file. Whatever is wrong is then looked for in the text as it stands, so that its place is right.
//! * **2026-11-23, a report that was just read is remembered for the next one** by the core that works through a folder, since
//!   years of one agency follow each other; nothing else is kept from one report to another.
//! * **2026-11-23, settings are values of the domain** ([`domain::settings`]), so that the store can keep them and the
//!   editor follow them without knowing each other. Their bindings stay names with a place in the file; what a key or a command is
//!   called is judged by the key map, which leaves out what it does not know and says where that stands.
//! * **2026-11-23, a click is looked up by drawing**: [`tui::view::hit`] draws the model once more, each part saying what
//!   its place stands for, so that no second layout can drift from the first and nothing is remembered from a picture. The mouse
//!   is off by default, since a terminal whose mouse is taken no longer selects and pastes by itself.
//! * **2026-11-23, the width of ambiguous characters is asked of the clerk**, by a picture and one key, not of the terminal: a
//!   terminal that does not answer would hold the start up.
//! * **2026-11-23, what pictures of several years show is data** in each form's `chart`, by series whose names agree between
//!   editions ([`domain::trend`]).
//! * **2026-11-23, many files are read in windows**, in parallel and handed on in order, so that memory is bounded and
//!   output stable; `import` with several files or a folder prints a summary in place of every report in full.
//! * **2026-11-23, fields of the prose are resolved where it is read** ([`domain::field`]): the text on disk and in memory keeps
//!   `{requests.new.total}`; rules, exports, comparisons and the screen make a [`Shown`](domain::field::Shown) of it, which
//!   knows where every byte was written, so that a finding points at the text as it stands.
//! * **2026-11-23, prose is written in an editor of our own** ([`tui::prose`]): lines that break after Chinese habits, and a field
//!   that is one unit with its figure shown, are both beyond what a text area of characters can do.
//! * **2026-11-23, a seal is over what a report says, not over its file** ([`domain::seal`]): canonical bytes of figures,
//!   printed totals and prose, so that comments, line ends, origins and notes do not break it; what signs of damage a
//!   file needs is another digest. That a sealed report changes in nothing but its reopening is kept in
//!   [`Session::apply`](domain::session::Session::apply), so that no screen can forget it.
//! * **2026-11-23, official labels have English glosses in the form** (`gloss`, and `units`), beside the short words of narrow
//!   screens: an English screen speaks English throughout, and what is exported stays in the official words. A form
//!   without glosses loads, and its short words stand in.
//! * **2026-11-23, the store works over a trait of some dozen calls** ([`store::disk`]), a trait object since a test puts its
//!   own disk there: one that refuses the n-th call, fills up, or forgets what was not flushed when its plug is pulled.
//!   Temporary files are made by [`store::atomic`] itself, so that their steps can fail too; `tempfile` lends its rename
//!   that replaces nothing.
//! * **2026-11-23, a report leaves its place by copy and removal, not by a move**, since file systems of sticks move between folders
//!   in two steps; likewise a file of settings that was not understood is copied aside, so that it is never missing.
//! * **2026-11-23, a file's digest is a comment** ([`store::digest`]): programs before it read such files, and a file edited by hand is
//!   told, not refused. Settings have none, since they are meant to be edited.
//! * **2026-11-23, what of the history may go is told from names and the time alone** ([`store::history::surplus`]), so that
//!   thinning often leaves what thinning once leaves, and a clock that was set back drops nothing.
//! * **2026-11-23, a second keying is blind to sums too** ([`tui::second_keying`]): while it runs no total, no rule and no
//!   finding shows numbers, since the last hidden figure of a row could be read from them.
//! * **2026-11-23, a lock is a file of its own beside the report** ([`store::lock`]), held by the system for as long as the
//!   editor has the report open, so that a dead holder holds nothing. Its holder removes it while it is still locked, and
//!   whoever locks looks whether the name still leads to the locked file. Only writing asks for it; reading never does.
//! * **2026-11-23, what two made of one report is joined on top of the file** ([`tui::dialog::Conflict`]): the file as the other one
//!   left it is opened anew with one undoable edit on it, so that saving, undo and the journal know of one state to begin from.
//!   What the clerk gives way with goes among the earlier states.
//! * **2026-11-23, a journal stands for itself** ([`store::journal`]): it begins with the whole report that its edits start from, so
//!   that a report which was never saved, whose file is damaged or was changed by somebody else can be had back or joined three ways
//!   ([`domain::journal`]). Which of its edits the file has is told by the digest of what the report says, not of its bytes. Each line
//!   carries a check over itself and the one before. Bytes are handed to the system before the screen answers; a thread waits for
//!   the disk, and the title line says so.
//! * **2026-11-23, what both changed is chosen in one place** (`tui::dialog::joining`), whether it is the screen or a journal that is joined
//!   with a file of somebody else. A journal that takes another one's place is flushed before it does, and a copy of that one kept.
//! * **2026-11-23, the first line of a journal stands there twice** ([`store::journal`]): it is most of a short journal, and the edits
//!   say nothing without it. Journals that were declined are earlier states like others ([`store::history`]): listed, shown, restored as
//!   what their edits lead to, and never thinned.
//! * **2026-11-23, prose is journaled as drafts** ([`domain::session::Way::Draft`]) which neither change the report nor can be
//!   undone, so that pauses do not cut what is written into steps of the history.
//! * **2026-11-29, Markdown that comes in is not CommonMark**, so that no library reads it (the manual's own is read by
//!   pulldown-cmark): rows of pipes come without the rule that makes them a table, and cells beyond those of the head would be
//!   dropped, figures and all; `1.` would become the number of an item and be counted anew; `**三、**甲` is no emphasis there.
//! * **2026-11-29, code is for inputs that exist**: 500 notes, 100 KB of prose, libraries of 10,000 reports. A text is laid out
//!   and counted anew at every key (100 KB take a millisecond), and notes are looked for one by one.
//! * **2026-11-29, what is open of a report is worked out in one place** ([`domain::remaining`]) and put into words there: the last cell,
//!   saving, exporting, finishing and `check` say the same list, since "written" or "filled" alone is taken for "without mistakes".
//! * **2026-11-29, a control that lapses leaves the entries** ([`domain::report::Report::lapsed`]): a total without an entry is one that no
//!   source prints, so rules, localisation, refusals and the seal need not know of lapsing, and none can forget it. It lapses
//!   in [`Session::apply`](domain::session::Session::apply), within the edit that changes the figure, so that undo, redo, the journal and joining have
//!   it by construction; edits of a journal are repeated, not applied. Which controls agreed when they were read is worked
//!   out at opening and importing and not kept in the file: who opens a report whose control agrees has read it as agreeing.
//! * **2026-11-29, documents are compared as computed and as printed** ([`domain::comparison`]), since a total on the page may be
//!   wrong though every cell is right. Only `import --dry-run` speaks of a document and has its totals as printed.
//! * **2026-11-23, signals wake the loop by a change of size** (`tui::run::signals`): the loop waits for the terminal alone, and ends by
//!   itself with everything journaled. A panic is told in a file among the program's own data, never in the library.
//! * **2026-11-29, keys are keys however they arrive.** What is a paste is told by the terminal's brackets alone; only the
//!   Windows console, which has none, may *ask*. Keys wait for an answer where they would mean something else before it
//!   (`tui::run`'s porter), so that the outcome is that of one by one; a save is not waited for but by leaving.
//! * **2026-11-29, the bytes of a Unix terminal are read here** (`tui::run`'s keyboard): crossterm's and termina's parsers drop
//!   the keypad in application mode and what stands in front of half a sequence, take two Escs for one and LF for Ctrl-J, and
//!   crossterm's reader cannot be waited for together with other threads without looking up every few milliseconds.
//! * **2026-11-29, a save is announced in the journal and then goes on by itself** ([`store::journal::Journal::announce`]): what is
//!   keyed meanwhile stands behind the announcement, so that whichever of the two states the file has after a pulled plug, the
//!   journal holds what it lacks. A journal into which something was keyed meanwhile is kept until the next save.
//! * **2026-11-29, Esc and Alt are told apart by what they would do**, since the bytes are the same: where Alt with a key would
//!   leave or commit a figure, or does nothing, it is Esc and that key.
//! * **2026-11-29, a path is watched for letter by letter** ([`tui::dropped`]), since a file dropped on some terminals is typed: at its
//!   first separators the dialog that asks for a path opens, what the first letter opened is closed, and letters that make or
//!   fill ask first, so that nothing is done on the way. A question that hears a character that answers nothing hears no other
//!   before another key.
//! * **2026-11-29, a jump into prose does not write** (`tui::report::walking`): whoever walks through findings by letters does not see the
//!   table end and the text begin in time, so letters lead on there until a key begins to write. Chapters that were chosen are
//!   written in at once. What an input method writes begins to write too, but not behind a character that was refused.
//! * **2026-11-29, labels and figures are compared and read in one place** ([`domain::spelling`], [`domain::printed`]), since the importer and a
//!   paste must understand the same words alike. A paste goes by whole wordings only.
//! * **2026-11-29, what both front ends do stands once** ([`work`]), since it had drifted where it stood twice: with journals,
//!   with predecessors, with what was said of either. Export keeps its arrow to import: to fill a given form is to understand
//!   it, and one reader for what was written and what is read is the point of reading back.
//! * **2026-11-29, last year's report is found by one function** ([`work::known`]). Predecessors stand for a body that is new; one
//!   into which others were merged goes on, so its own report is added whether or not it names itself, since what
//!   it was handling itself did not end with the merger. Several are added up into one
//!   report ([`domain::background::added`]), so that rules, paper and pictures cannot differ.
//! * **2026-11-29, Caps Lock is not asked of the terminal**, since most do not tell: a capital letter says what the small one does.

pub mod domain;

pub mod import;

pub mod export;

pub mod store;

pub mod work;

pub mod tui;

pub mod cli;
