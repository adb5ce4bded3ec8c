//! A denoising autoencoder over whole tastes (CDAE, Wu et al. 2016), trained as it is used: part of a member's films is
//! shown, and the likelihood of the hidden favourites among all films but those shown is raised (multinomial, Liang et
//! al. 2018; full softmax, Adam).
//!
//! Films are dealt into blocks of fixed size, and each block is one thread's at a time: the sums have the same order
//! however many threads there are.

use crate::foundation::matrix::{multiply, row, rows_mut};
use crate::foundation::random::{seeded, signed};
use crate::foundation::split::POSITIVE;
use crate::interactions::Interactions;
use faer::Par;
use halfstar_core::numeric::{exp, ln, sum, tanh};
use halfstar_core::signals::Layers;
use halfstar_core::tuning::Tuning;
use ndarray::{Array, Array1, Array2, Axis, Dimension, Ix1, Ix2, Zip};
use rand::RngExt as _;
use rand::seq::SliceRandom as _;
use rayon::prelude::*;

/// What can be chosen.
#[derive(Clone, Debug)]
pub struct AutoencoderOptions {
    /// How many films it knows, from the pool's first: the rarer ones teach it little and cost as much.
    pub films: usize,
    /// Hidden units: at few it tells tribes apart, at many it remembers members.
    pub hidden: usize,
    /// How often every member is read.
    pub epochs: usize,
    /// Adam's rate at its highest; it falls to 0 in a line.
    pub rate: f32,
    /// Between which parts of a member's films are shown; drawn anew each time, so that short histories are known too.
    pub shown: (f32, f32),
}

impl Default for AutoencoderOptions {
    fn default() -> Self {
        Self { films: 3072, hidden: 96, epochs: 25, rate: 0.01, shown: (0.05, 0.95) }
    }
}

/// Seeds of what is drawn while learning, and of the first layers.
const SEED: u64 = 0x4175_746f;
const LAYERS_SEED: u64 = 0x456e_636f;
/// Members per step.
const BATCH: usize = 256;
/// Films per block.
const BLOCK: usize = 256;
/// Steps until the rate is at its highest.
const WARM_UP: usize = 100;
/// Adam's memories of the gradient and of its square (Kingma and Ba 2015), and what keeps the quotient finite.
const MOMENTUM: f32 = 0.9;
const VARIANCE: f32 = 0.999;
const EPSILON: f32 = 1e-8;
/// No likelihood is so odd: what keeps a sum of exponentials finite.
const MOST: f32 = 80.0;

/// Trains on all members of `data`.
pub fn fit(data: &Interactions, pool: usize, tuning: &Tuning, options: &AutoencoderOptions) -> Layers {
    let mut network = Network::new(data, options.films.min(pool), options.hidden);
    let levels: Vec<[f32; 11]> = data.iter().map(|member| member.levels(tuning)).collect();
    let mut random = seeded(SEED);
    let mut order: Vec<usize> = (0..data.members()).collect();
    let batches = order.len().div_ceil(BATCH);
    let steps = batches * options.epochs;
    for step in 0..steps {
        if step % batches == 0 {
            order.shuffle(&mut random);
        }
        let start = step % batches * BATCH;
        let chosen = &order[start..(start + BATCH).min(order.len())];
        let drawn: Vec<(usize, u64)> = chosen.iter().map(|&member| (member, random.random())).collect();
        let examples: Vec<Example> = drawn
            .par_iter()
            .map(|&(member, seed)| Example::new(data, &levels[member], member, network.films, options.shown, seed))
            .collect();
        let rise = ((step + 1) as f32 / WARM_UP as f32).min(1.0);
        network.learn(&examples, options.rate * rise * (1.0 - step as f32 / steps as f32));
    }
    network.layers()
}

/// A member as one step sees them.
struct Example {
    /// Films shown, ascending, with their levels in a vector of length 1.
    shown: Vec<(usize, f32)>,
    /// Favourites hidden.
    hidden: Vec<usize>,
}

impl Example {
    fn new(
        data: &Interactions,
        levels: &[f32; 11],
        member: usize,
        films: usize,
        (least, most): (f32, f32),
        seed: u64,
    ) -> Self {
        let mut random = seeded(seed);
        let part = least + (most - least) * random.random::<f32>();
        let member = data.member(member);
        let mut example = Self { shown: Vec::new(), hidden: Vec::new() };
        let known = member.films.iter().zip(member.halves).take_while(|(film, _)| usize::from(**film) < films);
        for (&film, &halves) in known {
            if random.random::<f32>() < part {
                example.shown.push((usize::from(film), levels[usize::from(halves)]));
            } else if halves >= POSITIVE {
                example.hidden.push(usize::from(film));
            }
        }
        let length = example.shown.iter().map(|(_, level)| level * level).sum::<f32>().sqrt();
        if length > 0.0 {
            example.shown.iter_mut().for_each(|(_, level)| *level /= length);
        }
        example
    }
}

