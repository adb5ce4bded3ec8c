//! `cargo xtask results`: runs what measures, and writes what it found between the markers of `docs/results.md`.
//!
//! [`parts`] lists what there is to measure, and which markers the figures belong to; [`markers`] finds these. What makes
//! text of [`figures`] knows no command: [`accuracy`], [`asking`], [`members`], [`costs`].

mod accuracy;
mod asking;
mod costs;
mod figures;
mod markers;
mod members;
mod parts;

use std::{fs, time::Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use self::parts::{PARTS, Part, Run};
use crate::{bundle, project::Project};

const FILE: &str = "docs/results.md";

/// What is asked for.
pub(crate) struct Results<'a> {
    /// Names of parts; none are all.
    pub(crate) parts: &'a [String],
    /// The ratings that the committed bundle was built from, if not beside the checkout.
    pub(crate) data: Option<&'a str>,
    /// TMDB's answers, if not beside the checkout.
    pub(crate) tmdb: Option<&'a str>,
}

/// How a part ended.
enum Verdict {
    Written,
    /// For want of this.
    Left(String),
    Failed(String),
}

impl Results<'_> {
    /// Measures part by part, and writes each as soon as it is known. What cannot be measured is left as it stands.
    pub(crate) fn run(&self, project: &Project) -> Result<()> {
        let chosen = choose(self.parts)?;
        // Before minutes are spent: is there a place for everything?
        let text = fs::read_to_string(project.root.join(FILE)).with_context(|| format!("{FILE} is not there"))?;
        for (marker, _) in chosen.iter().flat_map(|part| part.blocks) {
            markers::find(FILE, &text, marker)?;
        }
        let folder = project.target().join("xtask/results");
        fs::create_dir_all(&folder)?;
        let (data, tmdb) = (self.data.unwrap_or(bundle::RATINGS), self.tmdb.unwrap_or(bundle::TMDB));
        let run = Run { project, data, tmdb, folder };
        let mut summary = Vec::new();
        for part in chosen {
            println!("\n── {}: {}", part.name, part.line);
            let start = Instant::now();
            let verdict = part.update(&run).unwrap_or_else(|error| Verdict::Failed(format!("{error:#}")));
            let line = verdict.line(part, start.elapsed().as_secs_f32());
            println!("── {}: {line}", part.name);
            summary.push((part.name, verdict, line));
        }
        println!("\nsummary");
        for (name, _, line) in &summary {
            println!("  {name:<12} {line}");
        }
        let failed = summary.iter().filter(|(_, verdict, _)| matches!(verdict, Verdict::Failed(_)));
        let failed: Vec<&str> = failed.map(|(name, ..)| *name).collect();
        if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
    }
}

/// The parts called so, in their own order; all of them where none is named.
fn choose(names: &[String]) -> Result<Vec<&'static Part>> {
    if let Some(unknown) = names.iter().find(|name| !PARTS.iter().any(|part| part.name == **name)) {
        let all: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        bail!("there is no part called `{unknown}`; all parts: {}", all.join(", "));
    }
    let is_chosen = |part: &&Part| names.is_empty() || names.iter().any(|name| name == part.name);
    Ok(PARTS.iter().filter(is_chosen).collect())
}

impl Part {
    /// Measures, then writes: until all is known, nothing changes.
    fn update(&self, run: &Run<'_>) -> Result<Verdict> {
        for want in self.wants {
            if let Some(missing) = want.missing(run)? {
                return Ok(Verdict::Left(missing));
            }
        }
        let found = (self.measure)(run)?;
        let path = run.project.root.join(FILE);
        let text = self.write(&found, &fs::read_to_string(&path)?)?;
        if let Some(picture) = self.picture {
            fs::copy(run.folder.join(picture), run.project.root.join("docs").join(picture))?;
        }
        fs::write(path, text)?;
        Ok(Verdict::Written)
    }

    /// `text` of [`FILE`] with what was found.
    fn write(&self, found: &Value, text: &str) -> Result<String> {
        self.blocks
            .iter()
            .try_fold(text.to_owned(), |text, (marker, write)| markers::rewrite(FILE, &text, marker, &write(found)?))
    }
}

