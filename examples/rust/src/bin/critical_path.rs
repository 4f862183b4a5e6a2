//! What does the duration hang on? The steps that may not be late, and how much of their time was measured.

use eks_plan::api::{Options, plan};

fn main() -> Result<(), String> {
    let plan = plan(&eks_plan_examples::input()?, &Options::default());
    let (Some(path), Some(totals)) = (&plan.critical_path, &plan.totals) else {
        return Err("there are no steps: see the findings".to_owned());
    };
    for id in &path.steps {
        for step in plan.steps.iter().filter(|step| step.id == *id) {
            let basis = if step.estimate.n.is_some() { "measured" } else { "not measured" };
            println!(
                "{:>5} s  {:>5} s  {basis:<12}  {}",
                step.start_seconds, step.estimate.p50_seconds, step.title
            );
        }
    }
    println!("{:>5} s in all, {} s of them assumed", path.seconds, totals.assumed_seconds);
    Ok(())
}
