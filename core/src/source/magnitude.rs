//! Whether a number is in the range of a double. To parse it would take tables that are larger than all of this module's code.

use std::cmp::Ordering;

/// 2^1024 - 2^970: the least number that rounds to infinity.
const TOO_LARGE: &str = "1797693134862315807937289714053034150799341327100378269361737789804449682927647509466490179775872070\
    9633028641669288791094655554785194040263065748867150582068190890200070838367627385484581771153176447\
    5730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904174497792";

/// True if `whole.fraction` times ten to the power of `exponent` is no more than doubles hold. All are digits, `exponent` may have a sign.
pub(super) fn is_finite(whole: &str, fraction: &str, exponent: &str) -> bool {
    let digits = [whole, fraction].concat();
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return true;
    }
    let most = if exponent.starts_with('-') { i64::MIN } else { i64::MAX };
    let exponent = exponent.parse().unwrap_or(most);
    let before_point = count(significant).saturating_sub(count(fraction)).saturating_add(exponent);
    match before_point.cmp(&count(TOO_LARGE)) {
        Ordering::Less => true,
        Ordering::Equal => significant.trim_end_matches('0') < TOO_LARGE,
        Ordering::Greater => false,
    }
}

fn count(digits: &str) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn agrees(whole: &str, fraction: &str, exponent: &str) {
        let text = format!("{whole}.{fraction}e{exponent}");
        let parsed = text.parse::<f64>().unwrap().is_finite();
        assert_eq!(is_finite(whole, fraction, exponent), parsed, "{text}");
    }

    #[test]
    fn the_limit_is_that_of_doubles() {
        let below = TOO_LARGE.replace("497792", "497791");
        for digits in [TOO_LARGE, &below] {
            let fraction = &digits[1..];
            agrees(digits, "", "0");
            agrees(digits, "9", "-0");
            agrees("0", &format!("00{digits}"), "311");
            agrees(&digits[..1], fraction, "+308");
            agrees(&format!("{digits}0000"), "", "-4");
        }
        assert!(!is_finite(TOO_LARGE, "", "0") && is_finite(&below, "", "0"));
        for exponent in ["308", "309", "-400", "99999999999999999999", "-99999999999999999999"] {
            agrees("1", "7", exponent);
            agrees("1", "8", exponent);
            agrees("00", "", exponent);
        }
        agrees("", "5", "309");
        agrees("5", "", "0");
        agrees("0", "0005", "0");
    }

    proptest! {
        #[test]
        fn numbers_are_judged_as_they_parse(
            whole in "[0-9]{1,20}", fraction in "[0-9]{0,20}", exponent in -330_i32..330,
        ) {
            agrees(&whole, &fraction, &exponent.to_string());
        }
    }
}
