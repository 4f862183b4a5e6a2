//! What is done at the same time? One line per wave, one below it per step.

use eks_plan::api::{Options, plan};

fn main() -> Result<(), String> {
    let plan = plan(&eks_plan_examples::input()?, &Options::default());
    for wave in &plan.waves {
        println!("wave {}: from {} s to {} s", wave.index, wave.start_seconds, wave.finish_seconds);
        for step in plan.steps.iter().filter(|step| step.wave == wave.index) {
            println!("  {} ({} s)", step.title, step.finish_seconds - step.start_seconds);
        }
    }
    Ok(())
}
