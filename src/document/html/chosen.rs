//! Which claim of a page is taken for each field.

use std::collections::HashSet;
use std::str::FromStr;
use std::sync::Arc;

use super::dom::Dom;
use super::head::{Claim, Field};
use crate::publication::{Code, Contributor, Findings, Metadata, Place, Role, has_words, one_line};
use crate::source::report_removed;

/// Takes for each field the first claim that can be read.
pub(super) struct Chosen<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) findings: &'a mut Findings,
    pub(super) metadata: Metadata,
    /// Authors and subjects there are already.
    pub(super) seen: HashSet<(Field, String)>,
}

/// The most authors and subjects of a page, together.
const MOST_NAMES: usize = 1000;

impl Chosen<'_> {
    /// The direction that the root elements declare; `auto` asks the text, and so do we.
    pub(super) fn direction(&mut self, dom: &Dom) {
        for element in ["html", "body"].iter().filter_map(|name| dom.find(name)) {
            let direction = dom.attribute(element, "dir").filter(|dir| !dir.trim().eq_ignore_ascii_case("auto"));
            if let Some(direction) = direction {
                let parsed = self.parsed(dom.line(element), "dir", direction);
                self.metadata.direction = self.metadata.direction.or(parsed);
            }
        }
    }

    pub(super) fn choose(&mut self, claims: &[Claim]) {
        let mut authors_by = None;
        for claim in claims {
            if claim.field == Field::Author && authors_by.is_some_and(|by| by != claim.trust) {
                continue;
            }
            if self.is_said(claim.field) {
                continue;
            }
            let place = Place::new(self.file, claim.line);
            let line = one_line(&claim.value, |c| report_removed(&claim.name, c, &place, self.findings));
            if !has_words(&line) {
                continue;
            }
            if self.set(claim, line) && claim.field == Field::Author {
                authors_by = Some(claim.trust);
            }
        }
    }

    fn is_said(&self, field: Field) -> bool {
        let metadata = &self.metadata;
        match field {
            Field::Title => metadata.title.is_some(),
            Field::Description => metadata.description.is_some(),
            Field::Publisher => metadata.publisher.is_some(),
            Field::Rights => metadata.rights.is_some(),
            Field::Source => metadata.source.is_some(),
            Field::Date => metadata.date.is_some(),
            Field::Modified => metadata.modified.is_some(),
            Field::Issue => metadata.issue.is_some(),
            Field::Language => metadata.language.is_some(),
            Field::LeadImage => metadata.lead_image.is_some(),
            Field::Author | Field::Subject => false,
        }
    }

    /// Sets a field; says whether it did.
    fn set(&mut self, claim: &Claim, line: String) -> bool {
        let is_address = line.starts_with("http://") || line.starts_with("https://");
        let metadata = &mut self.metadata;
        match claim.field {
            Field::Title => metadata.title = Some(line),
            Field::Description => metadata.description = Some(line),
            Field::Publisher => metadata.publisher = Some(line),
            Field::Rights => metadata.rights = Some(line),
            Field::Issue => metadata.issue = Some(line),
            // Lists of people and pictures often hold addresses where names belong, and the other way round.
            Field::Author if is_address || line.starts_with('@') => return false,
            Field::Author => {
                if self.is_new(claim, &line) {
                    self.metadata.creators.push(Contributor::new(line, Role::Author));
                }
            }
            Field::Source if is_address => metadata.source = Some(line),
            Field::Source => return false,
            Field::LeadImage => metadata.lead_image = Some(line),
            Field::Subject => {
                let subjects = line.split([',', '،', ';', '؛']).map(str::trim).filter(|subject| !subject.is_empty());
                for subject in subjects {
                    if self.is_new(claim, subject) {
                        self.metadata.subjects.push(subject.to_owned());
                    }
                }
            }
            Field::Date => {
                let date = self.parsed(claim.line, &claim.name, &line.replace('/', "-"));
                self.metadata.date = date;
                return self.metadata.date.is_some();
            }
            Field::Modified => {
                let modified = self.parsed(claim.line, &claim.name, &line);
                self.metadata.modified = modified;
                return modified.is_some();
            }
            Field::Language => {
                let language = self.parsed(claim.line, &claim.name, &line.replace('_', "-"));
                self.metadata.language = language;
                return self.metadata.language.is_some();
            }
        }
        true
    }

    /// Whether an author or a subject is not there yet, and has room.
    fn is_new(&mut self, claim: &Claim, name: &str) -> bool {
        if self.seen.len() <= MOST_NAMES && self.seen.insert((claim.field, name.to_owned())) {
            if self.seen.len() <= MOST_NAMES {
                return true;
            }
            let place = Place::new(self.file, claim.line);
            let message = format!("`{}` names too much: of authors and subjects, {MOST_NAMES} are kept", claim.name);
            self.findings.note(Code::ValueIgnored, place, message);
        }
        false
    }

    fn parsed<T: FromStr<Err: std::fmt::Display>>(&mut self, line: u32, name: &str, value: &str) -> Option<T> {
        match value.parse() {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                let place = Place::new(self.file, line);
                self.findings.note(Code::ValueIgnored, place, format!("`{name}` was not understood: {error}"));
                None
            }
        }
    }
}
