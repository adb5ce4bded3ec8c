//! What Trunk leaves to do: `Trunk.toml` calls this after every build, on the folder that becomes `dist/`.
//!
//! - The program is packed: `pack.rs`.
//! - The script that starts the worker is named by its contents, as all else is, so that no cache can mix versions.
//! - So are the languages, and the root element says where each is.
//! - Inline scripts move into files, so that the Content-Security-Policy needs no exception.
//! - What Trunk would fetch at once waits for the first words to be painted: `assets/start.js`.
//! - The style and the small scripts around the program move the other way, into the page, so that none can hang or fail to
//!   arrive. The policy allows exactly these, by their hashes.
//! - The service worker learns every file and its hash.
//! - The licences of all that the program holds come with it.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use crate::{licences, pack, page, project::Project};

const WORKER: &str = "start-worker.js";
/// Where the page will live, if whoever builds it knows: most do not, and it works in any folder of any host.
const ADDRESS: &str = "HALFSTAR_URL";
/// The picture for whoever shares a link. Drawn by `cargo xtask screens`, like those for installing.
const CARD: &str = "screens/card.png";
/// What is written into the page: its tag in index.html, what stands around it then, and what the policy says before
/// and after, where `#` is the hash.
const INLINE: [Inline; 5] = [
    Inline {
        file: "assets/style.css",
        tag: "<link rel=\"stylesheet\" href=\"assets/style.css\">",
        element: "style",
        policy: ("style-src 'self'", "style-src #"),
    },
    Inline {
        file: "assets/theme.js",
        tag: "<script src=\"assets/theme.js\"></script>",
        element: "script",
        policy: ("script-src 'self'", "script-src 'self' #"),
    },
    Inline {
        file: "assets/handed.js",
        tag: "<script src=\"assets/handed.js\"></script>",
        element: "script",
        policy: ("script-src 'self'", "script-src 'self' #"),
    },
    Inline {
        file: "assets/guard.js",
        tag: "<script src=\"assets/guard.js\"></script>",
        element: "script",
        policy: ("script-src 'self'", "script-src 'self' #"),
    },
    Inline {
        file: "assets/start.js",
        tag: "<script src=\"assets/start.js\"></script>",
        element: "script",
        policy: ("script-src 'self'", "script-src 'self' #"),
    },
];
/// The program's own script, as `move_scripts` leaves it.
const START: &str = "<script type=\"module\" src=\"";
const START_END: &str = "\"></script>";
/// What the service worker's source says where the list belongs.
const EMPTY: &str = "new Map([])";

struct Inline {
    file: &'static str,
    tag: &'static str,
    element: &'static str,
    policy: (&'static str, &'static str),
}

/// Finishes the folder that Trunk names, or `dist/`.
pub(crate) fn finish(project: &Project) -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR").map_or_else(|| project.dist(), PathBuf::from);
    let index = folder.join("index.html");
    let mut html = fs::read_to_string(&index).with_context(|| format!("{} is not there", index.display()))?;
    // While somebody edits, what comes soon matters more.
    if env::var_os("TRUNK_PROFILE").is_none_or(|profile| profile != "debug") {
        html = pack::pack(&folder, &html)?;
    }
    html = name_worker(&folder, &html)?;
    html = name_words(&folder, &project.root.join("assets/words"), &html)?;
    html = start_later(&move_scripts(&folder, &html)?)?;
    for part in &INLINE {
        html = write_in(&html, part, &fs::read_to_string(project.root.join(part.file))?)?;
    }
    if let Ok(address) = env::var(ADDRESS) {
        html = name_card(&html, &address)?;
    }
    fs::write(index, html)?;
    let source = fs::read_to_string(project.root.join("assets/service-worker.js"))?;
    fs::write(folder.join("sw.js"), list_files(&folder, &source)?)?;
    // Neither is needed offline, so they come after the list. Hosts that take a headers file do not serve it.
    fs::write(folder.join(licences::FILE), licences::collect(project)?)?;
    fs::copy(project.root.join("assets/_headers"), folder.join("_headers"))?;
    Ok(())
}

/// Names the worker's script by its contents and notes the name on the root element.
fn name_worker(folder: &Path, html: &str) -> Result<String> {
    let old = folder.join(WORKER);
    let script = fs::read(&old).with_context(|| format!("index.html does not copy {WORKER}"))?;
    let new = format!("start-worker-{}.js", short_hash(&script));
    fs::rename(old, folder.join(&new))?;
    let (before, after) = html.split_once("<html").context("index.html has no <html> tag")?;
    Ok(format!("{before}<html data-worker=\"{new}\"{after}"))
}

