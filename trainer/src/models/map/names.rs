//! What the regions of a map are about: of each the genre, keyword, language or decade that it has far more of than the
//! rest of the map.

use halfstar_core::film::{Catalogue, FilmId};
use halfstar_core::numeric::ln;
use std::collections::BTreeMap;

/// Regions that are looked at, as a grid of so many each way at first.
const GRID: usize = 8;
const REGIONS: usize = GRID * GRID;
/// Of these so many are named, and names stand so far apart.
const NAMES: usize = 16;
const APART: f32 = 26.0;
const ROUNDS: usize = 50;
/// A name speaks for at least this share of its region.
const SHARE: f32 = 0.1;
/// Translation on how a film was made or shown, or where its story comes from, and not on what it is about.
const UNINFORMATIVE: [&str; 12] = [
    "TV Movie",
    "woman director",
    "duringcreditsstinger",
    "aftercreditsstinger",
    "based on novel or book",
    "based on true story",
    "based on play or musical",
    "based on short story",
    "black and white",
    "independent film",
    "sequel",
    "remake",
];

/// Languages that may have a region of their own. English is everywhere.
const LANGUAGES: [(&str, &str); 12] = [
    ("cn", "Cantonese"),
    ("de", "German"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("hi", "Hindi"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("pt", "Portuguese"),
    ("ru", "Russian"),
    ("sv", "Swedish"),
    ("zh", "Chinese"),
];

/// Names and where to write them, the most telling first.
pub(super) fn of(catalogue: &Catalogue, places: &[[u8; 2]]) -> Vec<(String, [u8; 2])> {
    let region = regions(places);
    let mut sizes = [0u32; REGIONS];
    region.iter().for_each(|&region| sizes[region] += 1);
    // By name: how many films bear it in each region.
    let mut uses = BTreeMap::<String, Vec<u32>>::new();
    for (film, &region) in (0..).map(FilmId).zip(&region) {
        for name in names(catalogue, film) {
            uses.entry(name).or_insert_with(|| vec![0; REGIONS])[region] += 1;
        }
    }
    let mut ranked: Vec<(f32, usize, &str)> = Vec::new();
    for (name, uses) in &uses {
        let all = uses.iter().sum::<u32>() as f32 / places.len() as f32;
        for (region, &here) in uses.iter().enumerate() {
            let share = here as f32 / sizes[region].max(1) as f32;
            if share >= SHARE && share > all {
                let lift = ln(share / all);
                // Cubed, what only few regions have goes before what many have a little more of.
                ranked.push((here as f32 * lift * lift * lift, region, name));
            }
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut chosen: Vec<(&str, [u8; 2])> = Vec::new();
    for (_, at, name) in ranked {
        if chosen.len() == NAMES {
            break;
        }
        let place = middle(catalogue, places, &region, at, name);
        let is_free = |&(other, there): &(&str, [u8; 2])| {
            other != name && far(place.map(f32::from), there.map(f32::from)) >= APART * APART
        };
        if chosen.iter().all(is_free) {
            chosen.push((name, place));
        }
    }
    chosen.into_iter().map(|(name, place)| (title(name), place)).collect()
}

fn far(a: [f32; 2], b: [f32; 2]) -> f32 {
    (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])
}

/// Genres, keywords, language and decade of a film, as names that may stand on a map.
fn names(catalogue: &Catalogue, film: FilmId) -> Vec<String> {
    let words = catalogue.genres(film).chain(catalogue.keywords(film));
    let mut names: Vec<String> = words.filter(|word| !UNINFORMATIVE.contains(word)).map(str::to_owned).collect();
    let language = LANGUAGES.iter().find(|(code, _)| catalogue.language(film) == Some(code));
    names.extend(language.map(|(_, name)| (*name).to_owned()));
    names.extend(catalogue.year(film).map(|year| format!("{}s", year / 10 * 10)));
    names
}

/// With a capital.
fn title(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The middle of the region's films that bear its name.
fn middle(catalogue: &Catalogue, places: &[[u8; 2]], region: &[usize], at: usize, name: &str) -> [u8; 2] {
    let films = (0..places.len())
        .filter(|&film| region[film] == at && names(catalogue, FilmId(film as u32)).iter().any(|other| other == name));
    let mut columns = [Vec::new(), Vec::new()];
    for film in films {
        columns[0].push(places[film][0]);
        columns[1].push(places[film][1]);
    }
    columns.map(|mut column| {
        column.sort_unstable();
        column.get(column.len() / 2).copied().unwrap_or(0)
    })
}

/// The region of each place: k-means, from a grid, which is as far apart as places get.
fn regions(places: &[[u8; 2]]) -> Vec<usize> {
    let points: Vec<[f32; 2]> = places.iter().map(|place| place.map(f32::from)).collect();
    let mut centres: Vec<[f32; 2]> = Vec::new();
    for cell in 0..REGIONS {
        centres.push([cell % GRID, cell / GRID].map(|at| 255.0 * (at as f32 + 0.5) / GRID as f32));
    }
    let mut region = vec![0; points.len()];
    for _ in 0..ROUNDS {
        for (region, point) in region.iter_mut().zip(&points) {
            let off = |at: usize| far(centres[at], *point);
            *region = (0..REGIONS).min_by(|&a, &b| off(a).total_cmp(&off(b))).unwrap_or(0);
        }
        for (at, centre) in centres.iter_mut().enumerate() {
            let mine = || points.iter().zip(&region).filter(|&(_, &region)| region == at).map(|(point, _)| point);
            let count = mine().count().max(1) as f32;
            let sum = mine().fold([0.0; 2], |sum, point| [sum[0] + point[0], sum[1] + point[1]]);
            if mine().next().is_some() {
                *centre = sum.map(|x| x / count);
            }
        }
    }
    region
}
