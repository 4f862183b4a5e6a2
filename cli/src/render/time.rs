//! Durations as people say them.

/// As exact as people want it: `45 s`, `9 min 40 s`, `12 min`, `1 h 5 min`.
pub(crate) fn duration(seconds: u64) -> String {
    match seconds {
        60..600 if !seconds.is_multiple_of(60) => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => brief(seconds),
    }
}

/// To the minute from one minute on.
pub(crate) fn brief(seconds: u64) -> String {
    if seconds < 60 {
        return format!("{seconds} s");
    }
    let minutes = seconds.saturating_add(30) / 60;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        let said: Vec<_> = [0, 45, 60, 90, 580, 600, 629, 3599, 3600, 3900].map(duration).into();
        let wanted = "0 s|45 s|1 min|1 min 30 s|9 min 40 s|10 min|10 min|1 h|1 h|1 h 5 min";
        assert_eq!(said.join("|"), wanted);
    }
}
