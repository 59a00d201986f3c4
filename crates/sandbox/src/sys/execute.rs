//! Becoming another program.

use std::ffi::{CStr, CString};

use rustix::io::Errno;

use super::fork::last_error;

/// Replaces this process by `path`; comes back only with an error. `args` includes the program's name.
pub(crate) fn execute(path: &CStr, args: &[CString], env: &[CString]) -> Errno {
    let pointers = |strings: &[CString]| -> Vec<*const libc::c_char> {
        strings.iter().map(|one| one.as_ptr()).chain(std::iter::once(std::ptr::null())).collect()
    };
    let (args, env) = (pointers(args), pointers(env));
    // SAFETY: all strings end with a zero byte, both arrays end with a null pointer, and everything lives until the call returns.
    unsafe { libc::execve(path.as_ptr(), args.as_ptr(), env.as_ptr()) };
    last_error()
}
