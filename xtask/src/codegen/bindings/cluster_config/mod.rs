//! Typed `ClusterConfig`s from eksctl's schema: structs for Rust, types for TypeScript and Python.

mod docs;
mod python;
mod rust;
mod sample;
mod schema;
mod typescript;
mod words;

pub(super) use schema::types;

use super::model::Named;
use super::put;

/// Said in each file; the notice itself lies in the packages.
const ORIGIN: &str = "from the JSON schema of eksctl's ClusterConfig (https://github.com/eksctl-io/eksctl, Apache-2.0, see NOTICE), \
                      whose descriptions it keeps";

/// Goes with each package that holds descriptions of eksctl's.
const NOTICE: &str = "\
eks-plan

The types of a ClusterConfig and their descriptions are made from the JSON schema of
eksctl, https://github.com/eksctl-io/eksctl (pkg/apis/eksctl.io/v1alpha5/assets/schema.json,
commit 99984adb), and say the same in another form:

Copyright 2018 Weaveworks.
Copyright 2023 The eksctl Authors.
All rights reserved.

Licensed under the Apache License, Version 2.0 (the \"License\");
you may not use this file except in compliance with the License.
You may obtain a copy of the License at

http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software
distributed under the License is distributed on an \"AS IS\" BASIS,
WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
See the License for the specific language governing permissions and
limitations under the License.
";

/// The folders of the packages that hold such types.
const PACKAGES: [&str; 4] = ["core", "bindings-node", "bindings-python", "bindings-wasm"];

/// Writes them; with `check` only compares them.
pub(super) fn run(types: &[Named], check: bool) -> Result<(), String> {
    files(types)?.into_iter().try_for_each(|(path, text)| put(&path, &text, check))
}

/// The files, by their paths.
fn files(types: &[Named]) -> Result<Vec<(String, String)>, String> {
    let mut files = rust::files(types)?;
    files.push(("bindings-node/lib/cluster-config.d.ts".to_owned(), typescript::text(types)));
    let python = "bindings-python/python/eks_plan/cluster_config.py";
    files.push((python.to_owned(), python::text(types)));
    files.push(("tests/corpus/cluster-config/every-property.json".to_owned(), sample::text(types)?));
    files.extend(PACKAGES.map(|folder| (format!("{folder}/NOTICE"), NOTICE.to_owned())));
    Ok(files)
}
