//! Reading the data files, and the small pieces that every table is written with.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The texts of all data files, by file name.
pub(crate) struct Data {
    texts: BTreeMap<String, String>,
    newest: String,
}

/// What every data file says about itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    source: String,
    retrieved: String,
    licence: String,
    note: String,
}

#[derive(Deserialize)]
struct Headed {
    header: Header,
}

#[derive(Deserialize)]
struct Rows<T> {
    row: Vec<T>,
}

/// Where a row was read, for those who read the data: the tables leave it out.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Source;

impl TryFrom<String> for Source {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.len() > 3 { Ok(Self) } else { Err("`source` does not say where the row was read") }
    }
}

impl Data {
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let mut texts = BTreeMap::new();
        let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|error| error.to_string())?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            if name.ends_with(".toml") {
                let text =
                    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                texts.insert(name.to_owned(), text);
            }
        }
        let mut data = Self { texts, newest: String::new() };
        let mut newest = String::new();
        for name in data.texts.keys() {
            newest = newest.max(data.header(name)?);
        }
        data.newest = newest;
        Ok(data)
    }

    /// The day on which the file was read from its sources.
    fn header(&self, file: &str) -> Result<String, String> {
        let header = self.parse::<Headed>(file)?.header;
        let texts = [&header.source, &header.licence, &header.note];
        if texts.iter().any(|text| text.trim().is_empty()) {
            return Err(format!("core/data/{file}: a field of `header` is empty"));
        }
        parts(&header.retrieved).ok_or(format!("core/data/{file}: `retrieved` is not a date"))?;
        Ok(header.retrieved)
    }

    pub(crate) fn parse<T: DeserializeOwned>(&self, file: &str) -> Result<T, String> {
        let text = self.texts.get(file).ok_or(format!("core/data/{file} is missing"))?;
        toml::from_str(text).map_err(|error| format!("core/data/{file}: {error}"))
    }

    /// The rows of a file, sorted by `key`, which must be unique.
    pub(crate) fn rows<T: DeserializeOwned, K: Ord + std::fmt::Debug>(
        &self,
        file: &str,
        key: impl Fn(&T) -> K,
    ) -> Result<Vec<T>, String> {
        let rows = self.parse::<Rows<T>>(file)?.row;
        sorted(file, rows, key)
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    pub(crate) fn newest(&self) -> &str {
        &self.newest
    }
}

pub(crate) fn sorted<T, K: Ord + std::fmt::Debug>(
    file: &str,
    mut rows: Vec<T>,
    key: impl Fn(&T) -> K,
) -> Result<Vec<T>, String> {
    rows.sort_by_key(&key);
    match rows.windows(2).find(|pair| key(&pair[0]) == key(&pair[1])) {
        Some(pair) => Err(format!("core/data/{file}: {:?} is there twice", key(&pair[0]))),
        None => Ok(rows),
    }
}

/// A table: the types that it uses, its name and its rows.
pub(crate) fn table(uses: &str, name: &str, of: &str, rows: impl IntoIterator<Item = String>) -> String {
    let mut text =
        format!("\nuse crate::catalog::{uses};\n\npub(in crate::catalog) static {name}: &[{of}] = &[\n");
    for row in rows {
        let _ = writeln!(text, "    {row},");
    }
    text + "];\n"
}

pub(crate) fn option(value: Option<&String>) -> String {
    format!("{value:?}")
}

/// `Date::new(2026, 1, 2)` from `2026-01-02`.
pub(crate) fn date(text: &str) -> String {
    match parts(text) {
        Some([year, month, day]) => format!("Date::new({year}, {month}, {day})"),
        None => format!("compile_error!({text:?})"),
    }
}

pub(crate) fn some_date(text: Option<&String>) -> String {
    text.map_or("None".to_owned(), |text| format!("Some({})", date(text)))
}

fn parts(text: &str) -> Option<[u16; 3]> {
    let mut numbers = text.split('-').map(|part| part.parse().ok());
    let parts = [numbers.next()??, numbers.next()??, numbers.next()??];
    (numbers.next().is_none() && text.len() == 10).then_some(parts)
}

/// `KubernetesVersion::new(1, 30)` from `1.30`.
pub(crate) fn version(text: &str) -> String {
    match text.split_once('.') {
        Some((major, minor)) => format!("KubernetesVersion::new({major}, {minor})"),
        None => format!("compile_error!({text:?})"),
    }
}

pub(crate) fn some_version(text: Option<&String>) -> String {
    text.map_or("None".to_owned(), |text| format!("Some({})", version(text)))
}

/// The variant of an enum from the name in documents: `network-path` to `NetworkPath`.
pub(crate) fn variant(name: &str) -> String {
    name.split('-').map(capital).collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// `&[Kind::One, Kind::Two]`.
pub(crate) fn variants(kind: &str, names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{kind}::{}", variant(name))).collect();
    format!("&[{}]", names.join(", "))
}
