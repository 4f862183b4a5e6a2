//! What a machine lacks, installed. Each step first looks whether its result is there.

mod apt;
mod bindgen;
mod browser;
mod node;
pub(crate) mod wasm;

use std::process::Command;

use crate::python;
use crate::shell::output;

pub(crate) use browser::browser;

/// Installs what is not there, and says of each what became of it.
pub(crate) fn run_it() -> Result<(), String> {
    say("Node and npm", node::look()?);
    say("packages of npm", node::packages()?);
    say("compiler for WebAssembly", wasm::compiler()?);
    say("wasm-bindgen", bindgen::install()?);
    say("browser", browser::install()?);
    for (what, requirements, folder) in python::ENVIRONMENTS {
        let (_, done) = python::made(requirements, folder)?;
        say(what, done);
    }
    Ok(())
}

/// Installs the packages of npm alone.
pub(crate) fn npm() -> Result<(), String> {
    node::packages().map(|done| say("packages of npm", done))
}

/// What a step found or did.
pub(crate) enum Done {
    /// It was there: what, or where.
    There(String),
    /// It was installed: what, or where.
    Installed(String),
}

fn say(what: &str, done: Done) {
    match done {
        Done::There(text) => println!("    {what}: {text}"),
        Done::Installed(text) => println!("    {what}: {text}, installed now"),
    }
}

/// The first line that a program says about its version; nothing if it cannot be run.
fn version(command: &mut Command) -> Option<String> {
    let said = output(command.arg("--version"), &[0]).ok()?.stdout;
    Some(String::from_utf8_lossy(&said).lines().next()?.trim().to_owned())
}
