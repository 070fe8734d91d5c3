//! The words Warraq itself writes into a book: the headings, landmarks and
//! credits that are not in the articles it was given.
//!
//! Where each wording was checked is written down, language by language, in
//! `docs/labels.md`.

/// The fixed words of one language.
///
/// No label ends in punctuation; the caller adds the colon where one is
/// wanted. [`by`](Self::by), [`translated_by`](Self::translated_by) and
/// [`made_with`](Self::made_with) are meant to be followed directly by a name. The summaries are whole sentences
/// with their full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels {
    /// BCP 47 primary language subtag, e.g. `ar`.
    pub language: &'static str,
    /// Heading of the navigation document and its contents page.
    pub contents: &'static str,
    /// Landmark and `alt` prefix of the cover.
    pub cover: &'static str,
    /// Landmark of the title page.
    pub title_page: &'static str,
    /// Landmark of the first page of the text ("Text").
    pub text: &'static str,
    /// Landmark and accessible name of the notes at a chapter's end.
    pub notes: &'static str,
    /// Accessible name of a link from a note back to its place ("Back to the text").
    pub back: &'static str,
    /// Before the author in a byline ("By").
    pub by: &'static str,
    /// Before a translator ("Translated by").
    pub translated_by: &'static str,
    /// Before the source of an article ("Source").
    pub source: &'static str,
    /// Before the publisher ("Publisher").
    pub publisher: &'static str,
    /// Before the date of issue ("Published").
    pub published: &'static str,
    /// Heading of the page at the end that says what the book is ("Colophon").
    pub colophon: &'static str,
    /// Before the rights or the licence ("Rights").
    pub rights: &'static str,
    /// Before the unique identifier ("Identifier").
    pub identifier: &'static str,
    /// Before the name of this program ("Made with").
    pub made_with: &'static str,
    /// Accessibility summary of a text-only book, one sentence.
    pub summary_text: &'static str,
    /// Accessibility summary of a book whose pictures all have alternative text.
    pub summary_described_pictures: &'static str,
    /// Accessibility summary of a book with pictures that lack alternative text.
    pub summary_undescribed_pictures: &'static str,
}

/// English, the language of last resort.
const ENGLISH: Labels = Labels {
    language: "en",
    contents: "Contents",
    cover: "Cover",
    title_page: "Title page",
    text: "Text",
    notes: "Notes",
    back: "Back to the text",
    by: "By",
    translated_by: "Translated by",
    source: "Source",
    publisher: "Publisher",
    published: "Published",
    colophon: "Colophon",
    rights: "Rights",
    identifier: "Identifier",
    made_with: "Made with",
    summary_text: "This book contains only text, with headings and a table of contents to navigate by.",
    summary_described_pictures: "This book contains text and pictures, every picture has alternative text, and there are headings and a table of contents to navigate by.",
    summary_undescribed_pictures: "This book contains text and pictures, some pictures have no alternative text, and there are headings and a table of contents to navigate by.",
};

