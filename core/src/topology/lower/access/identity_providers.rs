//! External OIDC providers for logins.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::spec::items;
use crate::topology::Origin;
use crate::topology::access::IdentityProvider;
use crate::topology::lower::context::{Context, owned, texts};
use crate::topology::lower::named::{self, Named, filled};

pub(super) fn lower(cx: &mut Context<'_>) -> Vec<IdentityProvider> {
    let (mut all, mut found) = (Vec::new(), Vec::new());
    for provider in items(&cx.spec.identity_providers) {
        let base = &provider.base;
        let fields = [
            ("name", base.name.as_ref()),
            ("issuerURL", base.issuer_url.as_ref()),
            ("clientID", base.client_id.as_ref()),
        ];
        // A field that is absent was reported when the document was read; an empty one was not.
        for &(field, text) in &fields {
            if let Some(text) = text.filter(|text| text.is_empty()) {
                cx.missing(
                    field,
                    &text.at,
                    format_args!("`{field}` of an identity provider is empty"),
                    "write it; without it the provider is left out",
                );
            }
        }
        let (name, issuer) = (filled(&base.name), filled(&base.issuer_url));
        if let (Some(name), Some(issuer), Some(client)) = (name, issuer, filled(&base.client_id)) {
            found.push(Named { name: name.value.clone(), at: &provider.at, index: all.len() });
            all.push((base, issuer, client));
        }
    }
    let mut providers = Vec::new();
    for Named { name, at, index } in &named::sort(cx, found, Code::AccessNameTwice, "identity provider") {
        let (base, issuer, client) = all[*index];
        let mut claims = BTreeMap::new();
        for &(key, claim) in &[
            ("groupsClaim", &base.groups_claim),
            ("groupsPrefix", &base.groups_prefix),
            ("usernameClaim", &base.username_claim),
            ("usernamePrefix", &base.username_prefix),
        ] {
            if let Some(claim) = owned(claim) {
                claims.insert(key, claim);
            }
        }
        providers.push(IdentityProvider {
            name: name.clone(),
            issuer_url: issuer.value.clone(),
            client_id: client.value.clone(),
            claims,
            required_claims: texts(base.required_claims.as_ref()),
            tags: texts(base.tags.as_ref()),
            origin: Origin::field(at),
        });
    }
    providers
}
