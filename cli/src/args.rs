//! What the command line says.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use eks_plan::diagnostic::Place;
use eks_plan::spec::{Level, Located};

/// Says what an Amazon EKS cluster will be, in which order it comes up, and why, before anything touches AWS.
///
/// Reads eksctl's ClusterConfig, and a PlanConfig beside it. Needs no credentials and no network.
///
/// Exit codes: 0 no error-level finding; 1 at least one (the answer is still printed);
/// 2 wrong usage, or a file that cannot be read.
#[derive(Debug, Parser)]
#[command(name = "eks-plan", version, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,

    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// What is done, in which order, how long it takes, what is billed, what is wrong
    Plan(Documents),
    /// What is wrong, and nothing else
    Check(CheckArgs),
    /// What the cluster will be: AWS's side, your side, and what links them
    Topology(TopologyArgs),
    /// Why a step is there, or why it comes after another
    Why(WhyArgs),
    /// What a finding's code means, with an example of the mistake and of its repair
    Explain(ExplainArgs),
    /// The JSON Schema of a document
    Schema {
        /// Which one
        name: SchemaName,
    },
    /// A completion script for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
}

/// How the answer looks.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Look {
    /// When to colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,

    /// Columns to use; by default those of the terminal
    #[arg(long, global = true, hide = true, value_parser = clap::value_parser!(u16).range(60..=1000))]
    pub(crate) width: Option<u16>,
}

/// What every verb on a cluster takes.
#[derive(Debug, Args)]
pub(crate) struct Setting {
    /// A PlanConfig: workloads, what exists, and what else a ClusterConfig cannot say
    #[arg(long, value_name = "PLANCONFIG")]
    pub(crate) config: Option<PathBuf>,

    /// The day for which calendar facts are looked up; by default today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) as_of: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Documents {
    /// A ClusterConfig and at most one PlanConfig, YAML or JSON; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) setting: Setting,

    /// Form of the answer; `markdown` is for a pull request
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// A ClusterConfig and at most one PlanConfig, YAML or JSON; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Take each FILE for a cluster of its own
    #[arg(long)]
    pub(crate) each: bool,

    #[command(flatten)]
    pub(crate) setting: Setting,

    /// Form of the answer
    #[arg(long, value_enum, default_value_t = CheckFormat::Text, value_name = "FORMAT")]
    pub(crate) format: CheckFormat,

    /// The least grave findings to show; the exit code goes by errors all the same
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) min_severity: Option<Least>,

    /// Pass over the findings that this file holds
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// Write the findings that stand to this file, and pass over them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "diff"])]
    pub(crate) write_baseline: Option<PathBuf>,

    /// Show what can be repaired with certainty as a diff, and write it; with `-` the repaired text is printed
    #[arg(long, conflicts_with = "diff")]
    pub(crate) fix: bool,

    /// Show that diff alone, and write nothing
    #[arg(long)]
    pub(crate) diff: bool,
}

impl CheckArgs {
    /// The severity as options have it.
    pub(crate) fn min_severity(&self) -> Option<Located<Level>> {
        let value = match self.min_severity? {
            Least::Error => Level::Error,
            Least::Warning => Level::Warning,
            Least::Note => Level::Note,
        };
        Some(Located { value, at: Place::default() })
    }
}

#[derive(Debug, Args)]
pub(crate) struct TopologyArgs {
    /// A ClusterConfig and at most one PlanConfig, YAML or JSON; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) setting: Setting,

    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Plain::Text, value_name = "FORMAT")]
    pub(crate) format: Plain,
}

#[derive(Debug, Args)]
pub(crate) struct WhyArgs {
    /// A ClusterConfig and at most one PlanConfig, YAML or JSON; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// A step's id, as `create:add-on/coredns`, or a resource's, as `add-on/coredns`
    #[arg(value_name = "STEP")]
    pub(crate) step: String,

    /// Only why STEP comes after this one
    #[arg(value_name = "BEFORE", conflicts_with = "impact")]
    pub(crate) before: Option<String>,

    /// What waits for STEP, and what fails with it
    #[arg(long, conflicts_with = "relation")]
    pub(crate) impact: bool,

    /// The order that is asked about: coming up or going away
    #[arg(long, value_enum, default_value_t = Order::Create)]
    pub(crate) relation: Order,

    /// How many reasons of reasons to show
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..))]
    pub(crate) depth: u8,

    #[command(flatten)]
    pub(crate) setting: Setting,

    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Plain::Text, value_name = "FORMAT")]
    pub(crate) format: Plain,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A code, as EP0104; without one all codes are listed
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,

    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Plain::Text, value_name = "FORMAT")]
    pub(crate) format: Plain,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    /// A comment on a pull request
    Markdown,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
    /// A test report
    Junit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Least {
    Error,
    Warning,
    Note,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Plain {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    Create,
    Delete,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaName {
    /// A plan, as `plan --format json` prints it
    Plan,
    /// A PlanConfig, as `--config` takes it
    PlanConfig,
    /// Findings, as `check --format json` prints them
    Diagnostics,
}

fn date(text: &str) -> Result<String, String> {
    let date: jiff::civil::Date = text.parse().map_err(|_| "not a date of the form YYYY-MM-DD".to_owned())?;
    let written = date.to_string();
    if written == text { Ok(written) } else { Err("not a date of the form YYYY-MM-DD".to_owned()) }
}
