//! The same core for other programs: a JavaScript class over bundle, import and shelf.
//!
//! ```js
//! import init, { Halfstar } from "./halfstar_js.js";
//! await init();
//! const halfstar = new Halfstar(new Uint8Array(await (await fetch("base-….halfstar")).arrayBuffer()));
//! const report = halfstar.importFiles([{ name: "letterboxd-export.zip", bytes }]);
//! const { cards } = halfstar.recommend({ variety: 0.4, filters: { year_from: 1960 } });
//! ```

use halfstar_core::comparisons::{Answer, Comparison};
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::{Filters, PARAMETERS};
use halfstar_core::import::Day;
use halfstar_core::remarks::Says;
use halfstar_core::{Bundle, Request};
use halfstar_session::Session;
use halfstar_session::calendar::local_day;
use halfstar_session::protocol::DroppedFile;
use js_sys::{Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsError, JsValue};

/// The types of all that is taken and given in TypeScript, derived from Rust's by `build.rs`.
pub const TYPES: &str = include_str!(concat!(env!("OUT_DIR"), "/types.ts"));

#[wasm_bindgen(typescript_custom_section)]
const TYPES_SECTION: &str = TYPES;

/// What is taken may be given in part: the rest is as on the page.
#[wasm_bindgen(typescript_custom_section)]
const OPTIONS: &str = r#"
/** A file as Letterboxd, IMDb, TMDB, MovieLens, Trakt, Simkl and others export it. */
export type HalfstarFile = DroppedFile;

/** Everything a person can turn; what is left out is as on the page. */
export type HalfstarRequest = Partial<Omit<Request, "weights" | "filters">> & {
    weights?: Partial<Weights>;
    filters?: Partial<Filters>;
};

/** Which of the member's films to go by; what is left out does not narrow. */
export type HalfstarScope = Partial<Scope>;
"#;

/// A bundle and one member.
#[wasm_bindgen]
pub struct Halfstar(Session);

#[wasm_bindgen]
impl Halfstar {
    /// Reads the bundle's base file. Throws with a sentence on what to do if the bytes are not one.
    #[wasm_bindgen(constructor)]
    pub fn new(base: &[u8]) -> Result<Self, JsError> {
        Ok(Self(Session::new(Bundle::decode(base)?)))
    }

    /// Adds the bundle's details file: films that are only matched are found then, cards carry TMDB's numbers, and files of
    /// other services than Letterboxd are understood by their numbers. Reports anew where that may change something.
    #[wasm_bindgen(js_name = addDetails, unchecked_return_type = "Report | null")]
    pub fn add_details(&mut self, details: &[u8]) -> Result<JsValue, JsError> {
        plain(&self.0.add_details(details)?)
    }

