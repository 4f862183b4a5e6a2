//! Text in, JSON out: no text makes the planner panic, and every answer is a plan.

use eks_plan::api;
use eks_plan_tests::{Draw, examples, input, options};
use serde_json::Value;

const CASES: u64 = 400;

/// Bytes that look like chance and are the same every time.
fn noise(seed: u64) -> Vec<u8> {
    let mut state = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..64).map(|_| next()).collect()
}

/// A text with one or two slices deleted, inserted, repeated, swapped or overwritten.
fn spoil(text: &str, other: &str, draw: &mut Draw<'_>) -> String {
    const ODD: [&[u8]; 12] = [
        b"\0",
        b"\t",
        b": ",
        b"- ",
        b"&a ",
        b"*a",
        b"<<: *a\n",
        b"{",
        b"]",
        b"'",
        b"!!int ",
        b"99999999999999999999",
    ];
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=draw.below(2) {
        let start = draw.below(bytes.len() + 1);
        let end = (start + draw.below(40)).min(bytes.len());
        match draw.below(6) {
            0 => drop(bytes.drain(start..end)),
            1 => {
                let slice = draw.of(&ODD);
                bytes.splice(start..start, slice.iter().copied());
            }
            2 => {
                let slice = bytes[start..end].to_vec();
                let at = draw.below(bytes.len() + 1);
                bytes.splice(at..at, slice);
            }
            3 => {
                let at = draw.below(bytes.len() + 1);
                bytes.rotate_left(at);
            }
            4 => {
                let other = other.as_bytes();
                let from = draw.below(other.len() + 1);
                let slice = &other[from..(from + 200).min(other.len())];
                bytes.splice(start..end, slice.iter().copied());
            }
            _ => bytes[start..end].iter_mut().for_each(|byte| *byte ^= 1),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn the_calls_agree_with_each_other() {
    for example in examples() {
        let (inputs, options) = (input(&example.text), options(&example.as_of));
        let plan = api::plan(&inputs, &options);
        let check = api::check(&inputs, &options);
        let (topology, beside) = api::topology(&inputs, &options);
        assert_eq!((&check.diagnostics, &check.unknowns), (&plan.diagnostics, &plan.unknowns));
        assert_eq!(check, beside, "{}", example.name);
        assert_eq!(topology, plan.topology, "{}", example.name);
        assert_eq!(check.ok, plan.summary.errors == 0, "{}", example.name);
        assert_eq!(api::canonical(&plan), api::plan_json(&inputs, &options), "{}", example.name);
    }
}

#[test]
fn no_text_makes_it_panic() {
    let examples = examples();
    let mut lowered = 0;
    let mut refused = 0;
    for seed in 0..CASES {
        let bytes = noise(seed);
        let draw = &mut Draw::new(&bytes);
        let (first, second) = (draw.below(examples.len()), draw.below(examples.len()));
        let text = spoil(&examples[first].text, &examples[second].text, draw);
        let answer =
            std::panic::catch_unwind(|| api::plan_json(&input(&text), &options(eks_plan_tests::TODAY)));
        let Ok(answer) = answer else { panic!("case {seed} panics:\n{text}") };
        let plan: Value =
            serde_json::from_str(&answer).unwrap_or_else(|error| panic!("case {seed}: {error}"));
        let errors = plan["summary"]["errors"].as_u64().unwrap();
        assert!(errors == 0 || plan["executable"] == false, "case {seed}");
        match plan["topology"] {
            Value::Null => {
                refused += 1;
                assert!(errors > 0, "case {seed} is refused without a word:\n{text}");
            }
            _ => lowered += 1,
        }
        for finding in plan["diagnostics"].as_array().unwrap() {
            if let Some(end) = finding["span"]["end"]["offset"].as_u64() {
                let start = finding["span"]["start"]["offset"].as_u64().unwrap();
                assert!(start <= end && end <= text.len() as u64, "case {seed}: {finding}");
                assert!(
                    text.is_char_boundary(start as usize) && text.is_char_boundary(end as usize),
                    "case {seed}: {finding}"
                );
            }
        }
    }
    // Both outcomes are common, or the cases prove little.
    assert!(lowered > 100 && refused > 100, "{lowered} lowered, {refused} refused");
}
