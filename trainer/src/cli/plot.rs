//! The pictures that `halfstar evaluate` draws.

use anyhow::{Result, anyhow};
use halfstar_trainer::atomic;
use halfstar_trainer::evaluate::studies::popularity::DialPosition;
use halfstar_trainer::evaluate::studies::sizes::{STEPS, Size};
use plotters::coord::Shift;
use plotters::prelude::*;
use std::fmt::Display;
use std::path::Path;

const SIZE: (u32, u32) = (900, 520);
const INK: RGBColor = RGBColor(0x2c, 0x34, 0x40);
const FAINT: RGBColor = RGBColor(0xd8, 0xde, 0xe6);
/// Distinct for the colour-blind too (Okabe and Ito 2008).
const COLOURS: [RGBColor; 5] = [
    RGBColor(0x2c, 0x34, 0x40),
    RGBColor(0x00, 0x72, 0xb2),
    RGBColor(0xe6, 0x9f, 0x00),
    RGBColor(0x00, 0x9e, 0x73),
    RGBColor(0xd5, 0x5e, 0x00),
];

/// NDCG@100 against bytes, a line for each step of compression.
pub(super) fn sizes(sizes: &[Size], path: &Path) -> Result<()> {
    let mut svg = String::new();
    let root = canvas(&mut svg)?;
    let (low, high) = range(sizes.iter().map(|size| size.ndcg_100));
    let bytes = sizes.iter().map(|size| size.bytes as f64);
    let (least, most) = (bytes.clone().fold(f64::MAX, f64::min) / 1.5, bytes.fold(0.0, f64::max) * 1.8);
    let mut chart = ChartBuilder::on(&root)
        .margin(18)
        .caption("Accuracy against bytes: neighbours alone, held-out members", style(20))
        .x_label_area_size(46)
        .y_label_area_size(64)
        .build_cartesian_2d((least..most).log_scale(), low..high)
        .map_err(not_drawn)?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(FAINT)
        .axis_style(INK)
        .label_style(style(14))
        .x_desc("bytes")
        .y_desc("NDCG@100")
        .x_label_formatter(&|bytes| human(*bytes))
        .y_label_formatter(&|value| format!("{value:.3}"))
        .draw()
        .map_err(not_drawn)?;
    for (step, colour) in STEPS.into_iter().zip(COLOURS) {
        let points: Vec<(f64, f64)> =
            sizes.iter().filter(|size| size.step == step).map(|size| (size.bytes as f64, size.ndcg_100)).collect();
        chart
            .draw_series(LineSeries::new(points.clone(), colour.stroke_width(2)))
            .map_err(not_drawn)?
            .label(step)
            .legend(move |(x, y)| Circle::new((x + 8, y), 5, colour.filled()));
        chart.draw_series(points.into_iter().map(|point| Circle::new(point, 5, colour.filled()))).map_err(not_drawn)?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::LowerRight)
        .background_style(WHITE)
        .border_style(FAINT)
        .label_font(style(14))
        .draw()
        .map_err(not_drawn)?;
    root.present().map_err(not_drawn)?;
    drop((chart, root));
    atomic::write(path, svg.as_bytes())
}

