//! What changed in a text, as a unified diff.

use std::fmt::Write as _;

/// Lines around a change.
const CONTEXT: usize = 3;
/// More changed lines than this are shown as one change.
const MOST: usize = 1_000;

/// A line of the comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Same,
    Gone,
    New,
}

/// What was changed, as `diff -u` shows it; empty if nothing was.
pub fn unified(name: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let (before, after): (Vec<&str>, Vec<&str>) = (lines(old), lines(new));
    let script = compare(&before, &after);
    let mut text = format!("--- {name}\n+++ {name}\n");
    for (from, to) in hunks(&script) {
        hunk(&mut text, &script, from, to, &before, &after);
    }
    text
}

/// The lines with their ends.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// How the one becomes the other: what both begin and end with is the same, between them stands the shortest script.
fn compare(before: &[&str], after: &[&str]) -> Vec<Line> {
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[head..], &after[head..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let mut script = vec![Line::Same; head];
    script.extend(shortest(&old[..old.len() - tail], &new[..new.len() - tail]));
    script.extend(vec![Line::Same; tail]);
    script
}

/// Myers' algorithm: for each number of changed lines, how far each diagonal reaches.
fn shortest(old: &[&str], new: &[&str]) -> Vec<Line> {
    let most = (old.len() + new.len()).min(MOST);
    let mut reach = vec![0_usize; 2 * most + 3];
    let middle = most + 1;
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for changed in 0..=most {
        rounds.push(reach.get(middle - changed.min(middle)..=middle + changed).unwrap_or_default().to_vec());
        for step in 0..=changed {
            let at = middle + 2 * step - changed;
            let down = step == 0 || step < changed && reach[at - 1] < reach[at + 1];
            let mut x = if down { reach[at + 1] } else { reach[at - 1] + 1 };
            let mut y = (x + middle).saturating_sub(at);
            while x < old.len() && y < new.len() && old[x] == new[y] {
                x += 1;
                y += 1;
            }
            reach[at] = x;
            if x >= old.len() && y >= new.len() {
                return way(&rounds, old.len(), new.len());
            }
        }
    }
    [vec![Line::Gone; old.len()], vec![Line::New; new.len()]].concat()
}

/// The way back through the rounds.
fn way(rounds: &[Vec<usize>], old: usize, new: usize) -> Vec<Line> {
    let (mut x, mut y) = (old, new);
    let mut script = Vec::with_capacity(old.max(new));
    for (changed, reach) in rounds.iter().enumerate().rev() {
        // `reach` begins at the diagonal `-changed`.
        let at = x + changed - y;
        let down = at == 0 || at < 2 * changed && reach.get(at.wrapping_sub(1)) < reach.get(at + 1);
        let (from_x, from_y) = if changed == 0 {
            (0, 0)
        } else if down {
            let from = reach.get(at + 1).copied().unwrap_or(0);
            (from, (from + changed).saturating_sub(at + 1))
        } else {
            let from = reach.get(at - 1).copied().unwrap_or(0);
            (from, (from + changed + 1).saturating_sub(at))
        };
        while x > from_x && y > from_y {
            script.push(Line::Same);
            x -= 1;
            y -= 1;
        }
        if changed > 0 {
            script.push(if down { Line::New } else { Line::Gone });
        }
        (x, y) = (from_x, from_y);
    }
    script.reverse();
    script
}

/// Stretches of the script that hold changes and the lines around them.
fn hunks(script: &[Line]) -> Vec<(usize, usize)> {
    let mut hunks: Vec<(usize, usize)> = Vec::new();
    for (at, _) in script.iter().enumerate().filter(|(_, line)| **line != Line::Same) {
        let (from, to) = (at.saturating_sub(CONTEXT), (at + CONTEXT + 1).min(script.len()));
        match hunks.last_mut() {
            Some((_, end)) if from <= *end => *end = to,
            _ => hunks.push((from, to)),
        }
    }
    hunks
}

fn hunk(text: &mut String, script: &[Line], from: usize, to: usize, before: &[&str], after: &[&str]) {
    let count = |part: &[Line], other: Line| part.iter().filter(|line| **line != other).count();
    let (mut old, mut new) = (count(&script[..from], Line::New), count(&script[..from], Line::Gone));
    let part = &script[from..to];
    let range = |start: usize, length: usize| match length {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        _ => format!("{},{length}", start + 1),
    };
    let (gone, come) = (range(old, count(part, Line::New)), range(new, count(part, Line::Gone)));
    let _ = writeln!(text, "@@ -{gone} +{come} @@");
    for line in part {
        let (mark, content) = match line {
            Line::Same => (' ', before.get(old)),
            Line::Gone => ('-', before.get(old)),
            Line::New => ('+', after.get(new)),
        };
        let content = content.copied().unwrap_or_default();
        text.push(mark);
        text.push_str(content);
        if !content.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
        old += usize::from(*line != Line::New);
        new += usize::from(*line != Line::Gone);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_stands_between_the_lines_around_it() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\n";
        assert_eq!(
            unified("x", old, &old.replace("e\n", "E\n")),
            "--- x\n+++ x\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n"
        );
        assert_eq!(unified("x", old, old), "");
        assert_eq!(
            unified("x", "a", "b"),
            "--- x\n+++ x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"
        );
        assert_eq!(unified("x", "", "b\n"), "--- x\n+++ x\n@@ -0,0 +1 @@\n+b\n");
        assert_eq!(unified("x", "a\n", ""), "--- x\n+++ x\n@@ -1 +0,0 @@\n-a\n");
        let far = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let both = far.replace("1\n", "one\n").replace("9\n", "nine\n");
        assert_eq!(
            unified("x", far, &both),
            "--- x\n+++ x\n@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+nine\n"
        );
    }

    /// The script turns the old lines into the new ones, and is the shortest one.
    #[test]
    fn scripts_are_true_and_short() {
        let words = ["a", "b", "c"];
        let text = |mut number: usize| {
            let mut lines = Vec::new();
            while number > 0 {
                lines.push(words[number % 3]);
                number /= 3;
            }
            lines
        };
        for (one, other) in (0..200).flat_map(|one| (0..200).step_by(7).map(move |other| (one, other))) {
            let (old, new) = (text(one), text(other));
            let script = compare(&old, &new);
            let (mut from, mut made) = (old.iter(), Vec::new());
            let mut come = new.iter().copied();
            for line in &script {
                match line {
                    Line::Same => {
                        made.extend(from.next().copied());
                        come.next();
                    }
                    Line::Gone => drop(from.next()),
                    Line::New => made.extend(come.next()),
                }
            }
            assert_eq!((made, from.len()), (new.clone(), 0), "{old:?} {new:?}");
            let changed = script.iter().filter(|line| **line != Line::Same).count();
            assert_eq!(changed, old.len() + new.len() - 2 * common(&old, &new), "{old:?} {new:?}");
        }
    }

    fn common(a: &[&str], b: &[&str]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for one in a {
            let mut corner = 0;
            for (at, other) in b.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if one == other { corner + 1 } else { above.max(row[at]) };
                corner = above;
            }
        }
        row[b.len()]
    }

    #[test]
    fn very_much_is_one_change() {
        let old: String = (0..3_000).map(|number| format!("{number}\n")).collect();
        let new = old.replace('\n', "x\n");
        let diff = unified("x", &old, &new);
        assert_eq!(diff.matches("@@").count(), 2);
        assert_eq!(diff.lines().count(), 3 + 6_000);
    }
}
