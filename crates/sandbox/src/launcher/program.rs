//! A program, ready to be executed.

use std::ffi::CString;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::error::{LaunchError, Step, describe};
use crate::spec::Program;
use crate::sys;

/// A program whose strings are as the kernel takes them.
#[derive(Debug)]
pub(super) struct Executable {
    name: PathBuf,
    path: CString,
    args: Vec<CString>,
    env: Vec<CString>,
    dir: PathBuf,
}

impl Executable {
    /// Checks it.
    pub(super) fn new(program: &Program) -> Result<Executable, LaunchError> {
        let text = |bytes: &[u8]| {
            CString::new(bytes).map_err(|_| LaunchError::Invalid("a zero byte in an argument or variable".to_owned()))
        };
        if !program.path.is_absolute() || !program.dir.is_absolute() {
            return Err(LaunchError::Invalid("the program's path and its folder must be absolute".to_owned()));
        }
        let path = text(program.path.as_os_str().as_bytes())?;
        let mut args = vec![path.clone()];
        for arg in &program.args {
            args.push(text(arg.as_bytes())?);
        }
        let env = program.env.iter().map(|(name, value)| match name.is_empty() || name.contains('=') {
            true => Err(LaunchError::Invalid(format!("{name:?} is no name of a variable"))),
            false => text(format!("{name}={value}").as_bytes()),
        });
        let env = env.collect::<Result<_, _>>()?;
        Ok(Executable { name: program.path.clone(), path, args, env, dir: program.dir.clone() })
    }

    /// With this variable, unless it has one of that name.
    pub(super) fn with_default(mut self, name: &str, value: &Path) -> Result<Executable, LaunchError> {
        let start = [name.as_bytes(), b"="].concat();
        if !self.env.iter().any(|one| one.as_bytes().starts_with(&start)) {
            let whole = [&start, value.as_os_str().as_bytes()].concat();
            self.env.push(CString::new(whole).map_err(|_| LaunchError::Invalid("a zero byte in a path".to_owned()))?);
        }
        Ok(self)
    }

    /// Goes to its working directory.
    pub(super) fn enter_folder(&self) -> Result<(), LaunchError> {
        Ok(rustix::process::chdir(&self.dir).step(|| format!("chdir({})", self.dir.display()))?)
    }

    /// Replaces this process, with `ends` as descriptors 0, 1, 2 ...; comes back with what went wrong.
    pub(super) fn execute<const N: usize>(&self, ends: [&OwnedFd; N]) -> LaunchError {
        let ends = ends.map(AsFd::as_fd);
        if let Err(failure) = sys::place(&ends).step(|| "dup2(standard descriptors)".to_owned()) {
            return failure.into();
        }
        LaunchError::Program {
            path: self.name.clone(),
            error: describe(sys::execute(&self.path, &self.args, &self.env)),
        }
    }
}