/// NDCG@100 against novelty, one point for each position of the dial.
pub(super) fn dial(positions: &[DialPosition], path: &Path) -> Result<()> {
    let mut svg = String::new();
    let root = canvas(&mut svg)?;
    let (low, high) = range(positions.iter().map(|position| position.ndcg_100));
    let (few, many) = range(positions.iter().map(|position| position.novelty));
    let mut chart = ChartBuilder::on(&root)
        .margin(18)
        .caption("The dial of popularity: accuracy against novelty of the first ten", style(20))
        .x_label_area_size(46)
        .y_label_area_size(64)
        .build_cartesian_2d(few..many, low..high)
        .map_err(not_drawn)?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(FAINT)
        .axis_style(INK)
        .label_style(style(14))
        .x_desc("novelty in bits: crowd-pleasers on the left, hidden gems on the right")
        .y_desc("NDCG@100")
        .x_label_formatter(&|bits| format!("{bits:.1}"))
        .y_label_formatter(&|value| format!("{value:.2}"))
        .draw()
        .map_err(not_drawn)?;
    let points =
        || positions.iter().filter_map(|position| Some((position.popularity?, (position.novelty, position.ndcg_100))));
    chart
        .draw_series(LineSeries::new(points().map(|(_, point)| point), COLOURS[1].stroke_width(2)))
        .map_err(not_drawn)?;
    for (weight, point) in points() {
        let text = if weight == 0.0 { "0".to_owned() } else { format!("{weight:+.1}") };
        let mark = EmptyElement::at(point)
            + Circle::new((0, 0), 4, COLOURS[1].filled())
            + Text::new(text, (-10, -20), style(13));
        chart.draw_series([mark]).map_err(not_drawn)?;
    }
    for learned in positions.iter().filter(|position| position.popularity.is_none()) {
        let mark = EmptyElement::at((learned.novelty, learned.ndcg_100))
            + Circle::new((0, 0), 6, COLOURS[4].filled())
            + Text::new("learned", (-18, 12), style(14));
        chart.draw_series([mark]).map_err(not_drawn)?;
    }
    root.present().map_err(not_drawn)?;
    drop((chart, root));
    atomic::write(path, svg.as_bytes())
}

/// A line of points with a name.
pub(super) struct Curve {
    pub(super) name: String,
    pub(super) points: Vec<(f64, f64)>,
}

/// Curves over the same two axes.
pub(super) fn curves(caption: &str, [across, up]: [&str; 2], curves: &[Curve], path: &Path) -> Result<()> {
    let mut svg = String::new();
    let root = canvas(&mut svg)?;
    let points = || curves.iter().flat_map(|curve| curve.points.iter().copied());
    let (first, last) = range(points().map(|(x, _)| x).collect::<Vec<_>>().into_iter());
    let (low, high) = range(points().map(|(_, y)| y).collect::<Vec<_>>().into_iter());
    let mut chart = ChartBuilder::on(&root)
        .margin(18)
        .caption(caption, style(20))
        .x_label_area_size(46)
        .y_label_area_size(64)
        .build_cartesian_2d(first..last, low..high)
        .map_err(not_drawn)?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(FAINT)
        .axis_style(INK)
        .label_style(style(14))
        .x_desc(across)
        .y_desc(up)
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| if high > 2.0 { format!("{y:.0}") } else { format!("{y:.2}") })
        .draw()
        .map_err(not_drawn)?;
    for (Curve { name, points }, colour) in curves.iter().zip(COLOURS.into_iter().cycle()) {
        chart
            .draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2)))
            .map_err(not_drawn)?
            .label(name)
            .legend(move |(x, y)| Circle::new((x + 8, y), 5, colour.filled()));
        let marks = points.iter().map(|point| Circle::new(*point, 3, colour.filled()));
        chart.draw_series(marks).map_err(not_drawn)?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::LowerRight)
        .background_style(WHITE)
        .border_style(FAINT)
        .label_font(style(14))
        .draw()
        .map_err(not_drawn)?;
    root.present().map_err(not_drawn)?;
    drop((chart, root));
    atomic::write(path, svg.as_bytes())
}

fn canvas(svg: &mut String) -> Result<DrawingArea<SVGBackend<'_>, Shift>> {
    let root = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    root.fill(&WHITE).map_err(not_drawn)?;
    Ok(root)
}

fn style(size: u32) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&INK)
}

/// From the smallest to the largest value, with a small margin.
fn range(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let (low, high) = (values.clone().fold(f64::MAX, f64::min), values.fold(f64::MIN, f64::max));
    let margin = (high - low).max(1e-6) * 0.08;
    (low - margin, high + margin)
}

fn human(bytes: f64) -> String {
    match bytes {
        0.0..1e6 => format!("{:.0} KB", bytes / 1e3),
        1e6..1e9 => format!("{:.0} MB", bytes / 1e6),
        _ => format!("{:.0} GB", bytes / 1e9),
    }
}

fn not_drawn(error: impl Display) -> anyhow::Error {
    anyhow!("the picture cannot be drawn: {error}")
}