/// Numbers that learn, as a matrix or a list.
struct Parameters<D: Dimension> {
    values: Array<f32, D>,
    gradient: Array<f32, D>,
    momentum: Array<f32, D>,
    variance: Array<f32, D>,
}

impl<D: Dimension> Parameters<D> {
    fn new(values: Array<f32, D>) -> Self {
        let zeros = || Array::zeros(values.raw_dim());
        Self { gradient: zeros(), momentum: zeros(), variance: zeros(), values }
    }

    /// One step of Adam: the rate, corrected for the momentum's start at 0, and the variance's correction for its own.
    fn step(&mut self, (rate, correction): (f32, f32)) {
        let past = Zip::from(&mut self.values).and(&self.gradient).and(&mut self.momentum).and(&mut self.variance);
        past.for_each(|value, &gradient, momentum, variance| {
            *momentum = MOMENTUM * *momentum + (1.0 - MOMENTUM) * gradient;
            *variance = VARIANCE * *variance + (1.0 - VARIANCE) * gradient * gradient;
            *value -= rate * *momentum / ((*variance * correction).sqrt() + EPSILON);
        });
    }
}

/// Some of the films: their rows of both layers.
struct Block {
    from: usize,
    encoder: Parameters<Ix2>,
    decoder: Parameters<Ix2>,
    bias: Parameters<Ix1>,
    /// A row per member of the batch: odds, then the gradient by logits.
    odds: Array2<f32>,
    /// A row per member: the gradient by hidden units, as far as these films make it.
    back: Array2<f32>,
}

struct Network {
    films: usize,
    blocks: Vec<Block>,
    /// The hidden units' own biases.
    rest: Parameters<Ix1>,
    steps: i32,
}

impl Network {
    /// Small random layers; each film's bias says how many favourites it is.
    fn new(data: &Interactions, films: usize, hidden: usize) -> Self {
        let mut favourites = vec![0u32; films];
        for member in data.iter() {
            for (&film, &halves) in member.films.iter().zip(member.halves) {
                if halves >= POSITIVE
                    && let Some(count) = favourites.get_mut(usize::from(film))
                {
                    *count += 1;
                }
            }
        }
        let total = ln(favourites.iter().sum::<u32>() as f32 + 1.0);
        let bias: Vec<f32> = favourites.iter().map(|&count| ln(count as f32 + 1.0) - total).collect();
        let mut random = seeded(LAYERS_SEED);
        // Glorot and Bengio 2010, uniform.
        let reach = (6.0 / (films + hidden).max(1) as f32).sqrt();
        let mut layer =
            |rows: usize| Parameters::new(Array2::from_shape_simple_fn((rows, hidden), || reach * signed(&mut random)));
        let blocks = bias.chunks(BLOCK).zip(0..).map(|(own, block)| Block {
            from: block * BLOCK,
            encoder: layer(own.len()),
            decoder: layer(own.len()),
            bias: Parameters::new(Array1::from(own.to_vec())),
            // Room for a whole batch; the last one of an epoch fills its beginning.
            odds: Array2::zeros((BATCH, own.len())),
            back: Array2::zeros((BATCH, hidden)),
        });
        Self { films, blocks: blocks.collect(), rest: Parameters::new(Array1::zeros(hidden)), steps: 0 }
    }

    /// One step down the gradient of the examples' loss.
    fn learn(&mut self, examples: &[Example], rate: f32) {
        // A member with n hidden favourites counts √n: between all favourites alike and all members alike.
        let roots: Vec<f32> = examples.iter().map(|example| (example.hidden.len() as f32).sqrt()).collect();
        let total: f32 = roots.iter().sum();
        if total == 0.0 {
            return;
        }
        let units = self.units(examples);
        let sums: Vec<Vec<f32>> = self.blocks.par_iter_mut().map(|block| block.odds(examples, &units)).collect();
        let weights: Vec<LossWeight> = (0..examples.len())
            .map(|member| {
                let odds: f32 = sums.iter().map(|sums| sums[member]).sum();
                let each = if roots[member] > 0.0 { 1.0 / (roots[member] * total) } else { 0.0 };
                LossWeight { each, of_odds: roots[member] / (total * odds.max(f32::MIN_POSITIVE)) }
            })
            .collect();
        self.blocks.par_iter_mut().for_each(|block| block.gradient(examples, &units, &weights));
        let mut back = Array2::<f32>::zeros(units.raw_dim());
        for block in &self.blocks {
            back += &block.back.slice_axis(Axis(0), (..examples.len()).into());
        }
        Zip::from(&mut back).and(&units).for_each(|slope, unit| *slope *= 1.0 - unit * unit);
        self.rest.gradient.fill(0.0);
        for row in back.rows() {
            self.rest.gradient += &row;
        }
        self.steps += 1;
        let correction = 1.0 / (1.0 - VARIANCE.powi(self.steps));
        let rates = (rate / (1.0 - MOMENTUM.powi(self.steps)), correction);
        self.rest.step(rates);
        self.blocks.par_iter_mut().for_each(|block| block.step(examples, &back, rates));
    }

