//! The documentation says what is true: README.md, ARCHITECTURE.md, CONTRIBUTING.md, CHANGELOG.md and `docs/**/*.md`.
//!
//! What a code fence begins with says what is done with it:
//!
//! - `yaml plan`: a whole input; no error is found in it.
//! - `yaml error EP0104 …`: a whole input; exactly these errors are found in it.
//! - `yaml bad EP0104`: a whole input; this is found in it and, notes aside, nothing else.
//! - `yaml good`: a whole input; neither an error nor a warning is found in it.
//! - `yaml part`: a piece of an input; it is YAML. A `yaml` fence must be one of these.
//! - `json`: it is JSON.
//! - `console`, or `console exit 1`: every line `$ eks-plan …` is run from the root of the repository and must end with 0, or
//!   as the fence says. The lines below it are its output, standard error after standard output; a line `...` stands for
//!   any lines. Without lines below, the output is free. The command's words are parted by blanks; there are no quotes, pipes
//!   or other commands: those belong into a `sh` fence, which nothing runs.
//! - `rust`: in README.md alone, where the documentation tests of this package compile and run it.
//! - `sh`, `text`, `toml`, `python`, `js`, `mermaid`: nothing runs them.
//!
//! Any other fence is a mistake. A link without a scheme names a file that is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use eks_plan::api::{self, Input, Options};
use eks_plan::diagnostic::{Diagnostic, Severity};
use eks_plan::source::{self, Limits};
use serde_json::Value;

const FREE: [&str; 6] = ["sh", "text", "toml", "python", "js", "mermaid"];

struct Fence {
    line: usize,
    words: Vec<String>,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn documents() -> Vec<PathBuf> {
    let names = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    let mut files: Vec<_> = names.iter().map(|name| root().join(name)).collect();
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The fences of a text; the indentation of a fence is taken from its lines.
fn fences(text: &str) -> Result<Vec<Fence>, String> {
    let mut fences = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(head) = line.trim_start().strip_prefix("```") else { continue };
        let indentation = line.len() - line.trim_start().len();
        let words = head.split_whitespace().map(str::to_owned).collect();
        let mut fence = Fence { line: number + 1, words, text: String::new() };
        loop {
            let (_, line) = lines.next().ok_or(format!("line {}: the fence does not end", number + 1))?;
            if line.trim() == "```" {
                break;
            }
            fence.text.push_str(line.get(indentation..).unwrap_or_default());
            fence.text.push('\n');
        }
        fences.push(fence);
    }
    Ok(fences)
}

fn run(fence: &Fence, name: &str) -> Result<(), String> {
    let words: Vec<&str> = fence.words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["yaml", "plan"] => errors(&fence.text, &[]),
        ["yaml", "error", codes @ ..] if !codes.is_empty() => errors(&fence.text, codes),
        ["yaml", "bad", code] => found(&fence.text, &[code]),
        ["yaml", "good"] => found(&fence.text, &[]),
        ["yaml", "part"] => match source::read("-", &fence.text, &Limits::default()).report.has_errors() {
            true => Err("it is not YAML".to_owned()),
            false => Ok(()),
        },
        ["yaml", ..] => {
            Err("a `yaml` fence says `plan`, `error CODE`, `bad CODE`, `good` or `part`".to_owned())
        }
        ["json"] => serde_json::from_str::<Value>(&fence.text).map(drop).map_err(|e| e.to_string()),
        ["console"] => console(&fence.text, 0),
        ["console", "exit", code] => {
            console(&fence.text, code.parse().map_err(|_| "the exit code is no number")?)
        }
        ["rust"] if name == "README.md" => Ok(()),
        ["rust"] => Err("nothing compiles it: `rust` stands in README.md alone".to_owned()),
        [language] if FREE.contains(language) => Ok(()),
        other => Err(format!("the fence `{}` is not known", other.join(" "))),
    }
}

/// The errors of an input are these.
fn errors(text: &str, codes: &[&str]) -> Result<(), String> {
    let inputs = [Input::text("-", text)];
    let check = api::check(&inputs, &Options::default());
    let errors = check.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let found: BTreeSet<_> = errors.clone().map(|error| error.code.as_str()).collect();
    if found == codes.iter().copied().collect() {
        return Ok(());
    }
    let messages: Vec<_> = errors.map(|error| format!("{}: {}", error.code, error.message)).collect();
    Err(format!("expected the errors {codes:?}, found {messages:?}"))
}

