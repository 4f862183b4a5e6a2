//! What is wrong? One line per finding; fails if one of them is an error.

use std::process::ExitCode;

use eks_plan::api::{Options, check};

fn main() -> Result<ExitCode, String> {
    let found = check(&eks_plan_examples::input()?, &Options::default());
    for finding in &found.diagnostics {
        println!("{} {} {}: {}", finding.severity, finding.code, finding.path, finding.message);
        if let Some(help) = &finding.help {
            println!("  help: {help}");
        }
    }
    Ok(if found.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
