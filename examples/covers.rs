use warraq::publication::CoverDesign;
use warraq::resources::Cover;
fn main() {
    let out = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let rows: &[(&str, &str, &str, &str)] = &[
        ("هدنة في حلب", "ar", "طه حسين", "صحيفة المدينة"),
        ("تعلّم لغة C++ في 24 ساعة", "ar", "أحمد علي", "دار الكتب"),
        ("ہماری کہانی", "ur", "فیض احمد فیض", "جنگ"),
        ("סיפור על אהבה וחושך", "he", "עמוס עוז", "הארץ"),
        ("بوف کور", "fa", "صادق هدایت", "نشر نی"),
        ("The Great Gatsby", "en", "F. Scott Fitzgerald", "Scribner"),
    ];
    for (at, (title, tag, author, publisher)) in rows.iter().enumerate() {
        for design in CoverDesign::ALL {
            let cover = Cover { language: tag.parse().ok(), authors: vec![(*author).to_owned()], publisher: Some((*publisher).to_owned()), date: "2016-12-07".parse().ok(), design: Some(design), ..Cover::new(*title) };
            let now = std::time::Instant::now();
            let drawn = cover.draw().unwrap();
            println!("{at} {design} {:?} {} bytes {:?}", now.elapsed(), drawn.png.len(), drawn.missing);
            std::fs::write(format!("{out}/{at}-{design}.png"), drawn.png).unwrap();
        }
    }
}
