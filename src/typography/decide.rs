//! Language and direction of each article and of the book.
//!
//! For an article: what was declared for the book where its words do not deny it, then what it declares itself (its own
//! language before the book's), then what its words say. A declaration
//! that nine tenths of the words contradict is doubted, reported and passed over, except where somebody gave it for this
//! one book on purpose. For the book: what was declared, then what most of its words say.

use super::language::{Guess, guess};
use super::letters::{Letters, words_without_names};
use super::{Article, Typeset};
use crate::bidi::Words;
use crate::document::Document;
use crate::publication::{Code, Decision, Direction, Findings, Language, Metadata};

/// The language of a text about which nothing can be said (BCP 47, ISO 639-2).
const UNDETERMINED: &str = "und";

/// What was declared for the book as a whole.
struct Declared {
    language: Option<Language>,
    direction: Option<Direction>,
}

pub(super) fn decide(
    documents: Vec<Document>,
    letters: &[Letters],
    book: &Metadata,
    findings: &mut Findings,
) -> Typeset {
    let alone = documents.len() == 1;
    let given = Declared { language: book.language.clone(), direction: book.direction };
    let most = letters.iter().map(|letters| letters.words).fold(Words::default(), Words::and).majority();
    let mut articles = Vec::with_capacity(documents.len());
    for (document, letters) in documents.into_iter().zip(letters) {
        let judge = Judge { document: &document, letters, given: &given, alone, most };
        let direction = judge.direction(findings);
        let language = judge.language(direction.value, findings);
        articles.push(Article { document, language, direction });
    }
    let direction = book_direction(&articles, letters, &given);
    let language = book_language(&articles, letters, &given, direction.value);
    Typeset { articles, language, direction, blocks: Vec::new() }
}

/// Decides about one article.
struct Judge<'a> {
    document: &'a Document,
    letters: &'a Letters,
    given: &'a Declared,
    /// Whether it is the only article, so that what is said of the book is said of it.
    alone: bool,
    /// The direction of most words of all articles.
    most: Option<Direction>,
}

impl Judge<'_> {
    fn direction(&self, findings: &mut Findings) -> Decision<Direction> {
        if let Some(direction) = self.given.direction
            && (self.alone || !self.letters.contradict(direction))
        {
            return Decision::new(direction, "as given for the book");
        }
        if let Some(direction) = self.document.metadata.direction {
            if !self.letters.contradict(direction) {
                return Decision::new(direction, "as the article declares");
            }
            self.doubt(&format!("the direction `{direction}`"), findings);
        }
        let given = self.given.language.as_ref();
        if let Some(language) = self.document.metadata.language.as_ref().or(given)
            && !self.letters.contradict(language.direction())
        {
            return Decision::new(language.direction(), format!("the direction of `{language}`, as declared"));
        }
        if let Some(direction) = self.letters.majority() {
            // Of a text that names many things of the West most words may be Latin; asked only where it could matter.
            let names = direction == Direction::Ltr && self.letters.words.rtl * 8 > self.letters.words.ltr;
            if names && words_without_names(self.document).majority() == Some(Direction::Rtl) {
                return Decision::new(Direction::Rtl, "most of its words but names and titles run so");
            }
            let share = self.letters.share(direction);
            return Decision::new(direction, format!("{share} % of its words run so"));
        }
        let tie = self.letters.words.all() > 0;
        let why = if tie { "as many of its words run each way" } else { "it has no words" };
        let language = self.document.metadata.language.as_ref().or(self.given.language.as_ref());
        match (language, self.most) {
            (Some(language), _) => Decision::new(language.direction(), format!("the direction of `{language}`: {why}")),
            (None, Some(most)) => Decision::new(most, format!("the direction of most words of the book: {why}")),
            // Texts from right to left borrow Latin words far more often than the other way round.
            (None, None) if tie => Decision::new(Direction::Rtl, why),
            (None, None) => Decision::new(Direction::Ltr, why),
        }
    }

    fn language(&self, direction: Direction, findings: &mut Findings) -> Decision<Language> {
        if self.alone
            && let Some(language) = &self.given.language
        {
            return Decision::new(language.clone(), "as given for the book");
        }
        if let Some(language) = &self.document.metadata.language {
            if !self.letters.contradict(language.direction()) {
                return Decision::new(language.clone(), "as the article declares");
            }
            self.doubt(&format!("the language `{language}`"), findings);
        }
        // An article may be given a direction that its letters do not have; its language is still theirs.
        let guess = guess(self.letters, self.letters.majority().unwrap_or(direction));
        let given = self.given.language.as_ref().filter(|language| language.direction() == direction);
        match (guess, given) {
            (Some(guess), None) => Decision::new(guess.language, guess.reason),
            (Some(Guess { language, reason, sure: true }), Some(given)) if language.primary() != given.primary() => {
                Decision::new(language, reason)
            }
            (_, Some(given)) => Decision::new(given.clone(), "as given for the book"),
            (None, None) => Decision::new(Language::known(UNDETERMINED), "nothing tells its language"),
        }
    }

    fn doubt(&self, what: &str, findings: &mut Findings) {
        findings.advise(
            Code::DeclarationDoubted,
            self.document.place(0),
            format!("the article declares {what}, but nine tenths of its words run the other way"),
            "correct the declaration, or give `--language` and `--direction`",
        );
    }
}

/// The direction pages turn: as given, else that of most letters of the book, each article counted with the direction it
/// was decided to have.
fn book_direction(articles: &[Article], letters: &[Letters], given: &Declared) -> Decision<Direction> {
    if let Some(direction) = given.direction {
        return Decision::new(direction, "as given");
    }
    if let [article] = articles {
        return article.direction.clone();
    }
    let weight = |direction: Direction| {
        let of = articles.iter().zip(letters).filter(|(article, _)| article.direction.value == direction);
        of.map(|(_, letters)| letters.words.all()).sum::<usize>()
    };
    let (ltr, rtl) = (weight(Direction::Ltr), weight(Direction::Rtl));
    let first = articles.first().map_or(Direction::Ltr, |article| article.direction.value);
    let direction = match rtl.cmp(&ltr) {
        std::cmp::Ordering::Greater => Direction::Rtl,
        std::cmp::Ordering::Less => Direction::Ltr,
        std::cmp::Ordering::Equal => first,
    };
    let share = rtl.max(ltr) * 100 / (rtl + ltr).max(1);
    Decision::new(direction, format!("articles with {share} % of the words run so"))
}

/// The one language of the book: as given, else that of most letters among the articles that run as the book does.
fn book_language(
    articles: &[Article],
    letters: &[Letters],
    given: &Declared,
    direction: Direction,
) -> Decision<Language> {
    if let Some(language) = &given.language {
        return Decision::new(language.clone(), "as given");
    }
    if let [article] = articles {
        return article.language.clone();
    }
    let mut weights: Vec<(&Language, usize)> = Vec::new();
    for (article, letters) in articles.iter().zip(letters) {
        if article.direction.value != direction {
            continue;
        }
        let weight = letters.words.all();
        match weights.iter_mut().find(|(language, _)| *language == &article.language.value) {
            Some((_, sum)) => *sum += weight,
            None => weights.push((&article.language.value, weight)),
        }
    }
    // The first of equals: the order of the articles decides.
    let most = weights.iter().rev().max_by_key(|(_, weight)| *weight);
    match most {
        Some((language, _)) => Decision::new((*language).clone(), "the language of most of its text"),
        None => Decision::new(Language::known(UNDETERMINED), "nothing tells its language"),
    }
}
