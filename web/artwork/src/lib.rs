//! Posters that need no network: a picture by genre, a layout and lettering by decade, varied by the title.
//!
//! The same film always gets the same poster. It is one SVG string, with presentation attributes only.

mod eras;
mod lettering;
mod motifs;
mod palettes;
mod pen;

use palettes::{Palette, Theme};
use pen::{Dice, Pen};

/// The poster of a film, 2 : 3.
pub fn poster(title: &str, year: Option<u16>, genres: &[String]) -> String {
    let mut dice = Dice::new(title, year.unwrap_or(0));
    let (theme, other) = Theme::of(genres);
    // Colours by the genre that says most; now and then the picture by the one that says something else.
    let idea = if dice.between(0, 2) == 0 { other } else { theme };
    let era = eras::of(year);
    let colours = Palette::aged(dice.one_of(theme.colours()), era.age);
    let mut pen = Pen::new();
    pen.raw("<svg viewBox=\"0 0 400 600\" aria-hidden=\"true\" focusable=\"false\">");
    era.compose(&mut pen, &mut dice, idea, &colours, &title.replace('\'', "’"), year);
    pen.raw("</svg>");
    pen.finish()
}

#[cfg(test)]
mod tests {
    use super::pen::Colour;
    use super::*;

    const GENRES: [&str; 18] = [
        "Animation",
        "Documentary",
        "Western",
        "War",
        "Horror",
        "Science Fiction",
        "Music",
        "Romance",
        "Crime",
        "Mystery",
        "Fantasy",
        "History",
        "Thriller",
        "Adventure",
        "Action",
        "Family",
        "Comedy",
        "Drama",
    ];

    fn every_poster(titles: &[&str], mut look: impl FnMut(&str)) {
        for genre in GENRES {
            for decade in 190..203 {
                for title in titles {
                    look(&poster(title, Some(decade * 10), &[genre.to_owned()]));
                }
            }
        }
    }

    #[test]
    fn any_title_makes_a_poster() {
        let titles = [
            "",
            "M",
            "<script>alert(\"&\")</script>",
            "千と千尋の神隠し",
            "Donaudampfschifffahrtsgesellschaftskapitän",
            "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb",
            "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        ];
        every_poster(&titles, |svg| {
            assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{svg}");
            assert!(!svg.contains("<script") && !svg.contains("style="), "{svg}");
            assert_eq!(svg.matches("<svg").count(), svg.matches("</svg>").count());
            assert_eq!(svg.matches("<g").count(), svg.matches("</g>").count());
        });
    }

    #[test]
    fn no_line_is_wider_than_the_poster() {
        let titles = ["Up", "Koyaanisqatsi", "The Assassination of Jesse James by the Coward Robert Ford"];
        every_poster(&titles, |svg| {
            for part in svg.split("textLength=\"").skip(1) {
                let width: i32 = part.split('"').next().unwrap().parse().unwrap();
                assert!((1..=372).contains(&width), "{width} in {svg}");
            }
        });
    }

    #[test]
    fn the_same_film_gets_the_same_poster_and_neighbours_differ() {
        let drama = ["Drama".to_owned()];
        assert_eq!(poster("Yi Yi", Some(2000), &drama), poster("Yi Yi", Some(2000), &drama));
        assert_ne!(poster("Ran", Some(1985), &drama), poster("Rat", Some(1985), &drama));
    }

    #[test]
    fn capitals_are_capitals() {
        let small = "amélie, łódź, æon, œuvre, žižek, сталкер, ёлки, ταξίδι, straße, ÿ, 8½, 千";
        let svg = poster(small, Some(2015), &["Drama".to_owned()]);
        for word in [
            "AMÉLIE,",
            "ŁÓDŹ,",
            "ÆON,",
            "ŒUVRE,",
            "ŽIŽEK,",
            "СТАЛКЕР,",
            "ЁЛКИ,",
            "ΤΑΞΊΔΙ,",
            "STRAßE,",
            "Ÿ,",
            "8½,",
            "千",
        ] {
            assert!(svg.contains(word), "{word} in {svg}");
        }
    }

    #[test]
    fn titles_can_be_read_on_every_field() {
        // sRGB's curve, with roots alone: x^2.375 is close to x^2.4.
        let light = |Colour(colour): Colour| {
            let channel = |shift: u32| {
                let x = ((colour >> shift) & 255) as f32 / 255.0;
                x * x * x.sqrt().sqrt() * x.sqrt().sqrt().sqrt()
            };
            0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0) + 0.05
        };
        for genre in GENRES {
            for colours in Theme::of(&[genre.to_owned()]).0.colours() {
                for year in [1920, 1935, 1945, 1955, 1965, 1975, 2005] {
                    let palette = Palette::aged(*colours, eras::of(Some(year)).age);
                    let (a, b) = (light(palette.field), light(palette.ink));
                    assert!(a.max(b) / a.min(b) >= 4.5, "{genre} {year} {colours:06x?}: {}", a.max(b) / a.min(b));
                }
            }
        }
    }
}
