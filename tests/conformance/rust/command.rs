//! The same calls by the command, as far as it takes them.

use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::process::{self, Stdio};

use eks_plan::api::{Object, Options};
use serde_json::{Map, Value};

use crate::answers::Outcome;
use crate::call::{Call, Content, Source};

/// Arguments of verbs that are no options.
const ARGUMENTS: [&str; 8] = ["each", "baseline", "form", "step", "before", "relation", "code", "name"];

/// The file in which options are handed over.
const OPTIONS: &str = "options.json";

/// The program, and a folder in which it runs.
pub(crate) struct Command {
    program: PathBuf,
    folder: PathBuf,
}

/// A call in the words of the command line.
#[derive(Default)]
struct Line {
    words: Vec<String>,
    files: Vec<(String, String)>,
    stdin: Option<String>,
    /// The file that holds the answer, if it is not standard output.
    answer: Option<&'static str>,
}

impl Command {
    pub(crate) fn new(program: &Path) -> Self {
        let program = program.canonicalize().expect("the program");
        let folder = std::env::temp_dir().join(format!("eks-plan-conformance-{}", process::id()));
        Self { program, folder }
    }

    pub(crate) fn ask(&self, call: &Call) -> Outcome {
        match Line::of(call) {
            Ok(line) => self.run(&line),
            Err(why) => Outcome::Skipped(why),
        }
    }

    fn run(&self, line: &Line) -> Outcome {
        fs::create_dir_all(&self.folder).expect("a folder");
        for (name, text) in &line.files {
            let path = self.folder.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file is written");
        }
        let mut command = process::Command::new(&self.program);
        command.current_dir(&self.folder).args(&line.words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        let mut stdin = child.stdin.take().expect("standard input");
        // The program may end without reading all of it.
        let _ = stdin.write_all(line.stdin.as_deref().unwrap_or_default().as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("the program ends");
        let text = match line.answer {
            Some(file) => fs::read(self.folder.join(file)).unwrap_or_default(),
            None => output.stdout,
        };
        fs::remove_dir_all(&self.folder).expect("a folder is removed");
        if output.status.code() == Some(2) {
            return Outcome::Skipped("a failure: the command says it in its own words");
        }
        let text = String::from_utf8(text).expect("UTF-8");
        if text.contains(&format!(r#""file":"{OPTIONS}""#)) {
            return Outcome::Skipped("an answer that points into the file of options");
        }
        Outcome::Answer(Ok(text))
    }
}

impl Line {
    fn of(call: &Call) -> Result<Self, &'static str> {
        let mut line = Self::default();
        let Ok(Object(Value::Object(request))) = serde_json::from_str(&call.request) else {
            return Err("the request is no object");
        };
        line.verb(call, &request)?;
        if ["explain", "codes", "schema"].contains(&call.verb.as_str()) {
            let more = request.keys().any(|name| !["code", "name"].contains(&name.as_str()));
            return if more {
                Err("an argument that is refused: the command has no such flag")
            } else {
                Ok(line)
            };
        }
        if call.sources.is_empty() {
            return Err("no source: the command wants a file");
        }
        for source in &call.sources {
            line.source(source, &request)?;
        }
        // Arguments without an option's name come after the files.
        let ids = ["step", "before"].into_iter().filter_map(|name| request.get(name)?.as_str());
        line.words.extend(ids.map(str::to_owned));
        line.options(&request)?;
        Ok(line)
    }

    fn words(&mut self, words: &[&str]) {
        self.words.extend(words.iter().map(|&word| word.to_owned()));
    }

    fn verb(&mut self, call: &Call, request: &Map<String, Value>) -> Result<(), &'static str> {
        let text = |name| request.get(name).and_then(Value::as_str);
        match call.verb.as_str() {
            "plan" | "check" | "topology" => self.words(&[&call.verb, "--format", "json"]),
            "render" => {
                self.words(&["check", "--format", text("form").ok_or("the request is no command line")?])
            }
            "baseline" => {
                self.words(&["check", "--write-baseline", "baseline.out"]);
                self.answer = Some("baseline.out");
            }
            "why" => self.words(&["why", "--format", "json"]),
            "impact" => self.words(&["why", "--impact", "--format", "json"]),
            "explain" => self.words(&[
                "explain",
                text("code").ok_or("the request is no command line")?,
                "--format",
                "json",
            ]),
            "codes" => self.words(&["explain", "--format", "json"]),
            "schema" => self.words(&["schema", text("name").ok_or("the request is no command line")?]),
            _ => return Err("a verb that the command has in another form"),
        }
        if request.get("each") == Some(&Value::Bool(true)) {
            self.words(&["--each"]);
        }
        if let Some(relation) = text("relation") {
            self.words(&["--relation", relation]);
        }
        if let Some(baseline) = text("baseline") {
            self.words(&["--baseline", "baseline.in"]);
            self.files.push(("baseline.in".to_owned(), baseline.to_owned()));
        }
        Ok(())
    }

    fn source(&mut self, source: &Source, request: &Map<String, Value>) -> Result<(), &'static str> {
        let Content::Text { text } = &source.content else {
            return Err("an object: the command reads texts");
        };
        let name = source.name.as_deref().or_else(|| request.get("sourceName")?.as_str()).unwrap_or("-");
        if name == "-" {
            if self.stdin.replace(text.clone()).is_some() {
                return Err("several texts without a name: standard input is one");
            }
        } else if Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
            && !name.is_empty()
        {
            if self.files.iter().any(|(there, _)| there == name) {
                return Err("several texts of one name: a file is one");
            }
            self.files.push((name.to_owned(), text.clone()));
        } else {
            return Err("a name that no file has");
        }
        self.words(&[name]);
        Ok(())
    }

    /// Options go in as a file, and the date by its flag, since the command would take today's.
    fn options(&mut self, request: &Map<String, Value>) -> Result<(), &'static str> {
        let mut config = request.clone();
        config.retain(|name, value| !ARGUMENTS.contains(&name.as_str()) && !value.is_null());
        if Options::from_value(&Value::Object(config.clone())).is_err() {
            return Err("options that are refused: the command finds faults in their file");
        }
        config.remove("sourceName");
        match config.remove("asOf") {
            Some(Value::String(date)) => self.words(&["--as-of", &date]),
            _ => return Err("no date: the command takes today's"),
        }
        if config.is_empty() {
            return Ok(());
        }
        config.insert("apiVersion".to_owned(), "eks-plan/v1alpha1".into());
        config.insert("kind".to_owned(), "PlanConfig".into());
        self.files.push((OPTIONS.to_owned(), Value::Object(config).to_string()));
        self.words(&["--config", OPTIONS]);
        Ok(())
    }
}
