//! The language of a text that does not say it. Languages of the Arabic and the Hebrew script are told by the letters
//! only they use, and by their commonest words; the others by trigrams (whatlang).

use super::letters::Letters;
use crate::publication::{Direction, Language};

/// A guess, and the sign it was made by.
pub(super) struct Guess {
    pub(super) language: Language,
    pub(super) reason: String,
    /// Whether the sign is so plain that it outweighs what the book as a whole says.
    pub(super) sure: bool,
}

/// Guesses the language of the letters that run in `direction`.
pub(super) fn guess(letters: &Letters, direction: Direction) -> Option<Guess> {
    let sample = match direction {
        Direction::Rtl => &letters.rtl_sample,
        Direction::Ltr => &letters.ltr_sample,
    };
    guess_text(sample, direction, sample.len())
}

/// Guesses the language of a piece of text that runs in `direction`, by its first `limit` bytes.
pub(super) fn guess_text(text: &str, direction: Direction, limit: usize) -> Option<Guess> {
    let sample = &text[..text.floor_char_boundary(limit)];
    match direction {
        Direction::Rtl => guess_rtl(sample),
        Direction::Ltr => guess_by_trigrams(sample, direction),
    }
}

/// Guesses the language of a phrase or a block by its words that run in `direction`, and never that of names: of a text in
/// which most words begin with a capital nothing is told.
pub(super) fn guess_words(text: &str, direction: Direction, limit: usize) -> Option<Guess> {
    let mut sample = String::with_capacity(text.len().min(limit + 64));
    let (mut all, mut small) = (0, 0);
    for word in text.split_whitespace() {
        let Some(letter) = word.chars().find(|c| c.is_alphabetic()) else { continue };
        if Direction::of_letter(letter) != Some(direction) || sample.len() > limit {
            continue;
        }
        all += 1;
        small += usize::from(!letter.is_uppercase());
        sample.push_str(word);
        sample.push(' ');
    }
    match direction {
        Direction::Ltr if small * 3 < all => None,
        Direction::Ltr => guess_english(&sample).or_else(|| guess_text(&sample, direction, limit)),
        Direction::Rtl => guess_text(&sample, direction, limit),
    }
}

/// English, by far the commonest guest in texts from right to left, is told by its little words: trigrams need a long text.
fn guess_english(sample: &str) -> Option<Guess> {
    const OWN: &str = "the of and to that with this are from have they you your which what";
    const SHARED: &str = "in is for on was an at not be it as or by will can all";
    let (mut own, mut shared, mut all) = (0, 0, 0);
    for word in sample.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        let among = |list: &str| list.split(' ').any(|other| other.eq_ignore_ascii_case(word));
        own += usize::from(among(OWN));
        shared += usize::from(among(SHARED));
        all += 1;
    }
    let plain = own > 0 && own + shared > 1 && (own + shared) * 6 >= all;
    let reason = "by its commonest words".to_owned();
    plain.then(|| Guess { language: Language::known("en"), reason, sure: true })
}

/// Letters that one language uses and its neighbours do not. The order breaks ties.
const ARABIC_SCRIPT: [(&str, &str); 7] = [
    ("sd", "ٻڀٺٽڳڱڄڃڇڍڏڌڊڦڪڻ"),
    ("ps", "ټډړښږځڅۍګڼ"),
    ("ckb", "ێڵڕۆ"),
    ("ug", "ۇۈۋڭې"),
    ("ks", "ؠٲٳۄ"),
    ("ur", "ٹڈڑںےہھۂۓ"),
    ("fa", "پچژگکی"),
];

/// Letters of Arabic that Persian and its neighbours write otherwise or not at all.
const ARABIC_ONLY: &str = "ةيكىإأ";

/// The commonest words, for texts too short or too plain to show a letter of their own.
const COMMON_WORDS: [(&str, &[&str]); 5] = [
    ("ar", &["في", "من", "على", "إلى", "التي", "الذي", "هذا", "هذه", "أن", "عن", "كان", "وقد", "ما", "مع", "هو", "هي"]),
    (
        "fa",
        &[
            "از", "به", "در", "که", "این", "است", "را", "با", "برای", "آن", "می", "یک", "هر", "تا", "شد", "بود", "كه",
            "اين",
        ],
    ),
    ("ur", &["کے", "کی", "کا", "میں", "ہے", "سے", "اور", "کو", "نے", "یہ", "پر", "ہیں", "کہ", "تھا"]),
    ("ps", &["په", "چې", "ته", "کې", "له", "دی", "ده", "سره"]),
    ("ckb", &["لە", "بە", "کە", "ئەم", "بۆ", "ئەو", "هەر", "دە"]),
];

