//! One corpus of calls for all runtimes: writes it, and answers it by the crate and by the command.
//! `cargo xtask conformance` runs this and its likes in other languages, and compares what they wrote.

mod answers;
mod call;
mod command;
mod corpus;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use answers::Outcome;
use call::Call;

const USAGE: &str = "\
usage: conformance calls CALLS
       conformance crate CALLS ANSWERS [TEXTS]
       conformance command CALLS ANSWERS PROGRAM [TEXTS]";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["calls", path] => {
            let lines = corpus::calls().iter().map(line).collect::<String>();
            fs::write(path, lines).expect("a file is written");
        }
        ["crate", calls, path, ref texts @ ..] => {
            answers::write(&read(calls), path.as_ref(), folder(texts), |call| Outcome::Answer(call.answer()));
        }
        ["command", calls, path, program, ref texts @ ..] => {
            let command = command::Command::new(program.as_ref());
            answers::write(&read(calls), path.as_ref(), folder(texts), |call| command.ask(call));
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn folder<'a>(rest: &'a [&'a str]) -> Option<&'a Path> {
    rest.first().map(Path::new)
}

fn line(call: &Call) -> String {
    format!("{}\n", serde_json::to_string(call).expect("a call is JSON"))
}

fn read(path: &str) -> Vec<Call> {
    let text = fs::read_to_string(path).expect("the calls");
    text.lines().map(|line| serde_json::from_str(line).expect("a call")).collect()
}
