//! The cases: for each property a document in which it can take effect, and two values.
//!
//! A file is a list of groups. A group names in `at` the places of one definition, each with what the document holds
//! beside [`PLAIN`]; in a place, `[]` is the first item of a list, `[1]` the next, and `{key}` a value of a mapping. Its `cases` give
//! each property two values, `~` for none, either as a pair or as a mapping with
//!
//! * `values`: the pair,
//! * `with`: what stands beside the property, `base`: what else the document holds,
//! * `finds`: the code of the finding that is the effect; without it neither plan may have an error,
//! * `inert`: why it changes nothing here.
//!
//! The last two may be mappings from a place of `at` to what holds there.
//! In `with` and `base`, `~` takes a member away. A property with members needs no case: its effect is that of a member.

use eks_plan_tests::{corpus, files, parse};
use serde_json::{Map, Value};

const PLAIN: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: demo, region: us-west-2, version: '1.34'}
";

/// A property with two values at one place.
pub(crate) struct Case {
    /// The place, as spots are named.
    pub(crate) path: String,
    /// The two documents.
    pub(crate) documents: [Value; 2],
    /// The code of the finding that is the effect.
    pub(crate) finds: Option<String>,
    /// Why it changes nothing at this place.
    pub(crate) inert: Option<String>,
    /// The place with the keys of mappings.
    pub(crate) here: String,
}

/// All cases, by file.
pub(crate) fn cases() -> Vec<Case> {
    let files = files(&corpus().join("properties"), "yaml");
    let texts = files.iter().filter(|file| !file.ends_with("noted.yaml")).map(|file| {
        let text = std::fs::read_to_string(file).unwrap();
        let groups = parse(&text);
        assert!(groups.is_array(), "{} is no list of groups", file.display());
        groups
    });
    texts.flat_map(|groups| groups.as_array().cloned().unwrap()).flat_map(|group| of_group(&group)).collect()
}

/// What is a note for good, and the rest of the file's rows: property to class.
pub(crate) fn noted() -> Map<String, Value> {
    let text = std::fs::read_to_string(corpus().join("properties/noted.yaml")).unwrap();
    parse(&text).as_object().cloned().unwrap()
}

fn of_group(group: &Value) -> Vec<Case> {
    for key in group.as_object().unwrap().keys() {
        assert!(["at", "base", "cases"].contains(&key.as_str()), "a group has no `{key}`: {group}");
    }
    let mut found = Vec::new();
    for (at, fragment) in group["at"].as_object().unwrap_or_else(|| panic!("a group without places: {group}"))
    {
        let mut document = parse(PLAIN);
        merge(&mut document, &group["base"]);
        merge(&mut document, fragment);
        for (property, case) in group["cases"].as_object().unwrap() {
            found.push(of_case(&document, at, property, case));
        }
    }
    found
}

fn of_case(document: &Value, at: &str, property: &str, case: &Value) -> Case {
    let here = if at.is_empty() { property.to_owned() } else { format!("{at}.{property}") };
    let (values, more) = match case.as_object() {
        Some(more) => (&case["values"], more.clone()),
        None => (case, Map::new()),
    };
    for key in more.keys() {
        let known = ["values", "with", "base", "finds", "inert"];
        assert!(known.contains(&key.as_str()), "{here}: a case has no `{key}`");
    }
    let [first, second] = values.as_array().map(Vec::as_slice).unwrap_or_default() else {
        panic!("{here}: a case is a pair of values")
    };
    assert_ne!(first, second, "{here}: the values are the same");
    let mut document = document.clone();
    merge(&mut document, &case["base"]);
    merge(place(&mut document, &way(at)), &case["with"]);
    let documents = [first, second].map(|value| {
        let mut document = document.clone();
        set(&mut document, &here, value.clone());
        document
    });
    let text = |key: &str| case[key].as_str().or_else(|| case[key][at].as_str()).map(str::to_owned);
    Case { path: normal(&here), documents, finds: text("finds"), inert: text("inert"), here }
}

/// A step on the way to a place.
enum Key {
    Member(String),
    Item(usize),
}

/// A place as spots are named: without the keys of mappings and the numbers of items.
fn normal(place: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for sign in place.chars() {
        inside &= !matches!(sign, ']' | '}');
        if !inside {
            text.push(sign);
        }
        inside |= matches!(sign, '[' | '{');
    }
    text
}

fn way(place: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    for name in place.split('.').filter(|name| !name.is_empty()) {
        let (name, rest) = name.split_at(name.find(['[', '{']).unwrap_or(name.len()));
        keys.push(Key::Member(name.to_owned()));
        if let Some(number) = rest.strip_prefix('[') {
            keys.push(Key::Item(number.trim_end_matches(']').parse().unwrap_or(0)));
        } else if let Some(key) = rest.strip_prefix('{') {
            keys.push(Key::Member(key.trim_end_matches('}').to_owned()));
        }
    }
    keys
}

/// The value at the end of a way, made if it is not there.
fn place<'d>(document: &'d mut Value, way: &[Key]) -> &'d mut Value {
    way.iter().fold(document, |at, key| match key {
        Key::Item(number) => {
            if !at.is_array() {
                *at = Value::Array(Vec::new());
            }
            let items = at.as_array_mut().unwrap();
            items.resize(items.len().max(number + 1), Value::Object(Map::new()));
            &mut items[*number]
        }
        Key::Member(name) => {
            if !at.is_object() {
                *at = Value::Object(Map::new());
            }
            &mut at[name.as_str()]
        }
    })
}

/// Sets the member at a place, or takes it away; what it stands in is there afterwards either way.
pub(crate) fn set(document: &mut Value, here: &str, value: Value) {
    let mut way = way(here);
    let Some(Key::Member(name)) = way.pop() else { panic!("{here} is no member") };
    let parent = place(document, &way);
    if !value.is_null() {
        *place(parent, &[Key::Member(name)]) = value;
    } else if let Some(members) = parent.as_object_mut() {
        members.remove(&name);
    }
}

/// Lays one value over another: mappings by their members, `~` takes away, everything else wins.
fn merge(under: &mut Value, over: &Value) {
    match over {
        Value::Null => {}
        Value::Object(members) => {
            if !under.is_object() {
                *under = Value::Object(Map::new());
            }
            for (key, value) in members {
                if value.is_null() {
                    under.as_object_mut().unwrap().remove(key);
                } else {
                    merge(&mut under[key.as_str()], value);
                }
            }
        }
        _ => *under = over.clone(),
    }
}