/// What is found in an input is this; a note counts only where it is asked for.
fn found(text: &str, codes: &[&str]) -> Result<(), String> {
    let inputs = [Input::text("-", text)];
    let check = api::check(&inputs, &Options::default());
    let counts = |it: &&Diagnostic| it.severity != Severity::Note || codes.contains(&it.code.as_str());
    let found: BTreeSet<_> = check.diagnostics.iter().filter(counts).map(|it| it.code.as_str()).collect();
    if found == codes.iter().copied().collect() {
        return Ok(());
    }
    let messages: Vec<_> =
        check.diagnostics.iter().map(|it| format!("{}: {}", it.code, it.message)).collect();
    Err(format!("expected {codes:?}, found {messages:?}"))
}

/// Runs the commands of a transcript.
fn console(text: &str, exit: i32) -> Result<(), String> {
    let mut commands: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command, Vec::new())),
            (None, Some((_, output))) => output.push(line),
            (None, None) => return Err(format!("`{line}` stands before any command")),
        }
    }
    for (command, mut expected) in commands {
        while expected.last().is_some_and(|line| line.is_empty()) {
            expected.pop();
        }
        let Some(arguments) = command.strip_prefix("eks-plan ") else {
            return Err(format!("`{command}` is not run: only `eks-plan` is"));
        };
        if arguments.contains(['\'', '"', '|', '>', '<', '&', ';', '$', '\\', '*']) {
            return Err(format!("`{command}` needs a shell"));
        }
        let (code, output) = eks_plan(arguments.split_whitespace());
        if code != Some(exit) {
            return Err(format!("`{command}` ended with {code:?}, not {exit}:\n{output}"));
        }
        let found: Vec<&str> = output.trim_end().lines().map(str::trim_end).collect();
        if !expected.is_empty() && !fits(&expected, &found) {
            return Err(format!("`{command}` prints:\n{output}"));
        }
    }
    Ok(())
}

/// Runs the command; colours are off since nothing here is a terminal.
fn eks_plan<'a>(arguments: impl Iterator<Item = &'a str>) -> (Option<i32>, String) {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let mut command = Command::new(BUILT.get_or_init(built));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    let output = command.current_dir(root()).args(arguments).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code(), text)
}

/// The command, built anew if it is stale.
fn built() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments =
        ["build", "--quiet", "--offline", "--workspace", "--bin", "eks-plan", "--message-format", "json"];
    let output = Command::new(cargo).current_dir(root()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).unwrap();
    let mut messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    messages
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .expect("cargo names the command")
}

/// Whether the lines found are those expected, `...` standing for any lines.
fn fits(expected: &[&str], found: &[&str]) -> bool {
    match expected.split_first() {
        None => found.is_empty(),
        Some((&"...", rest)) => (0..=found.len()).any(|skipped| fits(rest, &found[skipped..])),
        Some((line, rest)) => found.first() == Some(&line.trim_end()) && fits(rest, &found[1..]),
    }
}

/// Links that lead nowhere.
fn dead_links(text: &str, folder: &Path) -> Vec<String> {
    let mut dead = Vec::new();
    for (at, _) in text.match_indices("](") {
        let rest = &text[at + 2..];
        let Some(end) = rest.find([')', ' ', '\n']) else { continue };
        let target = rest[..end].split('#').next().unwrap_or_default();
        if !target.is_empty() && !target.contains(':') && !folder.join(target).exists() {
            dead.push(format!("the link `{target}` leads nowhere"));
        }
    }
    dead
}

fn complaints(name: &str, text: &str, folder: &Path) -> Vec<String> {
    let fences = match fences(text) {
        Ok(fences) => fences,
        Err(message) => return vec![format!("{name}: {message}")],
    };
    let run = |fence: &Fence| {
        run(fence, name).err().map(|message| format!("{name}: line {}: {message}", fence.line))
    };
    let mut all: Vec<_> = fences.iter().filter_map(run).collect();
    all.extend(dead_links(text, folder).into_iter().map(|message| format!("{name}: {message}")));
    all
}

