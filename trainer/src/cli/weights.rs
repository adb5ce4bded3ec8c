//! How much each signal says, for every shelf in a terminal.

use clap::{Args, ValueEnum};
use halfstar_core::bounds::Bounds;
use halfstar_core::signals::{SignalName, Weights};

/// How much each signal says.
#[derive(Args, Debug)]
pub(super) struct WeightArgs {
    /// A ready-made blend
    #[arg(long, value_enum, default_value_t)]
    preset: Preset,
    /// How much one signal says beside the others, such as content=0.5; again for each
    #[arg(long = "weight", value_name = "SIGNAL=NUMBER", value_parser = weight, allow_hyphen_values = true)]
    weights: Vec<(SignalName, f32)>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Preset {
    /// As learned on held-out members
    #[default]
    Default,
    /// 50 % content, 30 % neighbours, 20 % quality
    Classic,
    /// What people who share your taste love, alone
    Neighbours,
    /// Who made it and what it is about, alone
    Content,
}

impl WeightArgs {
    /// As the core has them: those of the preset, changed one by one.
    pub(super) fn weights(&self) -> Weights {
        let preset = match self.preset {
            Preset::Default => Weights::NONE,
            Preset::Classic => Weights::CLASSIC,
            Preset::Neighbours => Weights::NEIGHBOURS_ONLY,
            Preset::Content => Weights::CONTENT_ONLY,
        };
        self.weights.iter().fold(preset, |weights, &(signal, weight)| weights.with(signal, weight))
    }
}

fn weight(text: &str) -> Result<(SignalName, f32), String> {
    let (name, number) = text.split_once('=').ok_or("write it as a signal, =, and a number: content=0.5")?;
    let signal = SignalName::find(name).ok_or_else(|| {
        let names = SignalName::ALL.map(SignalName::as_str);
        format!("there is no signal “{name}”. The signals are {}", names.join(", "))
    })?;
    match number.parse::<f32>() {
        Ok(number) if signal.bounds().hold(number) => Ok((signal, number)),
        _ => {
            let Bounds { least, most } = signal.bounds();
            Err(format!("“{number}” is no weight for {name}: it takes a number of {least} to {most}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signal_has_a_weight() {
        for signal in SignalName::ALL {
            assert_eq!(weight(&format!("{}=0.5", signal.as_str())), Ok((signal, 0.5)));
            assert_eq!(weight(&format!("{}=-0.5", signal.as_str())).is_ok(), signal.is_balance());
        }
    }

    #[test]
    fn a_wrong_weight_gets_a_sentence() {
        for (text, part) in [
            ("content", "write it as"),
            ("fame=1", "there is no signal “fame”. The signals are neighbours, content"),
            ("content=much", "“much” is no weight for content"),
            ("content=NaN", "a number of 0 to 999"),
            ("content=1000", "a number of 0 to 999"),
            ("content=1e39", "a number of 0 to 999"),
            ("popularity=-1e9", "a number of -999 to 999"),
        ] {
            let error = weight(text).expect_err(text);
            assert!(error.contains(part), "{error}");
        }
    }
}