/// Copies every language under the name of its contents, and notes the name on the root element.
fn name_words(folder: &Path, words: &Path, html: &str) -> Result<String> {
    let mut html = html.to_owned();
    let mut files: Vec<_> = fs::read_dir(words)?.map(|file| Ok(file?.path())).collect::<Result<_>>()?;
    files.sort();
    for file in files {
        let text = fs::read(&file)?;
        let code = file.file_stem().and_then(|stem| stem.to_str()).context("a language has no name")?;
        let name = format!("words-{code}-{}.txt", short_hash(&text));
        fs::write(folder.join(&name), text)?;
        html = html.replacen("<html", &format!("<html data-words-{code}=\"{name}\""), 1);
    }
    Ok(html)
}

/// Says where the page lives and which picture stands for it, for programs that show a link: they take no relative address.
fn name_card(html: &str, address: &str) -> Result<String> {
    let is_plain = !address.contains(['"', '<', '>', '&', '?', '#']) && !address.contains(char::is_whitespace);
    if !is_plain || !(address.starts_with("https://") || address.starts_with("http://")) {
        bail!(
            "{ADDRESS} is the whole address of the page's folder, such as https://example.org/films/, and not {address:?}"
        );
    }
    let folder = address.trim_end_matches('/');
    let mark = "<meta property=\"og:type\"";
    if html.matches(mark).count() != 1 {
        bail!("index.html needs `{mark}`, once");
    }
    let card = format!(
        "<meta property=\"og:url\" content=\"{folder}/\">\n\
         <meta property=\"og:image\" content=\"{folder}/{CARD}\">\n\
         <meta property=\"og:image:width\" content=\"1200\">\n\
         <meta property=\"og:image:height\" content=\"630\">\n\
         <meta name=\"twitter:card\" content=\"summary_large_image\">\n{mark}"
    );
    Ok(html.replace(mark, &card))
}

/// Gives every inline script a file of its own.
fn move_scripts(folder: &Path, html: &str) -> Result<String> {
    let mut rest = html;
    let mut done = String::with_capacity(html.len());
    while let Some(start) = rest.find("<script") {
        let (before, from_tag) = rest.split_at(start);
        let open = from_tag.find('>').context("a <script> tag does not end")? + 1;
        let (tag, body) = from_tag.split_at(open);
        let end = body.find("</script>").context("a <script> does not end")?;
        let (script, after) = body.split_at(end);
        done.push_str(before);
        if script.trim().is_empty() {
            done.push_str(tag);
        } else {
            let name = format!("start-{}.js", short_hash(script.as_bytes()));
            fs::write(folder.join(&name), with_address(script.trim()))?;
            let kind = if tag.contains("module") { " type=\"module\"" } else { "" };
            done.push_str(&format!("<script{kind} src=\"./{name}\">"));
        }
        rest = after;
    }
    done.push_str(rest);
    Ok(done)
}

/// Takes out the program's script, whose name the root element says then, and has what is fetched beforehand wait.
fn start_later(html: &str) -> Result<String> {
    let (before, from) = html.split_once(START).context("Trunk has written no module that starts the program")?;
    let (name, after) = from.split_once(START_END).context("the module that starts the program does not end")?;
    let html = format!("{before}{after}").replacen("<html", &format!("<html data-start=\"{name}\""), 1);
    Ok(["modulepreload", "preload"]
        .iter()
        .fold(html, |html, rel| html.replace(&format!("<link rel=\"{rel}\""), &format!("<link data-later=\"{rel}\""))))
}

/// Writes a file into the page, and its hash into the policy.
fn write_in(html: &str, part: &Inline, text: &str) -> Result<String> {
    let Inline { file, tag, element, policy: (before, after) } = part;
    // As the browser reads it before it hashes.
    let text = text.replace("\r\n", "\n");
    if text.contains(&format!("</{element}")) {
        bail!("{file} would end its own <{element}>");
    }
    if html.matches(tag).count() != 1 || html.matches(before).count() != 1 {
        bail!("index.html needs `{tag}` and `{before}`, each once");
    }
    let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(&text)));
    let html = html.replace(before, &after.replace('#', &hash));
    Ok(html.replace(tag, &format!("<{element}>{text}</{element}>")))
}

/// `trunk serve` fills its address into the markup only, so the script that reloads after an edit has to ask for it.
fn with_address(script: &str) -> String {
    script.replace("'{{__TRUNK_ADDRESS__}}'", "location.host").replace("'{{__TRUNK_WS_BASE__}}'", "'/'")
}

