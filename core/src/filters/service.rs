//! Films on some streaming services.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::{any_of, chosen, has_details};
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Texts};
use crate::bundle::Bundle;
use crate::taste::Taste;
use crate::words::Phrase;

/// Films on one of the streaming services. A bundle that knows of none has no film on any.
pub(super) struct Service;

impl Filter for Service {
    fn kind(&self) -> Kind {
        Kind::Names
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::Services,
            keeps: Phrase::ServicesKeep,
            way_back: Phrase::AnyService,
            set: &[Phrase::Itself],
            controls: &[Phrase::AddService],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "services",
            flag: "service",
            value: "NAME",
            help: "Only films on this streaming service, or one of these when given again",
            noun: "streaming service",
            none: "`halfstar build --services` notes them",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        !filters.services.is_empty()
    }

    fn needs_details(&self) -> bool {
        true
    }

    fn gate<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Gate<'a> {
        let Some(services) = &bundle.catalogue.details.services else { return Box::new(|_| false) };
        let chosen = chosen(&services.names, &filters.services);
        Box::new(move |film| any_of(&chosen, services.films.get(film.index())))
    }

    fn facet<'a>(&self, Context { bundle, .. }: Context<'a>) -> Option<Facet<'a>> {
        let services = bundle.catalogue.details.services.as_ref()?;
        Some(Facet::of_names(&services.names, &services.films))
    }

    fn known<'a>(&self, bundle: &'a Bundle, _taste: &'a Taste) -> Option<Vec<&'a str>> {
        let services = bundle.catalogue.details.services.as_ref();
        has_details(bundle).then(|| services.map_or_else(Vec::new, |services| services.names.iter().collect()))
    }
}
