//! What waits for a step, and what fails with it.

use eks_plan::document::why::Impact;

use crate::render::style::{Line, Page, Role, shorten};

/// Steps that are listed.
const LISTED: usize = 30;

/// What waits for a step, and what cannot succeed without it.
pub(crate) fn impact(impact: &Impact, width: usize) -> String {
    let mut page = Page::new(width);
    let (waits, fails) = (impact.waits.len() as u64, impact.fails.len() as u64);
    let text = match (waits, fails) {
        (0, _) => "nothing waits for it".to_owned(),
        (waits, fails) => {
            let waiting = if waits == 1 {
                "1 step waits for it".to_owned()
            } else {
                format!("{waits} steps wait for it")
            };
            let failing =
                if fails == 1 { "1 fails with it".to_owned() } else { format!("{fails} fail with it") };
            format!("{waiting}, {failing}")
        }
    };
    page.flow(
        Line::of(Role::Strong, &format!("{}: ", shorten(&impact.step, width))),
        2,
        &[(Role::Strong, text)],
    );
    for step in impact.waits.iter().take(LISTED) {
        let fails = impact.fails.contains(step);
        let (mark, role) = if fails { ("✘ fails   ", Role::Error) } else { ("  waits   ", Role::Dim) };
        page.flow(Line::of(role, mark), 10, &[(Role::Plain, step.to_string())]);
    }
    if impact.waits.len() > LISTED {
        let text = format!("and {} more: --format json lists them", impact.waits.len() - LISTED);
        page.line(&Line::new().to(10).with(Role::Dim, &text));
    }
    page.into_text()
}