/// The service worker with the list of all files in it.
fn list_files(folder: &Path, source: &str) -> Result<String> {
    if !source.contains(EMPTY) {
        bail!("assets/service-worker.js has no `{EMPTY}` to fill");
    }
    let mut files = Vec::new();
    page::list(folder, &mut files)?;
    let mut rows = Vec::new();
    for file in files {
        let path = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        let is_read_by_people = Path::new(&path).extension().is_some_and(|extension| extension == "md");
        // Pictures are shown by browsers and by others' programs, before the page is installed or opened.
        if path != "sw.js" && !is_read_by_people && !path.starts_with("screens/") {
            let hash = STANDARD.encode(Sha256::digest(fs::read(file)?));
            rows.push(format!("  {},\n", serde_json::to_string(&[path, hash])?));
        }
    }
    rows.sort();
    Ok(source.replace(EMPTY, &format!("new Map([\n{}])", rows.concat())))
}

pub(crate) fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_become_files() {
        let folder = env::temp_dir().join(format!("halfstar-finish-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let html =
            "<head><script type=\"module\" nonce=\"x\">\nimport a;\n</script><script src=\"b.js\"></script></head>";
        let new = move_scripts(&folder, html).expect("it works");
        let name = format!("start-{}.js", short_hash(b"\nimport a;\n"));
        let expected =
            format!("<head><script type=\"module\" src=\"./{name}\"></script><script src=\"b.js\"></script></head>");
        assert_eq!(new, expected);
        assert_eq!(fs::read_to_string(folder.join(name)).expect("the file"), "import a;");
        fs::remove_dir_all(folder).expect("it can go");
    }

    #[test]
    fn the_program_is_not_fetched_by_the_page_itself() {
        let html = "<html lang=\"en\"><script type=\"module\" src=\"./start-1.js\"></script>\
                    <link rel=\"modulepreload\" href=\"a.js\"><link rel=\"preload\" href=\"b.wasm\"><link rel=\"icon\">";
        let new = start_later(html).expect("it is there");
        let expected = "<html data-start=\"./start-1.js\" lang=\"en\">\
                        <link data-later=\"modulepreload\" href=\"a.js\"><link data-later=\"preload\" href=\"b.wasm\"><link rel=\"icon\">";
        assert_eq!(new, expected);
        assert!(start_later(&new).is_err(), "there is no other");
    }

    #[test]
    fn style_and_small_scripts_are_written_into_the_page() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut html = fs::read_to_string(root.join("index.html")).expect("the page");
        let texts = ["x{}", "y{}", "h{}", "z{}", "s{}"];
        for (part, text) in INLINE.iter().zip(texts) {
            html = write_in(&html, part, text).expect("its place is there");
        }
        let [style, theme, handed, guard, start] =
            texts.map(|text| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text))));
        for expected in [
            format!("style-src {style};"),
            format!("script-src 'self' {start} {guard} {handed} {theme} 'wasm-unsafe-eval';"),
            "<style>x{}</style>".to_owned(),
            "<script>y{}</script>".to_owned(),
            "<script>h{}</script>".to_owned(),
            "<script>z{}</script>".to_owned(),
            "<script>s{}</script>".to_owned(),
        ] {
            assert_eq!(html.matches(&expected).count(), 1, "{expected}");
        }
        assert!(write_in(&html, &INLINE[0], "x{}").is_err(), "it has no place any more");
        let html = fs::read_to_string(root.join("index.html")).expect("the page");
        assert!(write_in(&html, &INLINE[1], "'</script>'").is_err(), "what ends its own tag");
    }

    #[test]
    fn the_picture_of_the_page_has_a_whole_address_or_none() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let html = fs::read_to_string(root.join("index.html")).expect("the page");
        assert!(!html.contains("og:image"), "whose address is not known");
        for address in ["https://example.org/films", "https://example.org/films/"] {
            let named = name_card(&html, address).expect("an address");
            let image = "<meta property=\"og:image\" content=\"https://example.org/films/screens/card.png\">";
            assert_eq!((named.matches(image).count(), named.matches("og:type").count()), (1, 1));
        }
        for none in ["", "./", "example.org", "https://x/?a", "https://x/\"><b>", "https://a b/"] {
            assert!(name_card(&html, none).is_err(), "{none}");
        }
    }

    #[test]
    fn the_service_worker_has_room_for_the_list() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/service-worker.js");
        assert!(fs::read_to_string(source).expect("the service worker").contains(EMPTY));
    }
}