    /// The hidden units, a row per member.
    fn units(&self, examples: &[Example]) -> Array2<f32> {
        let mut units = Array2::zeros((examples.len(), self.rest.values.len()));
        rows_mut(&mut units).zip(examples).for_each(|(units, example)| {
            units.iter_mut().zip(&self.rest.values).for_each(|(unit, rest)| *unit = *rest);
            for &(film, level) in &example.shown {
                let row = row(&self.blocks[film / BLOCK].encoder.values, film % BLOCK);
                units.iter_mut().zip(row).for_each(|(sum, x)| *sum += level * x);
            }
            units.iter_mut().for_each(|unit| *unit = tanh(*unit));
        });
        units
    }

    fn layers(self) -> Layers {
        let mut layers = Layers { rest: self.rest.values.to_vec(), ..Layers::default() };
        for block in self.blocks {
            layers.encoder.extend(block.encoder.values);
            layers.decoder.extend(block.decoder.values);
            layers.bias.extend(block.bias.values);
        }
        layers
    }
}

/// What a member's loss weighs.
struct LossWeight {
    /// For each hidden favourite.
    each: f32,
    /// For each unit of odds: n · weight / sum of the odds.
    of_odds: f32,
}

impl Block {
    /// This block's part of an ascending list of films.
    fn own<'a, T>(&self, films: &'a [T], film: impl Fn(&T) -> usize) -> &'a [T] {
        let start = films.partition_point(|x| film(x) < self.from);
        let end = start + films[start..].partition_point(|x| film(x) < self.from + self.bias.values.len());
        &films[start..end]
    }

    /// Each member's odds of these films, 0 for those shown; returns the sums.
    fn odds(&mut self, examples: &[Example], units: &Array2<f32>) -> Vec<f32> {
        let mut odds = std::mem::take(&mut self.odds);
        let mut filled = odds.slice_axis_mut(Axis(0), (..examples.len()).into());
        multiply(&mut filled, units, &self.decoder.values.t(), Par::Seq);
        let mut sums = Vec::with_capacity(examples.len());
        for (example, mut row) in examples.iter().zip(filled.rows_mut()) {
            Zip::from(&mut row).and(&self.bias.values).for_each(|x, bias| *x = exp((*x + bias).min(MOST)));
            self.own(&example.shown, |&(film, _)| film).iter().for_each(|&(film, _)| row[film - self.from] = 0.0);
            sums.push(sum(row.as_slice().unwrap_or_default()));
        }
        self.odds = odds;
        sums
    }

    /// The gradients of the decoder and the bias, and what goes back to the hidden units.
    fn gradient(&mut self, examples: &[Example], units: &Array2<f32>, weights: &[LossWeight]) {
        let mut odds = std::mem::take(&mut self.odds);
        let mut slopes = odds.slice_axis_mut(Axis(0), (..examples.len()).into());
        self.bias.gradient.fill(0.0);
        for ((example, weight), mut row) in examples.iter().zip(weights).zip(slopes.rows_mut()) {
            row *= weight.of_odds;
            self.own(&example.hidden, |&film| film).iter().for_each(|&film| row[film - self.from] -= weight.each);
            self.bias.gradient += &row;
        }
        multiply(&mut self.decoder.gradient, &slopes.t(), units, Par::Seq);
        let mut back = self.back.slice_axis_mut(Axis(0), (..examples.len()).into());
        multiply(&mut back, &slopes, &self.decoder.values, Par::Seq);
        self.odds = odds;
    }

    fn step(&mut self, examples: &[Example], back: &Array2<f32>, rates: (f32, f32)) {
        let mut gradient = std::mem::take(&mut self.encoder.gradient);
        gradient.fill(0.0);
        for (example, back) in examples.iter().zip(back.rows()) {
            for &(film, level) in self.own(&example.shown, |&(film, _)| film) {
                gradient.row_mut(film - self.from).scaled_add(level, &back);
            }
        }
        self.encoder.gradient = gradient;
        self.encoder.step(rates);
        self.decoder.step(rates);
        self.bias.step(rates);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use halfstar_core::film::{FilmId, Stars};
    use halfstar_core::signals::{Autoencoder, Signal};
    use halfstar_core::taste::{Statement, Taste};

    const FILMS: u16 = 40;

    /// Two tribes, each with its own films, and a film that both love.
    fn tribes() -> Interactions {
        let mut data = Interactions::default();
        for member in 0..400u64 {
            let own = |film: &u16| u64::from(*film) % 2 == member % 2 || *film == 0;
            let drawn = |film: &u16| (u64::from(*film) * 7 + member * 13) % 5 < 3;
            data.push(member, &(0..FILMS).filter(own).filter(drawn).map(|film| (film, 9)).collect::<Vec<_>>());
        }
        data
    }

    fn trained() -> Layers {
        let options = AutoencoderOptions { films: 32, hidden: 4, epochs: 120, rate: 0.02, shown: (0.2, 0.9) };
        fit(&tribes(), usize::from(FILMS), &Tuning::default(), &options)
    }

    #[test]
    fn two_groups_are_separated() {
        let autoencoder = Autoencoder::new(&trained());
        assert_eq!((autoencoder.films(), autoencoder.hidden()), (32, 4));
        let seen = [3, 5].map(|film| {
            (FilmId(film), Statement { rating: Stars::from_halves(9), seen: true, ..Statement::default() })
        });
        let mut scores = vec![0.0; usize::from(FILMS)];
        autoencoder.score(&Taste::new(&seen.into(), &Tuning::default()).known(), &mut scores);
        let (own, other) = (scores[7..31].iter().step_by(2), scores[8..31].iter().step_by(2));
        let (worst, best) = (own.fold(f32::MAX, |a, &b| a.min(b)), other.fold(f32::MIN, |a, &b| a.max(b)));
        assert!(worst > best + 1.0, "own {worst}, other {best}: {scores:?}");
        assert!(scores[32..].iter().all(|&score| score == 0.0), "films beyond the known ones get no score");
    }

    /// However many threads work on it.
    #[test]
    fn the_same_input_gives_the_same_numbers() {
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(trained);
        assert_eq!(alone, rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap().install(trained));
    }

    /// The gradient by one number of each layer, against a difference quotient of the loss.
    #[test]
    fn gradients_are_those_of_the_loss() {
        let data = tribes();
        let levels = data.member(0).levels(&Tuning::default());
        let examples: Vec<Example> =
            (0..8).map(|member| Example::new(&data, &levels, member, 32, (0.3, 0.7), member as u64)).collect();
        let loss = |network: &mut Network| -> f64 {
            let units = network.units(&examples);
            let sums: Vec<Vec<f32>> = network.blocks.iter_mut().map(|block| block.odds(&examples, &units)).collect();
            let roots: Vec<f64> = examples.iter().map(|example| (example.hidden.len() as f64).sqrt()).collect();
            let each = |(member, example): (usize, &Example)| {
                let block = &network.blocks[0];
                let row = block.odds.row(member);
                let nll = |&film: &usize| f64::from(ln(sums[0][member])) - f64::from(ln(row[film]));
                example.hidden.iter().map(nll).sum::<f64>() / roots[member].max(1e-9)
            };
            examples.iter().enumerate().map(each).sum::<f64>() / roots.iter().sum::<f64>()
        };
        let mut network = Network::new(&data, 32, 4);
        let gradient = {
            let mut copy = Network::new(&data, 32, 4);
            copy.learn(&examples, 0.0);
            let block = &copy.blocks[0];
            [
                block.encoder.gradient[(2, 1)],
                block.decoder.gradient[(2, 1)],
                block.bias.gradient[3],
                copy.rest.gradient[1],
            ]
        };
        for (layer, expected) in gradient.into_iter().enumerate() {
            let mut nudged = |by: f32| {
                let nudge = |network: &mut Network, by: f32| match layer {
                    0 => network.blocks[0].encoder.values[(2, 1)] += by,
                    1 => network.blocks[0].decoder.values[(2, 1)] += by,
                    2 => network.blocks[0].bias.values[3] += by,
                    _ => network.rest.values[1] += by,
                };
                nudge(&mut network, by);
                let found = loss(&mut network);
                nudge(&mut network, -by);
                found
            };
            let quotient = (nudged(0.02) - nudged(-0.02)) / 0.04;
            assert!(
                (quotient - f64::from(expected)).abs() < 2e-4 + 0.02 * quotient.abs(),
                "{layer}: {quotient}, {expected}"
            );
        }
    }
}
