//! The built command: exit codes, what goes where, and that nothing makes it panic.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use eks_plan::diagnostic::Code;

const SPEC: &str = "\
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: demo, region: eu-west-1, version: \"1.34\"}
managedNodeGroups: [{name: general, desiredCapacity: 2}]
";

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eks-plan"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The command may end before it has read its input.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn code(output: &Output) -> i32 {
    assert!(!stderr(output).contains("panicked"), "{}", stderr(output));
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn no_error_is_0() {
    for verb in ["plan", "check"] {
        for format in ["text", "json", "markdown"] {
            let output = run(&[verb, "-", "--format", format, "--as-of", "2026-11-22"], SPEC.as_bytes());
            assert_eq!(code(&output), 0, "{verb} {format}: {}", stdout(&output));
            assert!(!stdout(&output).contains('\u{1b}'), "{verb} {format}");
        }
    }
}

#[test]
fn an_error_is_1_and_the_answer_is_still_printed() {
    for verb in ["plan", "check"] {
        let output = run(&[verb, "-"], b"");
        assert_eq!(code(&output), 1);
        assert!(stdout(&output).contains("error[EP0002]"), "{}", stdout(&output));
        let output = run(&[verb, "-", "--format", "json"], b"");
        assert_eq!(code(&output), 1);
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["diagnostics"][0]["code"], "EP0002");
        assert_eq!(stderr(&output), "");
    }
    let output = run(&["topology", "-", "--format", "json"], b"");
    assert_eq!((code(&output), stdout(&output).as_str()), (1, "null\n"));
    assert!(stderr(&output).contains("eks-plan check -"));
}

#[test]
fn wrong_usage_is_2() {
    let wrong: &[&[&str]] = &[
        &[],
        &["plan"],
        &["plann", "-"],
        &["plan", "-", "--format", "xml"],
        &["plan", "-", "--as-of", "22.11.2026"],
        &["plan", "-", "--as-of", "2026-02-30"],
        &["plan", "-", "-"],
        &["why", "-", "a", "b", "--impact"],
        &["schema", "nothing"],
    ];
    for arguments in wrong {
        let output = run(arguments, SPEC.as_bytes());
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
        assert_ne!(stderr(&output), "", "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_read_is_2_and_named() {
    let latin = file("latin.yaml", b"metadata:\n  name: caf\xe9\n");
    let wide = file("wide.yaml", b"\xff\xfea\0:\0");
    let told = |path: &str| {
        let output = run(&["plan", path], b"");
        assert_eq!(code(&output), 2);
        stderr(&output)
    };
    assert_eq!(told("not-there.yaml"), "error: cannot read `not-there.yaml`: no such file\n");
    assert!(told(latin.to_str().unwrap()).ends_with("latin.yaml` is not UTF-8: byte 21 fits no character\n"));
    assert!(told(wide.to_str().unwrap()).ends_with("wide.yaml` is UTF-16; it has to be UTF-8\n"));
    assert!(told(env!("CARGO_TARGET_TMPDIR")).contains("cannot read"));
    assert_eq!(
        stderr(&run(&["check", "-"], b"a: \xff")),
        "error: `-` is not UTF-8: byte 3 fits no character\n"
    );
}

#[test]
fn an_unknown_step_is_2() {
    let output = run(&["why", "-", "create:add-on/cordns\u{1b}[2J"], SPEC.as_bytes());
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("cordns␛[2J"), "{}", stderr(&output));
}

#[test]
fn colour_is_as_asked_for() {
    let coloured = |arguments: &[&str]| stdout(&run(arguments, b"")).contains('\u{1b}');
    assert!(coloured(&["plan", "-", "--color", "always"]));
    assert!(!coloured(&["plan", "-", "--color", "never"]));
    assert!(!coloured(&["plan", "-"]));
    let forced =
        command().args(["check", "-"]).env("CLICOLOR_FORCE", "1").stdin(Stdio::null()).output().unwrap();
    assert!(stdout(&forced).contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let arguments = ["completions", "bash"];
    let mut child = command().args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0);
    assert_eq!(stderr(&output), "");
}

#[test]
fn completions_name_the_verbs() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell], b"");
        assert_eq!(code(&output), 0);
        assert!(stdout(&output).contains("topology"), "{shell}");
    }
}

#[test]
fn a_code_is_explained() {
    let output = run(&["explain", "ep0104"], b"");
    assert_eq!(code(&output), 0);
    for part in
        ["error[EP0104] the field is not known", "why\n", "how to fix it\n", "bad\n", "good\n", "source\n"]
    {
        assert!(stdout(&output).contains(part), "{part}: {}", stdout(&output));
    }
    let all = run(&["explain"], b"");
    assert_eq!(stdout(&all).lines().filter(|line| line.starts_with("EP")).count(), Code::ALL.len());
    let json = run(&["explain", "EP0104", "--format", "json"], b"");
    assert!(
        stdout(&json).starts_with(r#"{"code":"EP0104","title":"the field is not known","severity":"error""#)
    );
    let unknown = run(&["explain", "EP9999"], b"");
    assert_eq!((code(&unknown), stdout(&unknown).as_str()), (2, ""));
    assert!(stderr(&unknown).contains("there is no code `EP9999`"));
}
