//! gouji 勾稽 edits, checks, imports and exports the statutory yearly report of Chinese government bodies on disclosure
//! of information (政府信息公开工作年度报告). This page is the architecture: what the parts are, how a key press
//! travels through them, what never happens, what was decided and why, and how to carry on.
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
//! has, the journal and the lock of the report that is open, and each front end for its settings. `tests/tidy` holds the
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
//! * Something is passed over in silence: a rule that does not apply to an edition, a report whose journal was used, a file
//!   that could not be read.
//! * A document is called done before it has been read back and compared, cell by cell.
//! * Drawing changes state, or a message is printed outside `cli` and `main`.
//! * The thread that reads keys waits for a flush, a rename, a lock or a file; or keys mean something else because they came
//!   together.
//! * Anything leaves the machine: there is no network code.
//!
//! # Decisions
//!
//! What a reader would otherwise wonder at, by subject.
//!
//! ## The form
//!
//! * **Positions of the printed grid are written out**, label by label, instead of computed from the tree of rows: the official grid
//!   is irregular (table 2 has four heads, table 4 names its rows in its head), and what is written out can be checked for
//!   overlaps and gaps. The screen follows rows and columns instead, so that table 4, fifteen columns wide in print, is
//!   three rows by five columns.
//! * **Which rules an edition has is told by what it has**: a shared rule applies to every form that has the cells, groups and
//!   chapters it names, and says *since* or *not in* an edition only where that does not tell. A rule that does not apply is
//!   listed with the reason. Groups of columns and rows are the form's own, so that a column more makes no rule false.
//! * **A total's definition is a rule.** `Total(total, of)` makes a cell computed, gives the order of recalculation, and is the check
//!   of its control. A cell defined twice (the bottom right one of table 3) is computed by the first definition and checked
//!   by the second. A total without a control is held against its cells as computed, so that one wrong control is reported by
//!   the rule that defines it and not again by every sum it stands in.
//! * **Rules are data in three layers**: a form's own are the identities and bounds that make its totals; `assets/rules/*.ron` hold what
//!   editions share; words by which prose is read are data too (`assets/words`). A rule's example (a report
//!   that keeps it, one that breaks only it) stands beside it, is the test of it, and is what `gouji explain` shows.
//! * **Conditions are a small language of sums** ([`domain::form::condition`]). What a rule needs and is not there makes it silent,
//!   never passed.
//!
//! ## Figures and rules
//!
//! * **Figures on disk are strings with their origin**, `keyed("7")`: exact for decimals, one shape for counts, amounts and `/`.
//! * **A control that lapses leaves the entries** ([`domain::report::Report::lapsed`]): a total without an entry is one that no source prints,
//!   so rules, localisation, refusals and the seal need not know of lapsing, and none can forget it. It lapses in
//!   [`Session::apply`](domain::session::Session::apply), within the edit that changes the figure, so that undo, the journal and joining have it by
//!   construction. Which controls agreed when they were read is worked out at opening and not kept in the file.
//! * **A blank cell fails rule F-01 only where figures were read from a document**, and rules on prose are silent while nothing at all
//!   is written: a report that is being keyed begins without findings.
//! * **Error localisation is one formulation for printed and live totals** ([`domain::localisation`]): a printed total is a variable, a
//!   computed one is replaced by what it adds up. What last year's report says of a cell is read from the rules
//!   ([`domain::expectation`]).
//! * **What is open of a report is worked out in one place** ([`domain::remaining`]): "written" or "filled" alone is taken for
//!   "without mistakes". The report on one page ([`domain::summary`]) is made of it.
//!
//! ## Reports and editing
//!
//! * **Undo by inverse edits**, not by snapshots: an edit of any number of cells and passages is one value, and what the journal
//!   holds is the same value.
//! * **Fields of the prose are resolved where it is read** ([`domain::field`]): in memory and on disk it keeps
//!   `{requests.new.total}`, and a [`Shown`](domain::field::Shown) of it knows where every byte was written.
//! * **A seal is over what a report says, not over its file** ([`domain::seal`]), so that comments, origins and notes do not break it; what
//!   signs of damage a file needs is another digest ([`store::digest`]).
//! * **Two versions of a report are joined over what both were made of** ([`domain::journal::merge`], [`domain::weaving`]): of a text a
//!   paragraph is what a cell is of a table. Paragraphs beside one another do not collide, as lines of a program would, since a chapter has
//!   three of them. A finished file is opened by the very edit that joins it, with a name and a reason, so that undo gives it back.
//! * **A second keying is blind to sums too** ([`tui::second_keying`]): the last hidden figure of a row could be read from them.
//!
//! * **Code is for inputs that exist**: 500 notes, 100 KB of prose, libraries of 10,000 reports. A text is laid out and counted anew
//!   at every key (100 KB take a millisecond), and notes are looked for one by one.
//!
//! ## What both front ends do
//!
//! * **It stands once** ([`work`]), since it had drifted where it stood twice: with journals, with predecessors, with what was said
//!   of either.
//! * **Last year's report is found by one function** ([`work::known`]). Predecessors stand for a body that is new; one into which
//!   others were merged goes on, so its own report is added whether or not it names itself, since what it was handling itself
//!   did not end with the merger. Several are added up into one ([`domain::background::added`]), so that rules, paper and
//!   pictures cannot differ.
//!
//! ## On disk
//!
//! * **The store works over a trait of some dozen calls** ([`store::disk`]), a trait object since a test puts its own disk there: one
//!   that refuses the n-th call, fills up, or forgets what was not flushed when its plug is pulled.
//! * **A report leaves its place by copy and removal, not by a move**, since file systems of sticks move between folders in two steps.
//! * **A journal stands for itself** ([`store::journal`]): it begins with the whole report that its edits start from, so that a report which was
//!   never saved, is damaged or was changed by somebody else can be had back or joined. Which of its edits the file has is told
//!   by the digest of what the report says. Each line carries a check over itself and the one before; the first stands there twice,
//!   since the edits say nothing without it. Prose is journaled as drafts, so that pauses do not cut the history into steps.
//! * **A save is announced in the journal and then goes on by itself**: what is keyed meanwhile stands behind the announcement, so that
//!   whichever of the two states the file has after a pulled plug, the journal holds what it lacks.
//! * **A lock is a file of its own beside the report** ([`store::lock`]), held by the system for as long as the editor has the report open,
//!   so that a dead holder holds nothing. Only writing asks for it.
//! * **Where a folder cannot lock, every writer's journal has a name of its own** ([`store::journal`]), since a clean save of the one would
//!   remove what the other one keyed. Whoever takes such a journal up writes its edits into his own before it is put aside. Who writes
//!   it stands in a file beside it that a clean end removes: what is being keyed is not offered to others as lost. Of another machine
//!   only the time of the last write tells, so after half a day it is.
//! * **What Windows refuses for a moment is tried again below the store** ([`store::patience`]): which of its writers meets a virus scanner is chance.
//!   A refusal that lasted is not waited for a second time, since a folder without permission would hold up every edit.
//! * **All dates come from one clock** ([`store::clock`]); ages and durations do not, since nobody reads them.
//! * **A save compares once more right before its rename**: its flush may have taken long, and another program may have saved meanwhile.
//! * **What two made of one report is joined on top of the file** as the other one left it, with one undoable edit.
//! * **What of the history may go is told from names and the time alone**, so that thinning often leaves what thinning once leaves. Time is
//!   counted as use, a pause being an hour of it at most, since a clock that jumps must not make everything old.
//! * **Which of two libraries has the newer state is told from their histories** ([`store::backup`]): a state that is among the earlier ones of
//!   the other is older. Clocks of two machines and times on a stick say nothing. What gives way without being such a state is kept under a
//!   name that thinning passes by.
//! * **Forms are read, checked and resolved when the program is built** (`assets/prepare`, with the program's own types) and packed as they
//!   are, rules spelled out in cells; a defect ends the build. What most commands never look at, such as what a rule says, stays packed
//!   until somebody reads it ([`domain::definition::Packed`]), as do the words of prose. A form beside the library goes the long way.
//! * **A RON report is read without its layout first** ([`store::syntax`]): comments and indentation are most of a file. Whatever is wrong is
//!   then looked for in the text as it stands, so that its place is right.
//!
//! ## Documents
//!
//! * **Documents of others are read in a process of their own** ([`work::reader`]): this program, started once more, with limits of the system
//!   on memory and processor time. No crate's fault and no bomb reaches the editor, its terminal or the other files of a folder, whatever
//!   kind of fault it is. Processes are kept for the next document, one for each thread that asks. What this program has just written
//!   is read back on the spot; reports of ours have a size instead ([`store::syntax`]). A form that is to be filled is read there
//!   once before it is filled here; a font is no document, and a fault of the library that sets it is caught ([`work::guarded`]).
//! * **Lines of a PDF end only where our reader puts back what stood there** ([`export::wrap`]), and `diff` measures documents as the
//!   reading back of an export does ([`export::compared`]), so that the two never disagree.
//! * **Nothing else is started but the clerk's editor and the opener of files** ([`work::opening`]), without a shell, and by a key.
//! * **Documents are neutral before they are Word or PDF**: [`export::document`] holds words and the official grid once, and every format
//!   writes that; readers hand over the same kind of blocks in the other direction. Places are lines, pages, or rows of tables,
//!   whichever a kind has.
//! * **Of a form's lines only the words tell whose they are** ([`export::OldProse`]): notes and lines for names stay, hints go, and what is
//!   neither is told, since a filled form is last year's report as often as not. Without a choice, the form's figures decide.
//! * **A given form is understood by the importer**: filling it numbers every cell that could hold a figure and lets the recogniser say which
//!   number belongs where; there is no second understanding of labels. A paste goes by the same words, whole wordings only.
//! * **Our own reading of PDF pages** over `lopdf`'s objects, since libraries that extract text lose which cell a figure stood in; of
//!   xlsx and ods, since merged regions and the places of bytes are needed for filling forms; `calamine` reads xls.
//! * **Markdown that comes in is not CommonMark**, so that no library reads it (the manual's own is read by `pulldown-cmark`):
//!   rows of pipes come without the rule that makes them a table, cells beyond those of the head would be dropped, figures
//!   and all, `1.` would become the number of an item and be counted anew, and `**三、**甲` is no emphasis there.
//! * **A PDF's fonts come from the machine**, embedded as subsets: a Chinese font is larger than the program.
//! * **How a document departs from the prescribed form is kept apart from what was not understood**: the one is a finding (F-03 to F-09),
//!   the other a note.
//! * **Documents are compared as computed and as printed** ([`domain::comparison`]), since a total on the page may be wrong though every cell
//!   is right.
//!
//! ## The collecting office and the register
//!
//! * **A sum is worked out whenever it is asked for** ([`domain::collection::sum`]) and stands nowhere beside its parts, since counters kept
//!   beside what they count drift. What is saved as the aggregated report is a report like any other, which the sum is held against.
//! * **A body's state is what was last decided about what was last received** ([`domain::collection::roster`]); no state is stored, so none can
//!   contradict its receipts.
//! * **A hand-in is first kept as it came, then stored as the body's report, then written down** ([`work::receiving`]): wherever that ends,
//!   nothing is lost, and receiving it again goes on from there.
//! * **A register is a question about each line, and its answers are data** ([`domain::register`]): wordings, rows and certainty stand in
//!   `assets/register`. A case of which anything is open makes every cell that it could enter pending, so that 一 + 二 = 三 + 四 holds by
//!   construction. Of its words only the catalogue's that decided are kept.
//! * **Rules for other engines are derived from the form's instances** ([`domain::arithmetic`]), never written beside them; the office check
//!   holds what databases find against what `check` finds, row by row.
//!
//! ## The editor
//!
//! * **A dialog stands in one place**: state, keys, drawing and help ([`tui::dialog`]). What it does to the state below it is done on the
//!   [`tui::desk`]; what opens, closes or leaves something else is an act, and `update` alone carries acts out.
//! * **Keys are keys however they arrive.** What is a paste is told by the terminal's brackets alone; only the Windows console, which has none,
//!   may *ask*. Keys wait for an answer where they would mean something else before it (`tui::run`'s porter); a save is not
//!   waited for but by leaving. Esc and Alt, the same bytes, are told apart by what they would do.
//! * **The bytes of a Unix terminal are read here**: crossterm's and termina's parsers drop the keypad in application mode and what stands in
//!   front of half a sequence, take two Escs for one and LF for Ctrl-J, and crossterm's reader cannot be waited for together with
//!   other threads.
//! * **The view of a register is a dialog over its report** ([`tui::dialog`]), drawn by the grid that draws reports: what it takes over is
//!   then an edit of that report, undone and journaled like any other. What is answered in it is kept at once; its lines, which are
//!   full of people, are in memory only ([`domain::register::working`]).
//! * **Our own half of a terminal backend** ([`tui::wire`]): crossterm's `draw` moves the cursor before every character that follows a
//!   wide one, which makes a cursor move on a Chinese screen cost over 1,000 bytes instead of some 300.
//! * **Folders are asked beside everything else** ([`tui::effect::looking`]): a question about one has a thread of its own, since a share may never
//!   answer, and one that was overtaken by another is not listened to. The list of files is our own ([`tui::folder`]): the crates for it
//!   (`ratatui-explorer`, `tui-file-explorer`) read on the thread that draws, know no pinyin, and bring their own styles.
//! * **A path is watched for letter by letter** ([`tui::dropped`]), since a file dropped on some terminals is typed; letters that make or
//!   fill ask first, so that nothing is done on the way.
//! * **A jump into prose does not write**: whoever walks through findings by letters does not see the table end in time.
//! * **The hint line is worked out, not listed** ([`tui::hints`]): each command says how much it is wanted as things stand (what is wrong
//!   before what is missing, before what a whole report is for), and the line names as many as there is room for.
//! * **What is said of a cell stands beside the table or below it** ([`tui::layout`]): from 120 columns on beside it, in a table no wider than
//!   its content; else below it, in one line where the table needs all others, so that the matrix fits into 30 lines.
//! * **Calm comes from grey, and grey only where any colour can be shown** ([`tui::theme`]): among sixteen no grey can be read on every ground,
//!   so that there figures are bold instead of zeros dim. Contrast is held by a test.
//! * **A click is looked up by drawing**: the model is drawn once more, each part saying what its place stands for, so that no second
//!   layout can drift from the first. The mouse is off by default, since it takes selecting away from the terminal.
//! * **The width of ambiguous characters is asked of the clerk**, not of the terminal: one that does not answer would hold the start up. Only the
//!   console of Windows is asked, which answers by a call.
//! * **Prose is written in an editor of our own** ([`tui::prose`]): lines that break after Chinese habits, and a field that is one unit
//!   with its figure shown, are beyond a text area of characters.
//! * **A shell asks the program what it can complete**, through the engine that comes with `clap_complete`: a script made once knows no
//!   agency and no year, and the generated ones offered files before commands.
//! * **Many files are read in windows**, in parallel and handed on in order, so that memory is bounded and output stable.
//!
//! # Recipes
//!
//! What to touch, and what complains if something was forgotten.
//!
//! * **A rule** is an entry in a file of `assets/rules`, or of a form where only that has it: id, severity, basis, the cells it
//!   speaks of by patterns ([`domain::form`]), its check ([`domain::definition`]), words, remedy, and an example that
//!   breaks only it. `tests/domain` holds every rule to its example, and `tests/data/rules.txt` which editions have it.
//! * **A command** is a line in [`tui::command`], with what else people call it and what it does where the title does not
//!   say enough; its keys are lines in `assets/keymap.ron`. What it does is an arm of
//!   [`tui::report`] or of `tui::update::run`; help, palette and `gouji keys` follow; [`tui::hints`] says how much it is wanted
//!   in the hint line, if at all. Tests complain of a command
//!   without a key, and of an F- or Alt-key without a letter.
//! * **A dialog** is a file in [`tui::dialog`] that implements `Modal` (help, keys, drawing) and a line in its list, with the
//!   commands that open it. The compiler asks for what is missing; a test opens every dialog, asks for its help, and closes it.
//! * **A screen** is a variant of [`tui::model::Screen`]; the compiler leads through what it must answer. A reach of its own for
//!   its keys is a variant of [`tui::command::Reach`].
//! * **A format out** is a variant of [`export::Format`] and a file in [`export`] that writes the neutral
//!   [`export::document`]; **a format in** is a file in [`import`] that makes blocks. Reading back, both front ends and the
//!   tests over all formats follow.
//! * **An edition** is a file in `assets/forms`, or beside a library; see README. `gouji forms --rules` lists its defects, all at once,
//!   and the rules that do not apply to it.
//! * **Something that a person asks for** is a method of [`work::Office`], and one call from each front end; a test in `tests/cli`
//!   goes through both doors.

pub mod domain;

pub mod import;

pub mod export;

pub mod store;

pub mod work;

pub mod tui;

pub mod cli;
