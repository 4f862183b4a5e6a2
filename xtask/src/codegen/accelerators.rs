//! Device plugins, and the accounts that hold images of EKS.

use super::source::{Data, Source, table};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plugin {
    name: String,
    title: String,
    resource: String,
    object: String,
    image: String,
    #[serde(rename = "source")]
    _source: Source,
}

pub(crate) fn device_plugins(data: &Data) -> Result<String, String> {
    let rows = data.rows("device_plugins.toml", |row: &Plugin| row.name.clone())?;
    let rows = rows.iter().map(|row| {
        format!(
            "DevicePlugin {{ name: {:?}, title: {:?}, resource: {:?}, object: {:?}, image: {:?} }}",
            row.name, row.title, row.resource, row.object, row.image
        )
    });
    Ok(table("DevicePlugin", "DEVICE_PLUGINS", "DevicePlugin", rows))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Account {
    region: String,
    account: String,
}

pub(crate) fn image_accounts(data: &Data) -> Result<String, String> {
    let rows = data.rows("image_accounts.toml", |row: &Account| row.region.clone())?;
    let rows = rows
        .iter()
        .map(|row| format!("ImageAccount {{ region: {:?}, account: {:?} }}", row.region, row.account));
    Ok(table("ImageAccount", "IMAGE_ACCOUNTS", "ImageAccount", rows))
}
