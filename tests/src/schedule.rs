//! A second opinion on the times of a plan, from the document alone: slow, plain, and without a line of the planner.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{list, number, text};

struct Step<'a> {
    json: &'a Value,
    lane: Option<&'a str>,
    /// The step before, and how many seconds after its start this one may begin.
    waits: Vec<(usize, u64)>,
}

/// What is wrong with the times, waves and totals of a plan; `capacity` tells how many steps of a lane run at a time.
pub fn faults(plan: &Value, capacity: impl Fn(&str) -> usize) -> Vec<String> {
    let mut faults = Vec::new();
    let steps = read(plan, &mut faults);
    if !faults.is_empty() || steps.is_empty() {
        return faults;
    }
    let at = |key: &str| -> Vec<u64> { steps.iter().map(|step| number(step.json, key)).collect() };
    let (starts, finishes) = (at("startSeconds"), at("finishSeconds"));
    let mut expect = |holds: bool, place: usize, what: String| {
        if !holds {
            faults.push(format!("{}: {what}", text(steps[place].json, "id")));
        }
    };
    // Lanes: the order is the document's, the times are not.
    let mut turn: Vec<usize> = (0..steps.len()).collect();
    turn.sort_by_key(|&place| (starts[place], number(steps[place].json, "wave"), place));
    let mut room: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut lane_waits: Vec<Option<usize>> = vec![None; steps.len()];
    let mut start = vec![0_u64; steps.len()];
    let mut done = vec![false; steps.len()];
    let length = |place: usize| number(&steps[place].json["estimate"], "p50Seconds");
    for &place in &turn {
        for &(before, lag) in &steps[place].waits {
            expect(
                done[before],
                place,
                format!("starts before {}, which it waits for", text(steps[before].json, "id")),
            );
            start[place] = start[place].max(start[before] + lag);
        }
        if let Some(lane) = steps[place].lane {
            let holders = room.entry(lane).or_default();
            if holders.len() >= capacity(lane) {
                // The holder that is done first makes room.
                let (at, &first) = holders
                    .iter()
                    .enumerate()
                    .min_by_key(|&(_, &other)| (start[other] + length(other), other))
                    .expect("a holder");
                holders.remove(at);
                start[place] = start[place].max(start[first] + length(first));
                if capacity(lane) == 1 {
                    lane_waits[place] = Some(first);
                }
            }
            holders.push(place);
        }
        done[place] = true;
        expect(
            start[place] == starts[place],
            place,
            format!("starts at {}, not at {}", starts[place], start[place]),
        );
        expect(
            finishes[place] == start[place] + length(place),
            place,
            format!("finishes at {}", finishes[place]),
        );
    }
    let mut wave = vec![0_u64; steps.len()];
    for &place in &turn {
        let before = steps[place].waits.iter().map(|&(before, _)| before).chain(lane_waits[place]);
        wave[place] = before.map(|before| wave[before] + 1).max().unwrap_or(0);
        let said = number(steps[place].json, "wave");
        expect(said == wave[place], place, format!("is in wave {said}, not {}", wave[place]));
    }
    // Backwards: how late each may start. Lanes wider than 1 shape times only.
    let end = finishes.iter().copied().max().unwrap_or(0);
    let mut latest: Vec<u64> = (0..steps.len()).map(|place| end - length(place)).collect();
    for &place in turn.iter().rev() {
        let lane = lane_waits[place].map(|before| (before, length(before)));
        for (before, lag) in steps[place].waits.iter().copied().chain(lane) {
            latest[before] = latest[before].min(latest[place].saturating_sub(lag));
        }
    }
    for place in 0..steps.len() {
        let slack = latest[place] - start[place];
        let (said, critical) =
            (number(steps[place].json, "slackSeconds"), steps[place].json["critical"] == true);
        expect(said == slack, place, format!("has {said} s of slack, not {slack}"));
        expect(critical == (slack == 0), place, format!("is critical: {critical}, with {slack} s of slack"));
    }
    totals(plan, &steps, &wave, end, &mut faults);
    order(plan, &steps, &mut faults);
    faults
}