/// Every language Warraq has words for.
const TABLE: [Labels; 8] = [
    Labels {
        language: "ar",
        contents: "المحتويات",
        cover: "الغلاف",
        title_page: "صفحة العنوان",
        text: "النص",
        notes: "الحواشي",
        back: "العودة إلى النص",
        by: "بقلم",
        translated_by: "ترجمة",
        source: "المصدر",
        publisher: "الناشر",
        published: "تاريخ النشر",
        colophon: "بيانات الكتاب",
        rights: "الحقوق",
        identifier: "المعرّف",
        made_with: "صُنع ببرنامج",
        summary_text: "يحتوي هذا الكتاب على نص فقط، مع عناوين وجدول محتويات للتنقل.",
        summary_described_pictures: "يحتوي هذا الكتاب على نص وصور، ولكل صورة نص بديل، مع عناوين وجدول محتويات للتنقل.",
        summary_undescribed_pictures: "يحتوي هذا الكتاب على نص وصور، وبعض الصور بلا نص بديل، مع عناوين وجدول محتويات للتنقل.",
    },
    Labels {
        language: "fa",
        contents: "فهرست مطالب",
        cover: "جلد",
        title_page: "صفحهٔ عنوان",
        text: "متن",
        notes: "یادداشت‌ها",
        back: "بازگشت به متن",
        by: "نوشتهٔ",
        translated_by: "ترجمهٔ",
        source: "منبع",
        publisher: "ناشر",
        published: "تاریخ انتشار",
        colophon: "شناسنامهٔ کتاب",
        rights: "حقوق",
        identifier: "شناسه",
        made_with: "ساخته‌شده با",
        summary_text: "این کتاب فقط متن دارد و با عنوان‌ها و فهرست مطالب می‌توان در آن پیمایش کرد.",
        summary_described_pictures: "این کتاب متن و تصویر دارد، همهٔ تصویرها متن جایگزین دارند و با عنوان‌ها و فهرست مطالب می‌توان در آن پیمایش کرد.",
        summary_undescribed_pictures: "این کتاب متن و تصویر دارد، برخی تصویرها متن جایگزین ندارند و با عنوان‌ها و فهرست مطالب می‌توان در آن پیمایش کرد.",
    },
    Labels {
        language: "ur",
        contents: "فہرست",
        cover: "سرورق",
        title_page: "عنوان کا صفحہ",
        text: "متن",
        notes: "حواشی",
        back: "متن پر واپس جائیں",
        by: "از",
        translated_by: "ترجمہ از",
        source: "ماخذ",
        publisher: "ناشر",
        published: "تاریخ اشاعت",
        colophon: "کتاب کی معلومات",
        rights: "حقوق",
        identifier: "شناخت کنندہ",
        made_with: "تیار کردہ بذریعہ",
        summary_text: "اس کتاب میں صرف متن ہے، اور رہنمائی کے لیے عنوانات اور فہرست موجود ہیں۔",
        summary_described_pictures: "اس کتاب میں متن اور تصاویر ہیں، ہر تصویر کا متبادل متن موجود ہے، اور رہنمائی کے لیے عنوانات اور فہرست موجود ہیں۔",
        summary_undescribed_pictures: "اس کتاب میں متن اور تصاویر ہیں، بعض تصاویر کا متبادل متن موجود نہیں، اور رہنمائی کے لیے عنوانات اور فہرست موجود ہیں۔",
    },
    Labels {
        language: "he",
        contents: "תוכן העניינים",
        cover: "כריכה",
        title_page: "עמוד השער",
        text: "טקסט",
        notes: "הערות",
        back: "חזרה לטקסט",
        by: "מאת",
        translated_by: "תורגם על ידי",
        source: "מקור",
        publisher: "הוצאה לאור",
        published: "פורסם",
        colophon: "קולופון",
        rights: "זכויות",
        identifier: "מזהה",
        made_with: "הופק באמצעות",
        summary_text: "ספר זה מכיל טקסט בלבד, עם כותרות ותוכן עניינים לניווט.",
        summary_described_pictures: "ספר זה מכיל טקסט ותמונות, לכל תמונה יש טקסט חלופי, ויש כותרות ותוכן עניינים לניווט.",
        summary_undescribed_pictures: "ספר זה מכיל טקסט ותמונות, לחלק מהתמונות אין טקסט חלופי, ויש כותרות ותוכן עניינים לניווט.",
    },
    Labels {
        language: "yi",
        contents: "אינהאַלט",
        cover: "טאָוול",
        title_page: "שער־בלאַט",
        text: "טעקסט",
        notes: "הערות",
        back: "צוריק צום טעקסט",
        by: "פֿון",
        translated_by: "איבערגעזעצט פֿון",
        source: "מקור",
        publisher: "פֿאַרלאַג",
        published: "פֿאַרעפֿנטלעכט",
        colophon: "קאָלאָפֿאָן",
        rights: "רעכט",
        identifier: "אידענטיפֿיצירער",
        made_with: "געמאַכט מיט",
        summary_text: "דאָס בוך באַשטייט נאָר פֿון טעקסט, מיט קעפּלעך און אַן אינהאַלט צום נאַוויגירן.",
        summary_described_pictures: "דאָס בוך באַשטייט פֿון טעקסט און בילדער, יעדעס בילד האָט אַן אַלטערנאַטיוון טעקסט, און עס זענען דאָ קעפּלעך און אַן אינהאַלט צום נאַוויגירן.",
        summary_undescribed_pictures: "דאָס בוך באַשטייט פֿון טעקסט און בילדער, טייל בילדער האָבן נישט קיין אַלטערנאַטיוון טעקסט, און עס זענען דאָ קעפּלעך און אַן אינהאַלט צום נאַוויגירן.",
    },
    Labels {
        language: "ckb",
        contents: "پێڕست",
        cover: "بەرگ",
        title_page: "پەڕەی ناونیشان",
        text: "دەق",
        notes: "پەراوێزەکان",
        back: "گەڕانەوە بۆ دەق",
        by: "نووسینی",
        translated_by: "وەرگێڕانی",
        source: "سەرچاوە",
        publisher: "بڵاوکەرەوە",
        published: "بەرواری بڵاوکردنەوە",
        colophon: "زانیاریی کتێب",
        rights: "مافەکان",
        identifier: "ناسێنەر",
        made_with: "دروستکراوە بە",
        summary_text: "ئەم کتێبە تەنیا دەقی تێدایە، لەگەڵ سەردێڕەکان و پێڕستێک بۆ ڕێدۆزی.",
        summary_described_pictures: "ئەم کتێبە دەق و وێنەی تێدایە، هەموو وێنەیەک دەقی جێگرەوەی هەیە، لەگەڵ سەردێڕەکان و پێڕستێک بۆ ڕێدۆزی.",
        summary_undescribed_pictures: "ئەم کتێبە دەق و وێنەی تێدایە، هەندێک لە وێنەکان دەقی جێگرەوەیان نییە، لەگەڵ سەردێڕەکان و پێڕستێک بۆ ڕێدۆزی.",
    },
    ENGLISH,
    Labels {
        language: "fr",
        contents: "Table des matières",
        cover: "Couverture",
        title_page: "Page de titre",
        text: "Texte",
        notes: "Notes",
        back: "Retour au texte",
        by: "Par",
        translated_by: "Traduit par",
        source: "Source",
        publisher: "Éditeur",
        published: "Date de publication",
        colophon: "Colophon",
        rights: "Droits",
        identifier: "Identifiant",
        made_with: "Réalisé avec",
        summary_text: "Ce livre contient uniquement du texte, avec des titres et une table des matières pour s’y déplacer.",
        summary_described_pictures: "Ce livre contient du texte et des images, toutes les images sont décrites par un texte, et des titres et une table des matières permettent de s’y déplacer.",
        summary_undescribed_pictures: "Ce livre contient du texte et des images, certaines images ne sont pas décrites par un texte, et des titres et une table des matières permettent de s’y déplacer.",
    },
];