#[test]
fn the_documentation_is_true() {
    let files = documents();
    let mut wrong = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        let (name, folder) = (file.file_name().unwrap().to_str().unwrap(), file.parent().unwrap());
        wrong.extend(complaints(name, &text, folder));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The runner itself: what is true passes, what is not is named with its line.
#[test]
fn what_is_not_true_is_named() {
    let head =
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a, region: eu-west-1}\n";
    let fence = |tag: &str, text: &str| complaints("a.md", &format!("# a\n\n```{tag}\n{text}```\n"), &root());
    let right = [
        ("yaml plan", head.to_owned()),
        ("yaml error EP0104", format!("{head}flavour: vanilla\n")),
        ("yaml part", "managedNodeGroups:\n- name: a\n".to_owned()),
        ("json", "{\"a\": 1}\n".to_owned()),
        ("console", "$ eks-plan --version\neks-plan 0.1.0\n".to_owned()),
        ("console", "$ eks-plan --help\n...\nUsage: eks-plan [OPTIONS] <COMMAND>\n...\n".to_owned()),
        ("console exit 1", "$ eks-plan check tests/corpus/broken/empty.yaml\n".to_owned()),
        ("sh", "rm -rf /nowhere | true\n".to_owned()),
    ];
    for (tag, text) in right {
        assert_eq!(fence(tag, &text), [""; 0], "{tag}");
    }
    let wrong = [
        ("yaml plan", format!("{head}flavour: vanilla\n"), "EP0104"),
        ("yaml error EP0104", head.to_owned(), "found []"),
        ("yaml error EP0105", format!("{head}flavour: vanilla\n"), "EP0104"),
        ("yaml part", "a: [\n".to_owned(), "not YAML"),
        ("yaml", head.to_owned(), "`bad CODE`, `good` or `part`"),
        ("json", "{a: 1}\n".to_owned(), "line 1"),
        ("console", "$ eks-plan --version\neks-plan 9.9.9\n".to_owned(), "prints"),
        ("console", "$ eks-plan check tests/corpus/broken/empty.yaml\n".to_owned(), "Some(1)"),
        ("console", "$ ls\n".to_owned(), "not run"),
        ("console", "$ eks-plan plan - < a.yaml\n".to_owned(), "needs a shell"),
        ("rust", "fn main() {}\n".to_owned(), "README.md"),
        ("yml", head.to_owned(), "not known"),
        ("", "text\n".to_owned(), "not known"),
    ];
    for (tag, text, part) in wrong {
        let found = fence(tag, &text);
        let [one] = found.as_slice() else { panic!("{tag}: {found:?}") };
        assert!(one.starts_with("a.md: line 3: ") && one.contains(part), "{tag}: {one}");
    }
    assert_eq!(complaints("a.md", "```text\n", &root()), ["a.md: line 1: the fence does not end"]);
    let links = "[a](README.md#a) [b](#b) [c](urn:x) [d](nowhere.md)";
    assert_eq!(complaints("a.md", links, &root()), ["a.md: the link `nowhere.md` leads nowhere"]);
}

#[test]
fn dots_stand_for_any_lines() {
    assert!(fits(&["a", "...", "d"], &["a", "b", "c", "d"]));
    assert!(fits(&["a", "...", "d"], &["a", "d"]));
    assert!(!fits(&["a", "...", "d"], &["a", "b"]));
    assert!(!fits(&["a"], &["a", "b"]));
}

#[test]
fn every_code_is_explained() {
    use eks_plan::diagnostic::Code;
    let mut faults = Vec::new();
    for code in Code::ALL {
        let page = std::fs::read_to_string(root().join(format!("docs/diagnostics/{code}.md"))).unwrap();
        assert!(page.contains(&format!("# {code}: {}\n", code.title())), "{code}");
        let shown =
            ["## Bad", "## Good"].iter().all(|part| page.contains(part)) || page.contains("## Example");
        if !shown || !["## Why", "## Source"].iter().all(|part| page.contains(part)) {
            faults.push(code.as_str());
        }
    }
    assert!(faults.is_empty(), "{} codes are not explained: {}", faults.len(), faults.join(" "));
}
