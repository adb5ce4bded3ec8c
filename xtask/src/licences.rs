//! `licences.txt` of the built page: our own licences, and those of every crate that its program holds.
//!
//! What the program is made of is asked of cargo, and the texts are the files that each crate brings. A program that
//! collects them (`cargo about`) takes four minutes to install, twice as long as the page to build.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::cmd;

use crate::project::{Project, locked};

/// Its name in the folder of the page.
pub(crate) const FILE: &str = "licences.txt";
/// The program and what it is compiled for.
const PROGRAM: &str = "halfstar-web";
const TARGET: &str = "wasm32-unknown-unknown";
/// How the names of files with licences begin.
const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"];

const HEAD: &str = "\
Halfstar is free software, under the MIT licence or the Apache License 2.0, as you like. Its program also holds
Rust's standard library (MIT or Apache License 2.0, https://github.com/rust-lang/rust) and the crates below, each
under the licence beside its name. The texts that they bring follow; one that several bring stands once.
Where the films' facts come from is said in bundle/TERMS.md.
";

/// A crate of the program.
struct Crate {
    name: String,
    licence: String,
    home: String,
    /// The texts it brings.
    texts: Vec<String>,
}

/// All of it as one text.
pub(crate) fn collect(project: &Project) -> Result<String> {
    let (sh, locked) = (&project.shell, locked());
    let json = cmd!(sh, "cargo metadata --format-version 1 --filter-platform {TARGET} {locked...}").quiet().read()?;
    let crates = crates(&serde_json::from_str(&json)?)?;
    let mut own = String::new();
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        own += &format!("\n{}\n", fs::read_to_string(project.root.join(name))?.trim_end());
    }
    Ok(write(&own, &crates))
}

fn write(own: &str, crates: &[Crate]) -> String {
    let mut text = format!("{HEAD}{own}\n");
    for Crate { name, licence, home, .. } in crates {
        text += &format!("{name}: {licence}{}{home}\n", if home.is_empty() { "" } else { ", " });
    }
    let mut whose: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for krate in crates {
        for brought in &krate.texts {
            whose.entry(brought).or_default().push(&krate.name);
        }
    }
    let mut parts: Vec<_> = whose.into_iter().map(|(brought, names)| (names, brought)).collect();
    parts.sort();
    for (names, brought) in parts {
        text += &format!("\n{}\n{}\n\n{brought}\n", "-".repeat(80), names.join(", "));
    }
    text
}

/// The crates that end up in the program: what it needs to run, and what that needs. Macros run while it is compiled,
/// and leave nothing of theirs.
fn crates(metadata: &Value) -> Result<Vec<Crate>> {
    let packages: BTreeMap<&str, &Value> =
        list(metadata, "packages").filter_map(|package| Some((package["id"].as_str()?, package))).collect();
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"], "nodes").filter_map(|node| Some((node["id"].as_str()?, node))).collect();
    let is_macro = |package: &Value| {
        list(package, "targets").any(|target| list(target, "kind").any(|kind| kind.as_str() == Some("proc-macro")))
    };
    let root = packages.iter().find(|(_, package)| package["name"] == PROGRAM).context("the page is no package")?.0;
    let (mut waiting, mut seen) = (vec![*root], BTreeSet::new());
    while let Some(id) = waiting.pop() {
        let package = packages.get(id).context("cargo tells of a crate and not what it is")?;
        if is_macro(package) || !seen.insert(id) {
            continue;
        }
        for dependency in list(nodes.get(id).context("cargo tells of a crate and not what it needs")?, "deps") {
            // Neither for tests nor for building.
            if list(dependency, "dep_kinds").any(|kind| kind["kind"].is_null()) {
                waiting.extend(dependency["pkg"].as_str());
            }
        }
    }
    let others = seen.into_iter().map(|id| packages[id]).filter(|package| !package["source"].is_null());
    let mut crates = others.map(read).collect::<Result<Vec<_>>>()?;
    crates.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(crates)
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value[name].as_array().into_iter().flatten()
}

fn read(package: &Value) -> Result<Crate> {
    let word = |name: &str| package[name].as_str().unwrap_or_default().to_owned();
    let manifest = word("manifest_path");
    let folder = Path::new(&manifest).parent().context("a manifest lies in a folder")?;
    let mut texts = Vec::new();
    for file in fs::read_dir(folder)? {
        let file = file?;
        let name = file.file_name().to_string_lossy().to_uppercase();
        if NAMES.iter().any(|start| name.starts_with(start)) && file.file_type()?.is_file() {
            texts.push(plain(&String::from_utf8_lossy(&fs::read(file.path())?)));
        }
    }
    texts.sort();
    Ok(Crate {
        name: format!("{} {}", word("name"), word("version")),
        licence: word("license"),
        home: word("repository"),
        texts,
    })
}

/// Line ends and blank ends differ from crate to crate where the words do not.
fn plain(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_several_stands_once() {
        let krate = |name: &str, text: &str| Crate {
            name: name.to_owned(),
            licence: "MIT".to_owned(),
            home: String::new(),
            texts: vec![plain(text)],
        };
        let text = write("", &[krate("a 1.0.0", "Do as\r\nyou like. \n"), krate("b 2.0.0", "\nDo as\nyou like.\n")]);
        assert!(text.contains("\na 1.0.0: MIT\nb 2.0.0: MIT\n"), "{text}");
        assert_eq!(text.matches("Do as\nyou like.").count(), 1, "{text}");
        assert!(text.contains("\na 1.0.0, b 2.0.0\n"), "{text}");
    }

    #[test]
    fn what_the_program_holds_is_followed_and_macros_are_not() {
        let folder = env!("CARGO_MANIFEST_DIR");
        let package = |id: &str, name: &str, kind: &str, source: Value| {
            serde_json::json!({ "id": id, "name": name, "version": "1.0.0", "license": "MIT", "source": source,
                "manifest_path": format!("{folder}/Cargo.toml"), "targets": [{ "kind": [kind] }] })
        };
        let dependency = |id: &str, kind: Value| serde_json::json!({ "pkg": id, "dep_kinds": [{ "kind": kind }] });
        let metadata = serde_json::json!({
            "packages": [
                package("0", PROGRAM, "bin", Value::Null),
                package("1", "held", "lib", "registry".into()),
                package("2", "macros", "proc-macro", "registry".into()),
                package("3", "of-macros", "lib", "registry".into()),
                package("4", "for-tests", "lib", "registry".into()),
            ],
            "resolve": { "nodes": [
                { "id": "0", "deps": [dependency("1", Value::Null), dependency("2", Value::Null), dependency("4", "dev".into())] },
                { "id": "1", "deps": [] },
                { "id": "2", "deps": [dependency("3", Value::Null)] },
                { "id": "3", "deps": [] },
                { "id": "4", "deps": [] },
            ] },
        });
        let names: Vec<_> = crates(&metadata).expect("it is whole").into_iter().map(|krate| krate.name).collect();
        assert_eq!(names, ["held 1.0.0"]);
    }
}