    /// Reads a member's files and reports what was found in them. Throws if no film was.
    #[wasm_bindgen(js_name = importFiles, unchecked_return_type = "Report")]
    pub fn import_files(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "HalfstarFile[]")] files: JsValue,
    ) -> Result<JsValue, JsError> {
        let files: Vec<DroppedFile> = serde_wasm_bindgen::from_value(files)?;
        let report = self.0.import(&files, true, None).map_err(|why| JsError::new(&why))?;
        plain(&report)
    }

    /// A row with this title and year means this film, one of the row's candidates. Reports anew.
    #[wasm_bindgen(unchecked_return_type = "Report")]
    pub fn correct(&mut self, title: String, year: Option<u16>, film: u32) -> Result<JsValue, JsError> {
        plain(&self.0.correct(title, year, FilmId(film), now()))
    }

    /// Films by what is typed of their titles, best first.
    #[wasm_bindgen(unchecked_return_type = "FilmSummary[]")]
    pub fn search(&mut self, typed: &str) -> Result<JsValue, JsError> {
        let titled = self.0.search(typed).into_iter().filter(|found| found.who.is_none());
        plain(&titled.flat_map(|found| found.films).map(|found| found.film).collect::<Vec<_>>())
    }

    /// Goes by these of the member's films from now on; `{}` is all of them. A period ends today.
    #[wasm_bindgen(js_name = goBy)]
    pub fn go_by(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "HalfstarScope")] scope: JsValue,
    ) -> Result<(), JsError> {
        self.0.set_today(today());
        self.0.go_by(&serde_wasm_bindgen::from_value(scope)?);
        Ok(())
    }

    /// The member rates a film, in half stars of 1 to 10, wants to see no more of it (0), or takes that back (undefined).
    /// Throws for any other number.
    #[wasm_bindgen(unchecked_return_type = "Report")]
    pub fn rate(&mut self, film: u32, halves: Option<f64>) -> Result<JsValue, JsError> {
        let says = match halves {
            None => None,
            Some(0.0) => Some(Says::Dismissed),
            // As a number of JavaScript's: a byte would take 266 for 10, and 9.5 for 9.
            Some(halves) => Some(Says::Rated(
                Stars::from_stars(halves as f32 / 2.0)
                    .ok_or_else(|| JsError::new("a rating is a whole number of half stars, 1 to 10"))?,
            )),
        };
        plain(&self.0.remark(FilmId(film), says, Some(today()), now()))
    }

    /// Two films to ask the member about, a pair whose answer teaches much: "Which did you like more?" `compare` takes the answer.
    /// Null where there are no two left.
    #[wasm_bindgen(js_name = nextDuel, unchecked_return_type = "[FilmSummary, FilmSummary] | null")]
    pub fn next_duel(&self) -> Result<JsValue, JsError> {
        plain(&self.0.next_duel())
    }

    /// The member says which of two films they liked more, or takes that back (undefined). Throws for one film alone, and for
    /// any other answer.
    #[wasm_bindgen(unchecked_return_type = "Report")]
    pub fn compare(
        &mut self,
        first: u32,
        second: u32,
        #[wasm_bindgen(unchecked_optional_param_type = "Answer")] answer: JsValue,
    ) -> Result<JsValue, JsError> {
        if first == second {
            return Err(JsError::new("a comparison is of two films, and these are the same"));
        }
        let takes_back = answer.is_undefined() || answer.is_null();
        let answer = if takes_back { Answer::Unknown } else { serde_wasm_bindgen::from_value(answer)? };
        let comparison = Comparison { films: [FilmId(first), FilmId(second)], answer };
        plain(&self.0.compare(comparison, takes_back, now()))
    }

    /// Where a film stands among those that the member rated, by what they compared it with, and the one to compare it with
    /// next; null of a film that there is none of, and while nothing is known of the member.
    #[wasm_bindgen(js_name = placeFilm, unchecked_return_type = "PlacedView | null")]
    pub fn place_film(&self, film: u32) -> Result<JsValue, JsError> {
        plain(&self.0.place(FilmId(film)))
    }

    /// The shelf for a request, as the page shows it. What is wrong with its filters (a name that nothing has, years that end
    /// before they begin) is said in its `problems`; a filter that there is none of throws, and so does a number out of its
    /// bounds (a limit of 1 to 600, a variety of 0 to 1, weights of 0 to 999, years and minutes of 1 to 9999).
    #[wasm_bindgen(unchecked_return_type = "ShelfView")]
    pub fn recommend(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "HalfstarRequest")] request: JsValue,
    ) -> Result<JsValue, JsError> {
        let request = parse(request)?;
        plain(&self.0.view(self.0.shelf(&request), &request.filters))
    }

    /// The same shelf as core computes it, in postcard: for comparing bits with a native program.
    #[wasm_bindgen(js_name = shelfBytes)]
    pub fn shelf_bytes(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "HalfstarRequest")] request: JsValue,
    ) -> Result<Vec<u8>, JsError> {
        Ok(postcard::to_allocvec(&self.0.shelf(&parse(request)?))?)
    }
}

/// A request; `undefined` and `{}` are the defaults.
fn parse(request: JsValue) -> Result<Request, JsError> {
    if request.is_undefined() || request.is_null() {
        return Ok(Request::default());
    }
    let filters = Reflect::get(&request, &"filters".into()).ok();
    refuse_unknown(filters.as_ref().and_then(JsCast::dyn_ref::<Object>))?;
    Ok(serde_wasm_bindgen::from_value(request)?)
}

/// Whoever misspells a filter would get a shelf without it: an object's other keys are never looked at.
fn refuse_unknown(filters: Option<&Object>) -> Result<(), JsError> {
    let keys = filters.map(Object::keys).unwrap_or_default();
    let unknown = keys.iter().filter_map(|key| key.as_string()).find(|key| Filters::default().get(key).is_none());
    let Some(unknown) = unknown else { return Ok(()) };
    let known: Vec<_> = PARAMETERS.iter().map(|parameter| parameter.key).collect();
    Err(JsError::new(&["there is no filter “", &unknown, "”, only ", &known.join(", ")].concat()))
}

/// As plain objects, such as `JSON.stringify` writes.
fn plain<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

/// Milliseconds since 1970.
fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// The day it is where this program runs.
fn today() -> Day {
    let now = js_sys::Date::new_0();
    local_day(now.get_time(), now.get_timezone_offset())
}