fn read<'a>(plan: &'a Value, faults: &mut Vec<String>) -> Vec<Step<'a>> {
    let edges: BTreeMap<&str, &Value> =
        list(plan, "edges").iter().map(|edge| (text(edge, "id"), edge)).collect();
    let rows = list(plan, "steps");
    let places: BTreeMap<&str, usize> =
        rows.iter().enumerate().map(|(place, step)| (text(step, "id"), place)).collect();
    let mut steps = Vec::new();
    for json in rows {
        let mut waits = Vec::new();
        for dependency in list(json, "dependsOn") {
            let Some(&before) = places.get(text(dependency, "step")) else {
                faults.push(format!("{} waits for nothing that is there", text(json, "id")));
                continue;
            };
            let edge = match dependency["edge"].as_str().map(|id| edges.get(id)) {
                None => &Value::Null,
                Some(Some(edge)) => *edge,
                Some(None) => {
                    faults.push(format!("{} waits by an edge that is not there", text(json, "id")));
                    continue;
                }
            };
            let first = &rows[before];
            let length = if text(edge, "until") == "accepted" {
                number(first, "acceptedSeconds") - number(first, "startSeconds")
            } else {
                number(&first["estimate"], "p50Seconds")
            };
            waits.push((before, length + number(edge, "delaySeconds")));
        }
        steps.push(Step { json, lane: json["lane"].as_str(), waits });
    }
    steps
}

fn totals(plan: &Value, steps: &[Step<'_>], wave: &[u64], end: u64, faults: &mut Vec<String>) {
    let p50 = |step: &Value| number(&step["estimate"], "p50Seconds");
    let path: Vec<&str> = list(&plan["criticalPath"], "steps").iter().filter_map(Value::as_str).collect();
    let on_path = steps.iter().filter(|step| path.contains(&text(step.json, "id")));
    let measured: u64 = on_path
        .filter(|step| text(&step.json["estimate"], "source").starts_with("measured"))
        .map(|step| p50(step.json))
        .sum();
    let expected = [
        ("steps", steps.len() as u64),
        ("waves", wave.iter().max().map_or(0, |last| last + 1)),
        ("p50Seconds", end),
        ("sequentialSeconds", steps.iter().map(|step| p50(step.json)).sum()),
        ("assumedSeconds", end - measured),
    ];
    for (key, value) in expected {
        let said = number(&plan["totals"], key);
        if said != value {
            faults.push(format!("totals: {key} is {said}, not {value}"));
        }
    }
    if number(&plan["totals"], "p90Seconds") < end {
        faults.push("totals: p90 is below p50".to_owned());
    }
    if number(&plan["criticalPath"], "seconds") != end || path.is_empty() {
        faults.push("criticalPath: is not as long as the plan".to_owned());
    }
}

/// Steps stand by wave, then longest remaining time over dependencies first, then id; waves list them in that order.
fn order(plan: &Value, steps: &[Step<'_>], faults: &mut Vec<String>) {
    let ids: Vec<&str> = steps.iter().map(|step| text(step.json, "id")).collect();
    let listed: Vec<&str> =
        list(plan, "waves").iter().flat_map(|wave| list(wave, "steps")).filter_map(Value::as_str).collect();
    if ids != listed {
        faults.push("waves: do not list the steps in their order".to_owned());
    }
    for (place, wave) in list(plan, "waves").iter().enumerate() {
        let mine = || steps.iter().filter(|step| number(step.json, "wave") == place as u64);
        let first = mine().map(|step| number(step.json, "startSeconds")).min();
        let last = mine().map(|step| number(step.json, "finishSeconds")).max();
        let said = (wave["startSeconds"].as_u64(), wave["finishSeconds"].as_u64(), number(wave, "index"));
        if said != (first, last, place as u64) {
            faults.push(format!("waves: {place} is {said:?}, not {:?}", (first, last)));
        }
    }
    // Without the edges of lanes of one: the exclusive edges are what the schedule added.
    let exclusive = |edge: &str| {
        ["#one-fargate-profile", "#one-cluster-update", "#one-at-a-time"]
            .iter()
            .any(|code| edge.ends_with(code))
    };
    let mut remaining: Vec<u64> =
        steps.iter().map(|step| number(&step.json["estimate"], "p50Seconds")).collect();
    for place in (0..steps.len()).rev() {
        let dependencies = list(steps[place].json, "dependsOn");
        for (&(before, lag), dependency) in steps[place].waits.iter().zip(dependencies) {
            if !exclusive(text(dependency, "edge")) {
                remaining[before] = remaining[before].max(lag + remaining[place]);
            }
        }
    }
    let key =
        |place: usize| (number(steps[place].json, "wave"), std::cmp::Reverse(remaining[place]), ids[place]);
    if let Some(place) = (1..steps.len()).find(|&place| key(place - 1) > key(place)) {
        faults.push(format!("{}: stands after {}", ids[place], ids[place - 1]));
    }
}
