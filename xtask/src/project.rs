//! Where things lie in the checkout, and a shell in which our own tools come first.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use xshell::Shell;

/// The checkout, and the shell that every recipe runs its commands in.
pub(crate) struct Project {
    /// The folder that holds the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Starts in `root`, with the tools under `.tools` and `node_modules` ahead of the machine's own, and what cargo
    /// installed behind them.
    pub(crate) shell: Shell,
}

impl Project {
    /// The checkout that this program was built from, wherever it is called.
    pub(crate) fn open() -> Result<Self> {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies one folder below the root")?.to_owned();
        let shell = Shell::new()?;
        shell.change_dir(&root);
        shell.set_var("PATH", path(&root)?);
        // Trunk reads NO_COLOR as its own flag and refuses every value but true and false.
        if env::var_os("NO_COLOR").is_some() {
            shell.set_var("NO_COLOR", "true");
        }
        Ok(Self { root, shell })
    }

    /// The built page.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The committed bundle.
    pub(crate) fn bundle(&self) -> PathBuf {
        self.root.join("assets/bundle")
    }

    /// Raw ratings and members' exports, beside the checkout and no part of it.
    pub(crate) fn data(&self) -> PathBuf {
        self.root.join("../shared/data")
    }

    /// Where cargo builds; notes of our own go into its folder `xtask`.
    pub(crate) fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), |dir| self.root.join(dir))
    }

    /// Looks a program up the way [`Project::shell`] will find it.
    pub(crate) fn which(&self, program: &str) -> Option<PathBuf> {
        let path = self.shell.var_os("PATH")?;
        find_in(env::split_paths(&path), program)
    }
}

/// True on a machine that nobody watches: nothing may be skipped silently, and the lock file is law.
pub(crate) fn unattended() -> bool {
    env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false")
}

/// In CI the lock file has to be the committed one.
pub(crate) fn locked() -> Option<&'static str> {
    unattended().then_some("--locked")
}

/// The file that running `program` would start, if it is in one of `folders`.
pub(crate) fn find_in(folders: impl IntoIterator<Item = PathBuf>, program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    folders.into_iter().map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// The PATH, ours first. Where Rust is the system's own package, it does not hold what `cargo install` brings.
fn path(root: &Path) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let ours = [root.join(".tools/bin"), root.join("node_modules/.bin")];
    let installed = env::var_os("CARGO_INSTALL_ROOT").or_else(|| env::var_os("CARGO_HOME")).map(PathBuf::from);
    let installed = installed.or_else(|| Some(env::home_dir()?.join(".cargo"))).map(|folder| folder.join("bin"));
    Ok(env::join_paths(ours.into_iter().chain(env::split_paths(&path)).chain(installed))?)
}
