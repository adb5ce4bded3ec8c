//! The rows of a comparison: Halfstar's blends, then what they are measured against.

use crate::baselines::{
    Aggregate, BayesianMean, Ease, Ials, IalsOptions, ItemCosine, Mix, Pipeline, Popularity, Ranker, UserKnn,
};
use crate::evaluate::protocol::Cohort;
use anyhow::{Result, bail};
use halfstar_core::Bundle;
use halfstar_core::signals::{SignalName, Weights};

/// Dense EASE's key: the row that is subtracted from all others.
pub const REFERENCE: &str = "ease";

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Competitor {
    /// What `--only` calls it.
    pub key: String,
    /// What tables call it.
    pub name: String,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    Ours(Mix),
    Popularity,
    BayesianMean,
    ItemCosine,
    UserKnn(Aggregate),
    Ease,
    Ials,
}

impl Competitor {
    fn new(key: &str, name: &str, what: What) -> Self {
        Self { key: key.to_owned(), name: name.to_owned(), what }
    }

    /// Whether it is the bundle itself.
    pub fn is_ours(&self) -> bool {
        matches!(self.what, What::Ours(_))
    }

    /// Whether it is the default blend.
    pub fn is_default(&self) -> bool {
        self.what == What::Ours(Mix::Default)
    }

    /// What tables call it on these members: without training members, popularity is another one.
    pub fn name_on(&self, cohort: &Cohort) -> String {
        match self.what {
            What::Popularity if cohort.train.ratings() == 0 => "Popularity, as the bundle counts it".to_owned(),
            _ => self.name.clone(),
        }
    }

    /// Popularity by what was liked: it can be fitted without training members too.
    pub fn popularity() -> Self {
        Self::new("popularity", "Popularity (ratings of 4 and more)", What::Popularity)
    }

    /// Makes it ready to rank. Baselines are fitted on the training members, for minutes and gigabytes some of them.
    ///
    /// # Errors
    /// When there is nobody to fit it on, or it cannot be fitted.
    pub fn ready<'b>(&self, bundle: &'b Bundle, cohort: &Cohort) -> Result<Box<dyn Ranker + 'b>> {
        let (data, pool, tuning) = (&cohort.train, bundle.catalogue.pool(), &bundle.tuning);
        if data.ratings() == 0 && !matches!(self.what, What::Ours(_) | What::Popularity) {
            bail!("{} must be fitted on training members; --ratings brings none. Pass --data instead", self.name);
        }
        Ok(match self.what {
            What::Ours(mix) => Box::new(Pipeline::new(bundle, mix)),
            What::Popularity if data.ratings() == 0 => {
                Box::new(Popularity::from_counts(bundle.catalogue.rating_counts[..pool].iter().copied()))
            }
            What::Popularity => Box::new(Popularity::fit(data, pool)),
            What::BayesianMean => Box::new(BayesianMean::fit(data, pool, BayesianMean::PRIOR)),
            What::ItemCosine => Box::new(ItemCosine::fit(data, pool, tuning, ItemCosine::NEIGHBOURS)),
            What::UserKnn(aggregate) => Box::new(UserKnn::fit(data, pool, tuning, aggregate, UserKnn::NEIGHBOURS)),
            What::Ease => Box::new(Ease::fit(data, pool, tuning)?),
            What::Ials => Box::new(Ials::fit(data, pool, tuning, &IalsOptions::default())),
        })
    }
}

/// Every row there is for a bundle.
pub fn competitors(bundle: &Bundle) -> Vec<Competitor> {
    let mut all = vec![
        Competitor::new("default", "Halfstar, default blend", What::Ours(Mix::Default)),
        Competitor::new("classic", "Halfstar, 50/30/20 blend", What::Ours(Mix::Fixed(Weights::CLASSIC))),
    ];
    for signal in SignalName::ALL {
        let signal_name = signal.as_str();
        let name = format!("Halfstar, {signal_name} alone");
        all.push(Competitor::new(signal_name, &name, What::Ours(Mix::Only(signal))));
    }
    for signal in
        SignalName::ALL.into_iter().filter(|&signal| Pipeline::new(bundle, Mix::Without(signal)).is_distinct())
    {
        let (key, name) = (format!("without-{}", signal.as_str()), format!("Halfstar without {}", signal.as_str()));
        all.push(Competitor::new(&key, &name, What::Ours(Mix::Without(signal))));
    }
    // A signal of the core's may bear a baseline's name.
    let most_liked = if all.iter().any(|ours| ours.key == "popularity") { "most-liked" } else { "popularity" };
    all.extend([
        Competitor { key: most_liked.to_owned(), ..Competitor::popularity() },
        Competitor::new("bayesian-mean", "Bayesian mean rating", What::BayesianMean),
        Competitor::new("user-knn-mean", "User-KNN, 50, mean rating", What::UserKnn(Aggregate::Mean)),
        Competitor::new("user-knn-sum", "User-KNN, 50, sum", What::UserKnn(Aggregate::Sum)),
        Competitor::new("item-cosine", "Item cosine, 100", What::ItemCosine),
        Competitor::new("ials", "iALS, 128 dimensions", What::Ials),
        Competitor::new(REFERENCE, "Dense EASE, uncompressed", What::Ease),
    ]);
    all
}

/// The rows asked for, in their usual order: those named; else the bundle's own, and with `baselines` all.
///
/// # Errors
/// When a name is none of theirs.
pub fn choose(all: Vec<Competitor>, only: &[String], baselines: bool) -> Result<Vec<Competitor>> {
    if let Some(unknown) = only.iter().find(|name| !all.iter().any(|row| row.key == **name)) {
        let keys: Vec<&str> = all.iter().map(|row| row.key.as_str()).collect();
        bail!("there is no row “{unknown}”. --only takes any of {}", keys.join(", "));
    }
    let wanted = |row: &Competitor| match only {
        [] => baselines || row.is_ours(),
        _ => only.contains(&row.key),
    };
    Ok(all.into_iter().filter(wanted).collect())
}
