//! Device plugins, and the accounts that hold images of EKS.

use super::find;
use super::generated::device_plugins::DEVICE_PLUGINS;
use super::generated::image_accounts::IMAGE_ACCOUNTS;

/// What tells Kubernetes of one kind of accelerator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DevicePlugin {
    /// Its name, as `nvidia`.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// The name by which pods ask for a device.
    pub resource: &'static str,
    /// The name of the object that runs it.
    pub object: &'static str,
    /// The image; `{account}`, `{region}` and `{suffix}` stand for the registry of EKS.
    pub image: &'static str,
}

/// The account whose registry holds images of EKS in a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageAccount {
    /// The region; `default` for those without a row.
    pub region: &'static str,
    /// The account.
    pub account: &'static str,
}

/// All device plugins, by name.
pub fn device_plugins() -> &'static [DevicePlugin] {
    DEVICE_PLUGINS
}

/// The account whose registry holds images of EKS in this region.
pub fn image_account(region: &str) -> &'static str {
    let row = |region: &str| find(IMAGE_ACCOUNTS, region, |row| row.region);
    row(region).or_else(|| row("default")).map_or("", |row| row.account)
}