/// Ranges of the right-to-left scripts, with the language each stands for where it stands for one.
const SCRIPTS: [(std::ops::RangeInclusive<char>, &str); 12] = [
    ('\u{600}'..='\u{6FF}', "Arab"),
    ('\u{590}'..='\u{5FF}', "Hebr"),
    ('\u{750}'..='\u{77F}', "Arab"),
    ('\u{8A0}'..='\u{8FF}', "Arab"),
    ('\u{FB50}'..='\u{FDFF}', "Arab"),
    ('\u{FE70}'..='\u{FEFC}', "Arab"),
    ('\u{FB1D}'..='\u{FB4F}', "Hebr"),
    ('\u{700}'..='\u{74F}', "syr"),
    ('\u{780}'..='\u{7BF}', "dv"),
    ('\u{7C0}'..='\u{7FF}', "nqo"),
    ('\u{1E900}'..='\u{1E95F}', "ff-Adlm"),
    ('\u{10D00}'..='\u{10D3F}', "rhg"),
];

fn guess_rtl(sample: &str) -> Option<Guess> {
    let mut counts = [0_usize; SCRIPTS.len()];
    for c in sample.chars().filter(|c| !c.is_ascii()) {
        if let Some(at) = SCRIPTS.iter().position(|(range, _)| range.contains(&c)) {
            counts[at] += 1;
        }
    }
    let count =
        |script: &str| SCRIPTS.iter().zip(counts).filter(|((_, own), _)| *own == script).map(|(_, count)| count).sum();
    let (letters, script) =
        SCRIPTS.iter().map(|(_, script)| (count(script), *script)).max_by_key(|(count, _): &(usize, _)| *count)?;
    match script {
        _ if letters == 0 => None,
        "Arab" => Some(guess_arabic_script(sample, letters)),
        "Hebr" => Some(guess_hebrew_script(sample, letters)),
        tag => Some(Guess { language: Language::known(tag), reason: "by its script".to_owned(), sure: true }),
    }
}

/// How often each letter of the Arabic block occurs.
struct Tally([usize; 256]);

impl Tally {
    fn of(text: &str) -> Self {
        let mut tally = [0; 256];
        for c in text.chars() {
            if let Some(count) = u32::from(c).checked_sub(0x600).and_then(|at| tally.get_mut(at as usize)) {
                *count += 1;
            }
        }
        Self(tally)
    }

    /// How often a letter of the alphabet occurs.
    fn count(&self, alphabet: &str) -> usize {
        alphabet.chars().map(|c| self.0.get((u32::from(c) as usize).wrapping_sub(0x600)).copied().unwrap_or(0)).sum()
    }
}

fn guess_arabic_script(sample: &str, letters: usize) -> Guess {
    let tally = Tally::of(sample);
    let arabic = tally.count(ARABIC_ONLY);
    // Persian shares its letters with Urdu, Pashto, Kurdish and Sindhi, so theirs are asked first.
    for (tag, alphabet) in ARABIC_SCRIPT {
        let found = tally.count(alphabet);
        // One letter in a hundred: a foreign name alone does not reach that.
        let enough = found * 100 >= letters && found > 0;
        let against = matches!(tag, "fa") && arabic > found;
        if enough && !against {
            let seen = alphabet.chars().filter(|c| sample.contains(*c)).take(4).map(String::from).collect::<Vec<_>>();
            let reason = format!("by letters of its own ({})", seen.join(" "));
            return Guess { language: Language::known(tag), reason, sure: found >= 10 };
        }
    }
    let mut common = [0_usize; COMMON_WORDS.len()];
    for word in sample.split_whitespace() {
        for (count, (_, words)) in common.iter_mut().zip(COMMON_WORDS) {
            *count += usize::from(words.contains(&word));
        }
    }
    // Arabic stands first and wins where another language has no more than it.
    let most = common.iter().zip(COMMON_WORDS).rev().max_by_key(|(count, _)| **count);
    match most {
        Some((count, (tag, _))) if *count > 0 && tag != "ar" => {
            Guess { language: Language::known(tag), reason: "by its commonest words".to_owned(), sure: *count >= 5 }
        }
        _ => {
            let reason = "by the Arabic script without letters of another language".to_owned();
            Guess { language: Language::known("ar"), reason, sure: arabic >= 10 }
        }
    }
}

