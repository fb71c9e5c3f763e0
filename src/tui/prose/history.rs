//! What was written into a text, step by step, so that it can be taken back: keys in a row are one step, up to the next
//! blank, mark or line end. It knows nothing of screens.

/// One change of a text: at a byte, some words took the place of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub at: usize,
    pub removed: String,
    pub inserted: String,
    /// Where the caret stood before.
    pub caret: usize,
}

impl Step {
    fn apply(&self, text: &mut String) {
        text.replace_range(self.at..self.at + self.removed.len(), &self.inserted);
    }

    fn revert(&self, text: &mut String) {
        text.replace_range(self.at..self.at + self.inserted.len(), &self.removed);
    }

    /// Whether a further character, typed or erased, belongs to this step.
    fn goes_on(&self, next: &Step) -> bool {
        let is_single = |text: &str| text.chars().nth(1).is_none();
        let types = next.removed.is_empty() && next.at == self.at + self.inserted.len();
        let in_word = self.inserted.chars().next_back().is_some_and(char::is_alphanumeric);
        let erases = self.inserted.is_empty() && next.inserted.is_empty();
        let backwards = next.at + next.removed.len() == self.at;
        (types && in_word && is_single(&next.inserted) && next.inserted != "\n")
            || (erases && is_single(&next.removed) && (backwards || next.at == self.at))
    }
}

#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Whether the caret was moved since the last step, which then is closed.
    closed: bool,
}

impl History {
    pub fn change(&mut self, text: &mut String, step: Step) {
        step.apply(text);
        self.undone.clear();
        match self.done.last_mut().filter(|last| !self.closed && last.goes_on(&step)) {
            Some(last) if !step.inserted.is_empty() => last.inserted.push_str(&step.inserted),
            Some(last) if step.at < last.at => {
                last.removed.insert_str(0, &step.removed);
                last.at = step.at;
            }
            Some(last) => last.removed.push_str(&step.removed),
            None => self.done.push(step),
        }
        self.closed = false;
    }

    /// What comes next is a step of its own.
    pub fn close(&mut self) {
        self.closed = true;
    }

    /// Takes the last step back; where the caret then stands, or `None` where there is none.
    pub fn undo(&mut self, text: &mut String) -> Option<usize> {
        let step = self.done.pop()?;
        step.revert(text);
        let caret = step.caret;
        self.undone.push(step);
        self.closed = true;
        Some(caret)
    }

    /// Makes the last undone step again; where the caret then stands, or `None` where there is none.
    pub fn redo(&mut self, text: &mut String) -> Option<usize> {
        let step = self.undone.pop()?;
        step.apply(text);
        let caret = step.at + step.inserted.len();
        self.done.push(step);
        self.closed = true;
        Some(caret)
    }
}
