//! Numbers of nodes.

use std::fmt;

use super::node_group::Written;
use crate::diagnostic::Code;
use crate::spec::Located;
use crate::topology::compute::Sizes;
use crate::topology::lower::context::Context;

/// How many nodes eksctl makes when nobody says.
const DEFAULT: i64 = 2;

/// As eksctl fills them in. What contradicts itself is reported, and bent until it does not.
pub(super) fn choose(cx: &mut Context<'_>, group: &Written<'_>) -> Sizes {
    let base = group.base;
    let (min, desired, max) = (&base.min_size, &base.desired_capacity, &base.max_size);
    let mut problem = |field: &Located<i64>, message: fmt::Arguments<'_>, help: &str| {
        cx.report
            .raise(Code::ComputeSizes, &field.at, format_args!("node group `{}`: {message}", group.name))
            .help(help);
    };
    let mut in_range = true;
    for (name, field) in &[("minSize", min), ("desiredCapacity", desired), ("maxSize", max)] {
        if let Some(field) = field.as_ref().filter(|field| u32::try_from(field.value).is_err()) {
            let help = "write a number from 0 to 4294967295";
            problem(field, format_args!("`{name}` is {}", field.value), help);
            in_range = false;
        }
    }
    let value = |field: &Option<Located<i64>>| field.as_ref().map(|field| field.value);
    let smallest = value(min).or(value(desired)).unwrap_or(DEFAULT);
    let mut largest = value(max).or(value(desired)).unwrap_or(smallest);
    if group.managed().is_some() && largest == 0 {
        if let Some(max) = max {
            let help = "EKS takes no less than 1 for a managed node group";
            problem(max, format_args!("`maxSize` is 0"), help);
        }
        largest = 1;
    }
    let wanted = value(desired).unwrap_or(smallest);
    if in_range {
        match (min, desired, max) {
            (Some(min), _, _) if smallest > largest => {
                problem(
                    min,
                    format_args!("`minSize` {smallest} is more than the largest size, {largest}"),
                    "lower `minSize` or raise `maxSize`",
                );
            }
            (_, Some(desired), _) if wanted < smallest => {
                problem(
                    desired,
                    format_args!("`desiredCapacity` {wanted} is less than `minSize` {smallest}"),
                    "raise `desiredCapacity` or lower `minSize`",
                );
            }
            (_, Some(desired), _) if wanted > largest => {
                problem(
                    desired,
                    format_args!("`desiredCapacity` {wanted} is more than `maxSize` {largest}"),
                    "lower `desiredCapacity` or raise `maxSize`",
                );
            }
            (None, None, Some(max)) if smallest > largest => {
                problem(
                    max,
                    format_args!("`maxSize` {largest} is less than the default of `minSize`, {smallest}"),
                    "write `minSize`",
                );
            }
            _ => {}
        }
    }
    let clamp = |number: i64| u32::try_from(number.clamp(0, i64::from(u32::MAX))).unwrap_or(u32::MAX);
    let min = clamp(smallest);
    let max = clamp(largest).max(min);
    Sizes { min, desired: clamp(wanted).clamp(min, max), max }
}