fn guess_hebrew_script(sample: &str, letters: usize) -> Guess {
    // The digraphs and pointed alephs of Yiddish; two vavs or yods in a row are common in it and rare in Hebrew.
    let own =
        sample.chars().filter(|c| matches!(c, '\u{5F0}'..='\u{5F2}' | '\u{FB1F}' | '\u{FB2E}' | '\u{FB2F}')).count();
    let pairs = ["אַ", "אָ", "וו", "יי"].iter().map(|pair| sample.matches(pair).count()).sum::<usize>();
    let common = ["איז", "און", "דער", "די", "דאס", "דאָס", "מיט", "פון", "פֿון", "ניט", "נישט", "אין", "צו", "וואס"];
    let words = sample.split_whitespace().filter(|word| common.contains(word)).count();
    let yiddish = own + pairs + words;
    if yiddish * 33 >= letters {
        let reason = "by the letter pairs and words of Yiddish".to_owned();
        return Guess { language: Language::known("yi"), reason, sure: yiddish >= 10 };
    }
    Guess { language: Language::known("he"), reason: "by the Hebrew script".to_owned(), sure: letters >= 200 }
}

#[cfg(feature = "detect")]
fn guess_by_trigrams(sample: &str, direction: Direction) -> Option<Guess> {
    let info = whatlang::detect(sample)?;
    let tag = match info.lang() {
        whatlang::Lang::Pes => "fa",
        whatlang::Lang::Cmn => "zh",
        whatlang::Lang::Aze => "az",
        lang => lang.code(),
    };
    let language = tag.parse::<Language>().ok().filter(|language| language.direction() == direction)?;
    let sure = info.is_reliable();
    // Trigrams of a few words say little: below that, saying nothing is more honest.
    let plausible = sample.len() >= 40 && (sure || info.confidence() > 0.2);
    plausible.then(|| Guess { language, reason: "by its letter groups".to_owned(), sure })
}

#[cfg(not(feature = "detect"))]
fn guess_by_trigrams(_: &str, _: Direction) -> Option<Guess> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_one_script_are_told_apart() {
        let rows = [
            ("تقدمت فصائل المعارضة في حلب بمبادرة تتضمن هدنة مدتها خمسة أيام", "ar"),
            ("قال المتحدث باسم شركة پژو في باريس إن الأرباح انخفضت هذا العام", "ar"),
            ("این کتاب درباره‌ی تاریخ ایران است و در تهران چاپ شده است", "fa"),
            ("اين كتاب درباره تاريخ ايران است و در تهران به چاپ رسيده است كه", "fa"),
            ("یہ کتاب پاکستان کی تاریخ کے بارے میں ہے اور لاہور میں چھپی ہے", "ur"),
            ("ئەم کتێبە دەربارەی مێژووی کوردستانە و لە هەولێر چاپ کراوە", "ckb"),
            ("دا کتاب د افغانستان د تاریخ په اړه دی او په کابل کې چاپ شوی", "ps"),
            ("هي ڪتاب سنڌ جي تاريخ بابت آهي ۽ حيدرآباد ۾ ڇپيو آهي", "sd"),
            ("بۇ كىتاب ئۇيغۇرلارنىڭ تارىخى توغرىسىدا يېزىلغان", "ug"),
            ("הספר הזה עוסק בתולדות ישראל ויצא לאור בתל אביב", "he"),
            ("דאָס בוך איז וועגן דער געשיכטע פֿון די ייִדן אין פּוילן", "yi"),
            ("ދިވެހިރާއްޖޭގެ ތާރީޚް", "dv"),
            ("ܟܬܒܐ ܗܢܐ", "syr"),
            ("ߒߞߏ ߞߊ߲", "nqo"),
            ("𞤀𞤣𞤤𞤢𞤥 𞤨𞤵𞤤𞤢𞤪", "ff-Adlm"),
        ];
        for (text, tag) in rows {
            let mut letters = Letters::default();
            letters.add(text);
            let guess = guess(&letters, Direction::Rtl).unwrap();
            assert_eq!(guess.language.as_str(), tag, "{text}: {}", guess.reason);
        }
    }

    #[cfg(feature = "detect")]
    #[test]
    fn other_scripts_are_told_by_trigrams() {
        let rows = [
            ("The quick brown fox jumps over the lazy dog while the other animals are sleeping in the barn.", "en"),
            ("Le gouvernement a annoncé hier soir que les nouvelles mesures seraient appliquées dès demain.", "fr"),
            ("Правительство объявило вчера вечером, что новые меры вступят в силу уже завтра утром.", "ru"),
        ];
        for (text, tag) in rows {
            let mut letters = Letters::default();
            letters.add(text);
            assert_eq!(guess(&letters, Direction::Ltr).unwrap().language.as_str(), tag);
        }
    }
}
