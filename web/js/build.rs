//! Writes the TypeScript declarations of all that the API takes and gives, derived from Rust's types, for the library to carry.

use halfstar_core::Request;
use halfstar_core::comparisons::Answer;
use halfstar_core::taste::Scope;
use halfstar_session::protocol::{DroppedFile, FilmSummary, PlacedView, Report, ShelfView};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use ts_rs::{Config, TS, TypeVisitor};

fn main() -> Result<(), Box<dyn Error>> {
    let declarations = derived().0.into_values().collect::<Vec<_>>().join("\n");
    let folder = std::env::var_os("OUT_DIR").ok_or("cargo names a folder")?;
    std::fs::write(Path::new(&folder).join("types.ts"), tidy(&declarations))?;
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}

/// Declarations by name: those of what the API takes and gives, and of all that they are made of.
#[derive(Default)]
struct Declarations(BTreeMap<String, String>);

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let config = Config::default();
        // Only what has a name of its own is declared; a list, say, is not.
        let is_named = T::output_path().is_some();
        if is_named && !self.0.contains_key(&T::ident(&config)) {
            let about = T::docs().unwrap_or_default();
            self.0.insert(T::ident(&config), format!("{about}export {}\n", T::decl(&config)));
            T::visit_dependencies(self);
        }
        T::visit_generics(self);
    }
}

fn derived() -> Declarations {
    let mut declarations = Declarations::default();
    declarations.visit::<DroppedFile>();
    declarations.visit::<Request>();
    declarations.visit::<Scope>();
    declarations.visit::<Report>();
    declarations.visit::<ShelfView>();
    declarations.visit::<Vec<FilmSummary>>();
    declarations.visit::<Answer>();
    declarations.visit::<PlacedView>();
    declarations
}

/// A comment of one line on one line, and fields indented.
fn tidy(text: &str) -> String {
    let text = text.replace(", };", ",\n};");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let (mut tidy, mut is_inside, mut place) = (String::new(), false, 0);
    while let Some(line) = lines.get(place) {
        is_inside &= *line != "};";
        tidy += if is_inside && !line.is_empty() { "    " } else { "" };
        match lines.get(place..place + 3) {
            Some([begin, text, end]) if begin.ends_with("/**") && end.trim() == "*/" => {
                tidy += &format!("/** {} */\n", text.trim_start_matches([' ', '*']));
                place += 3;
            }
            _ => {
                tidy += line;
                tidy.push('\n');
                place += 1;
            }
        }
        is_inside |= line.ends_with('{');
    }
    tidy
}