impl Labels {
    /// The words of a language, by its BCP 47 primary language subtag.
    ///
    /// The case of the subtag does not matter. `None` when Warraq has no words
    /// of that language; see [`Labels::english`] for the fallback.
    pub fn of(primary: &str) -> Option<&'static Labels> {
        TABLE.iter().find(|labels| labels.language.eq_ignore_ascii_case(primary))
    }

    /// What joins a label and what it names: French parts the colon from the word before it.
    pub(crate) fn colon(&self) -> &'static str {
        if self.language == "fr" { "\u{A0}:" } else { ":" }
    }

    /// The English words, for a language that has none here.
    pub fn english() -> &'static Labels {
        &ENGLISH
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn short(labels: &Labels) -> [&'static str; 15] {
        [
            labels.contents,
            labels.cover,
            labels.title_page,
            labels.text,
            labels.notes,
            labels.back,
            labels.by,
            labels.translated_by,
            labels.source,
            labels.publisher,
            labels.published,
            labels.colophon,
            labels.rights,
            labels.identifier,
            labels.made_with,
        ]
    }

    fn summaries(labels: &Labels) -> [&'static str; 3] {
        [labels.summary_text, labels.summary_described_pictures, labels.summary_undescribed_pictures]
    }

    fn all(labels: &Labels) -> impl Iterator<Item = &'static str> {
        short(labels).into_iter().chain(summaries(labels))
    }

    fn is_bidi_control(c: char) -> bool {
        matches!(
            c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        )
    }

    #[test]
    fn every_language_is_there_once() {
        let languages: HashSet<_> = TABLE.iter().map(|labels| labels.language).collect();
        assert_eq!(languages, HashSet::from(["ar", "fa", "ur", "he", "yi", "ckb", "en", "fr"]));
        assert_eq!(languages.len(), TABLE.len());
        for labels in &TABLE {
            assert_eq!(Labels::of(labels.language), Some(labels));
        }
    }

    #[test]
    fn a_language_is_found_by_its_subtag_only() {
        assert_eq!(Labels::of("AR").map(|labels| labels.language), Some("ar"));
        assert_eq!(Labels::of("ar-EG"), None);
        assert_eq!(Labels::of("de"), None);
        assert_eq!(Labels::of(""), None);
        assert_eq!(Labels::english().language, "en");
    }

    #[test]
    fn no_label_is_empty_or_padded() {
        for labels in &TABLE {
            for label in all(labels) {
                assert!(!label.is_empty(), "{}", labels.language);
                assert_eq!(label, label.trim(), "{}", labels.language);
                assert!(!label.contains("  "), "{}: {label}", labels.language);
            }
        }
    }

    #[test]
    fn no_label_has_bidi_controls() {
        for labels in &TABLE {
            for label in all(labels) {
                assert!(!label.chars().any(is_bidi_control), "{}: {label}", labels.language);
            }
        }
    }

    #[test]
    fn right_to_left_labels_have_no_latin_letters() {
        let rtl = TABLE.iter().filter(|labels| !matches!(labels.language, "en" | "fr"));
        for labels in rtl {
            for label in all(labels) {
                assert!(!label.chars().any(|c| c.is_ascii_alphabetic()), "{}: {label}", labels.language);
            }
        }
    }

    #[test]
    fn short_labels_end_in_a_letter_and_summaries_in_a_full_stop() {
        for labels in &TABLE {
            for label in short(labels) {
                assert!(!label.ends_with([':', '.', '،', '۔', ';']), "{}: {label}", labels.language);
            }
            for summary in summaries(labels) {
                assert!(summary.ends_with(['.', '۔']), "{}: {summary}", labels.language);
            }
            assert_eq!(HashSet::from(summaries(labels)).len(), 3, "{}", labels.language);
        }
    }
}
