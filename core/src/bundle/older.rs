//! What formats 1 to 5 wrote otherwise: each with the signals that it knew.

use super::{BundleError, damaged};
use crate::container::{Section, read, read_optional};
use crate::signals::{Content, ContentV4, FactorsV5, Models, Neighbours};
use crate::tuning::{Tuning, TuningV1, TuningV2, TuningV4};

/// Format 1 had coarser weights and three signals, format 2 no autoencoder.
pub(super) fn models(sections: &[Section<'_>], format: u16, pool: usize) -> Result<Models, BundleError> {
    let mut models = Models {
        neighbours: read(sections, b"NEIG")?,
        quality: read(sections, b"QUAL")?,
        content: Content::from_format_4(
            read::<ContentV4>(sections, b"CONT")?,
            if format == 1 { None } else { read(sections, b"REAC")? },
        ),
        ..Models::default()
    };
    if format == 1 {
        let finer = Neighbours::from_format_1(models.neighbours, pool);
        models.neighbours = finer.ok_or_else(|| damaged("neighbours"))?;
    }
    if format >= 2 {
        models.factors = read::<FactorsV5>(sections, b"FACT")?.into();
    }
    if format >= 3 {
        models.autoencoder = read(sections, b"AUTO")?;
    }
    Ok(models)
}

/// Format 5 had another rating model.
pub(super) fn models_5(sections: &[Section<'_>]) -> Result<Models, BundleError> {
    let factors = read_optional::<FactorsV5>(sections, b"FACT")?.unwrap_or_default();
    Ok(Models { factors: factors.into(), ..Models::read(sections)? })
}

/// Tuned numbers by their place.
pub(super) fn tuning(sections: &[Section<'_>], format: u16) -> Result<Tuning, BundleError> {
    Ok(match format {
        1 => read::<TuningV1>(sections, b"TUNE")?.into(),
        2 => read::<TuningV2>(sections, b"TUNE")?.into(),
        _ => read::<TuningV4>(sections, b"TUNE")?.into(),
    })
}
