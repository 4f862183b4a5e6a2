//! What holds for every answer: no line is too long, no character reaches the terminal that could steer it.

use std::path::PathBuf;

use eks_plan::diagnostic::{Code, Diagnostic, Path, Place, Position, Span};
use eks_plan::document::plan::Plan;
use eks_plan::terms::ResourceKind;

use super::{check, drafts, fixture, golden, plain, shown, topology, tree};
use crate::render::diagnostic::{self, Sources};
use crate::render::style::{harmless, width};
use crate::render::{Named, markdown, topology as picture, why};
use eks_plan::api::Input;

const EVIL: &str = "\u{1b}[2J\u{1b}]0;x\u{7}\r\u{9b}31m\u{202e}\u{200b}a";

fn fits(text: &str, columns: usize) {
    for line in text.lines() {
        assert!(width(line) <= columns, "{} columns of {columns}: {line}", width(line));
    }
}

fn is_harmless(text: &str) {
    let bad = text.chars().find(|one| !matches!(one, '\n' | '\t') && harmless(*one) != *one);
    assert_eq!(bad, None, "{text:?}");
}

#[test]
fn nothing_is_wider_than_the_page() {
    let header = fixture::demo(0);
    let files = [PathBuf::from("cluster.yaml")];
    let named = Named { files: &files, config: None };
    let inputs = [fixture::input()];
    for columns in 60..=120 {
        for plan in [
            fixture::demo(0),
            fixture::demo(30),
            fixture::refused(),
            fixture::change(),
            fixture::empty(),
            evil(),
        ] {
            fits(&shown(&plan, columns), columns);
        }
        for zones in 1..=6 {
            fits(
                &plain(&picture::render(&topology::topology(zones, zones * 5), Some(&header), columns)),
                columns,
            );
        }
        fits(&plain(&picture::render(&topology::existing(), Some(&header), columns)), columns);
        fits(&plain(&why::render(&tree::why(), None, &named, 9, columns)), columns);
        fits(&plain(&why::impact(&tree::impact(), columns)), columns);
        let check = check(fixture::refused().diagnostics);
        fits(
            &plain(&diagnostic::render(
                &check,
                &Sources::new(&inputs),
                Some("eks-plan check a.yaml --fix"),
                columns,
            )),
            columns,
        );
    }
}

#[test]
fn a_large_plan_does_not_scroll_for_ever() {
    let lines = |plan: &Plan| shown(plan, 80).lines().count();
    let few = lines(&fixture::demo(0));
    assert!(lines(&fixture::demo(300)) <= few + 8);
    let mut profiles = drafts::drafts(0);
    for index in 0..300 {
        let before =
            if index == 0 { "cluster/demo".to_owned() } else { format!("fargate-profile/{}", index - 1) };
        profiles.push(drafts::draft(ResourceKind::FargateProfile, &index.to_string(), 60, &[&before]));
    }
    let plan = drafts::plan_of(&profiles);
    golden("plan-serial.txt", &shown(&plan, 80));
    assert!(lines(&plan) <= few + 8);
}

/// A plan whose every text tries to steer the terminal.
fn evil() -> Plan {
    let mut plan = fixture::refused();
    if let Some(cluster) = &mut plan.cluster {
        cluster.name = EVIL.repeat(20);
        cluster.region = EVIL.into();
        cluster.version = EVIL.into();
    }
    for resource in &mut plan.resources {
        resource.name = format!("{EVIL}{}", "long-".repeat(20));
    }
    for step in &mut plan.steps {
        step.title = EVIL.into();
        step.reason = EVIL.into();
    }
    for one in &mut plan.assumptions {
        (one.subject, one.value) = (EVIL.into(), EVIL.repeat(9));
    }
    for one in &mut plan.unknowns {
        (one.subject, one.why, one.command) = (EVIL.into(), EVIL.into(), Some(EVIL.into()));
    }
    for one in &mut plan.diagnostics {
        one.message = EVIL.into();
        one.help = Some(EVIL.into());
    }
    plan
}

#[test]
fn no_text_of_the_user_steers_the_terminal() {
    is_harmless(&shown(&evil(), 80));
    is_harmless(&markdown::plan(&evil()));
    let mut topology = topology::topology(3, 2);
    topology.data_plane.vpc.cidr = Some(EVIL.into());
    for one in &mut topology.compute {
        one.name = EVIL.into();
        one.instance_types = vec![EVIL.into()];
    }
    for one in &mut topology.data_plane.zones {
        one.name = Some(EVIL.into());
    }
    is_harmless(&plain(&picture::render(&topology, Some(&evil()), 80)));
}

#[test]
fn no_reason_steers_the_terminal() {
    let mut tree = tree::why();
    tree.summary = EVIL.into();
    for one in &mut tree.reasons {
        one.reason = EVIL.repeat(9).into();
        one.evidence.locator = EVIL.into();
        one.from = EVIL.into();
        one.any_of = vec![EVIL.into(); 9];
    }
    let files = [PathBuf::from(EVIL)];
    let named = Named { files: &files, config: None };
    let text = plain(&why::render(&tree, None, &named, 1, 60));
    is_harmless(&text);
    fits(&text, 60);
}

#[test]
fn the_excerpt_is_harmless_and_places_need_not_be_right() {
    let text = format!("a: é{EVIL}ß\nb: 2");
    let inputs = [Input::text(EVIL, text.clone())];
    let position = |offset| Position { line: 1, column: 1, offset };
    for start in 0..text.len() as u32 + 3 {
        for end in [0, start, start + 1, start + 9, u32::MAX] {
            let span = Span { file: EVIL.into(), start: position(start), end: position(end) };
            let place = Place { path: Path::ROOT.key(EVIL), span: Some(span) };
            let finding = Diagnostic::new(Code::FieldUnknown, &place, EVIL).label(&place, EVIL).help(EVIL);
            is_harmless(&plain(&diagnostic::render(&check(vec![finding]), &Sources::new(&inputs), None, 80)));
        }
    }
}