impl Verdict {
    fn line(&self, part: &Part, seconds: f32) -> String {
        let markers: Vec<&str> = part.blocks.iter().map(|(marker, _)| *marker).collect();
        let markers = markers.join(", ");
        match self {
            Self::Written => format!("{markers} written in {seconds:.1} s"),
            Self::Left(why) => format!("left as it stands: {markers}, for want of {why}"),
            Self::Failed(why) => format!("FAILED after {seconds:.1} s, left as it stands: {why}"),
        }
    }
}

/// All parts with a line each, for the help.
pub(crate) fn help() -> String {
    PARTS.iter().map(|part| format!("    {:<12} {}\n", part.name, part.line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::{env, path::Path, process};
    use xshell::Shell;

    fn document() -> String {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(FILE)).expect(FILE)
    }

    #[test]
    fn the_document_has_a_place_for_every_figure_and_no_other() {
        let text = document();
        let mut expected: Vec<&str> = Vec::new();
        for (marker, _) in PARTS.iter().flat_map(|part| part.blocks) {
            markers::find(FILE, &text, marker).expect("markers");
            expected.push(marker);
        }
        let mut found = markers::names(&text);
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_part_is_told_of_and_every_picture_shown() {
        let text = document();
        for part in PARTS {
            assert!(text.contains(&format!("| `{}` |", part.name)), "{} in {FILE}", part.name);
            assert!(part.picture.is_none_or(|picture| text.contains(&format!("]({picture})"))), "{}", part.name);
        }
    }

    #[test]
    fn parts_are_chosen_by_name() {
        let names = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            choose(&names).map(|parts| parts.iter().map(|part| part.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&[]).expect("all").len(), PARTS.len());
        assert_eq!(names(&["size", "accuracy"]).expect("two"), ["accuracy", "size"]);
        let said = names(&["size", "seize"]).expect_err("a misspelt one").to_string();
        assert!(said.starts_with("there is no part called `seize`; all parts: accuracy, "), "{said}");
    }

    /// A project that is nothing but the document and its pictures, in a folder of its own.
    fn project(name: &str) -> Project {
        let root = env::temp_dir().join(format!("halfstar-results-{name}-{}", process::id()));
        fs::create_dir_all(root.join("docs")).expect("a folder");
        fs::write(root.join(FILE), document()).expect("a copy");
        fs::write(root.join("docs/dial.svg"), "old").expect("a picture");
        Project { root, shell: Shell::new().expect("a shell") }
    }

    #[test]
    fn a_part_is_written_whole_or_not_at_all() {
        let project = project("written");
        let run = Run { project: &project, data: "nowhere", tmdb: "nowhere", folder: project.root.join("found") };
        fs::create_dir_all(&run.folder).expect("a folder");
        let now = || {
            ["results.md", "dial.svg"].map(|name| fs::read_to_string(project.root.join("docs").join(name)).expect(name))
        };
        let before = now();

        // Not without its data.
        let dial = choose(&["dial".to_owned()]).expect("a part")[0];
        let verdict = dial.update(&run).expect("it is no failure");
        let said = "left as it stands: dial, for want of ratings: nowhere is not there; say where with --data DIR";
        assert_eq!(verdict.line(dial, 0.0), said);
        assert_eq!(now(), before);

        // Not if a command fails, if figures are missing, or the picture.
        let found = Part {
            wants: &[],
            measure: |_| {
                Ok(json!([{ "popularity": 0.2, "ndcg_100": 0.35, "novelty": 2.0, "coverage": 0.1, "diversity": 0.7 }]))
            },
            ..*dial
        };
        assert!(Part { measure: |_| bail!("no"), ..found }.update(&run).is_err());
        assert!(Part { measure: |_| Ok(json!([{ "ndcg_100": 0.35 }])), ..found }.update(&run).is_err());
        assert!(found.update(&run).is_err(), "there is no picture yet");
        assert_eq!(now(), before);

        fs::write(run.folder.join("dial.svg"), "new").expect("a picture");
        assert!(matches!(found.update(&run).expect("it is written"), Verdict::Written));
        let [text, picture] = now();
        assert!(text.contains("| +0.2 | 0.3500 | 2.00 | 0.1000 | 0.7000 |\n<!-- /dial -->"), "{text}");
        assert_eq!(picture, "new");
        fs::remove_dir_all(&project.root).expect("it can go");
    }
}
