//! Programs that `cargo install` brings, at exactly the versions that the build was written for.

use anyhow::{Result, bail};
use xshell::cmd;

use crate::project::{Project, unattended};

/// A program that `cargo install` builds, at exactly this version.
pub(crate) struct CargoTool {
    pub(crate) package: &'static str,
    /// The programs we call; all have to answer with the same version.
    programs: &'static [&'static str],
    pub(crate) version: &'static str,
    features: &'static [&'static str],
    /// Measured on two cores.
    pub(crate) seconds: u32,
}

// Trunk.toml and Cargo.lock name the same version: the tool and the crate must agree to the last digit.
pub(crate) const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    version: "0.2.129",
    features: &[],
    seconds: 90,
};

pub(crate) const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    programs: &["trunk"],
    version: "0.21.14",
    features: &["--no-default-features", "--features", "rustls"],
    seconds: 300,
};

pub(crate) const DENY: CargoTool =
    CargoTool { package: "cargo-deny", programs: &["cargo-deny"], version: "0.20.2", features: &[], seconds: 120 };

impl CargoTool {
    /// Whether its programs answer with the right version.
    pub(crate) fn is_here(&self, project: &Project) -> bool {
        self.programs.iter().all(|program| version(project, program).as_deref() == Some(self.version))
    }

    /// Whether one of that name is here, of whatever version.
    pub(crate) fn has_namesake(&self, project: &Project) -> bool {
        self.programs.iter().any(|program| project.which(program).is_some())
    }

    /// Installs without optimising: these tools need no speed, and with their own settings they take three times as long.
    pub(crate) fn install(&self, project: &Project, apart: bool) -> Result<()> {
        let sh = &project.shell;
        let Self { package, version, .. } = self;
        let features = self.features.to_vec();
        let root = if apart { vec!["--root".into(), project.root.join(".tools").into_os_string()] } else { vec![] };
        let quiet = unattended().then_some("--quiet");
        let mut command = cmd!(sh, "cargo install {package}@{version} --locked {quiet...} {features...} {root...}")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        // The tools are built for this machine, not as its owner builds their own programs.
        for variable in [
            "CARGO_TARGET_DIR",
            "CARGO_BUILD_TARGET_DIR",
            "CARGO_BUILD_TARGET",
            "CARGO_BUILD_RUSTFLAGS",
            "CARGO_ENCODED_RUSTFLAGS",
            "RUSTFLAGS",
        ] {
            command = command.env_remove(variable);
        }
        command.run()?;
        if self.is_here(project) {
            return Ok(());
        }
        bail!(
            "cargo installed {package} {version}, but it is not what the PATH finds; does cargo install elsewhere ({})?",
            if apart { ".tools/bin is where it should be" } else { "~/.cargo/bin is where it is looked for" }
        )
    }
}

/// The second word of `program --version`.
fn version(project: &Project, program: &str) -> Option<String> {
    let sh = &project.shell;
    let file = project.which(program)?;
    let answer = cmd!(sh, "{file} --version").quiet().ignore_stderr().read().ok()?;
    answer.split_whitespace().nth(1).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    fn read(name: &str) -> String {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)).expect(name)
    }

    #[test]
    fn pins_agree_with_trunk_and_the_lock_files() {
        let trunk = read("Trunk.toml");
        assert!(trunk.contains(&format!("wasm_bindgen = \"{}\"", WASM_BINDGEN.version)), "Trunk.toml, wasm_bindgen");
        let npm: serde_json::Value = serde_json::from_str(&read("package-lock.json")).expect("package-lock.json");
        let binaryen = npm["packages"]["node_modules/binaryen"]["version"].as_str().expect("binaryen");
        let major = binaryen.split('.').next().unwrap_or_default();
        assert!(trunk.contains(&format!("wasm_opt = \"version_{major}\"")), "Trunk.toml, wasm_opt");
        let lock = read("Cargo.lock");
        if let Some(at) = lock.find("name = \"wasm-bindgen\"\n") {
            let version = lock[at..].lines().nth(1).unwrap_or_default();
            assert_eq!(version, format!("version = \"{}\"", WASM_BINDGEN.version), "Cargo.lock");
        }
    }
}
