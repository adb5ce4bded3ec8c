//! What stands between `<!-- name -->` and `<!-- /name -->`, each alone on its line, and nothing around it.

use std::ops::Range;

use anyhow::{Result, bail};

/// `text` of `file` with `new` between the markers called `name`, in place of what stood there.
pub(crate) fn rewrite(file: &str, text: &str, name: &str, new: &str) -> Result<String> {
    let Range { start, end } = find(file, text, name)?;
    Ok(format!("{}{}\n{}", &text[..start], new.trim_end(), &text[end..]))
}

/// Where what stands between the markers begins and ends, in bytes.
pub(crate) fn find(file: &str, text: &str, name: &str) -> Result<Range<usize>> {
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let begin = only(file, text, &open)?;
    let end = only(file, text, &close)?;
    let (begin, end) = match (begin, end) {
        (Some(begin), Some(end)) => (begin, end),
        (Some(begin), None) => {
            bail!("{file} opens `{open}` on line {} and never closes it: put `{close}` below", begin.number)
        }
        (None, Some(end)) => {
            bail!("{file} closes `{close}` on line {} and never opens it: put `{open}` above", end.number)
        }
        (None, None) => {
            bail!("{file} has no marker `{open}`: put it and `{close}` on lines of their own where `{name}` belongs")
        }
    };
    if end.number < begin.number {
        bail!("{file} closes `{close}` on line {}, before it opens on line {}: swap them", end.number, begin.number);
    }
    let inside = begin.end..end.start;
    let is_marker = |line: &str| line.starts_with("<!-- ") && line.ends_with(" -->");
    if let Some(other) = text[inside.clone()].lines().map(str::trim).find(|line| is_marker(line)) {
        bail!("{file} has `{other}` between `{open}` and `{close}`, where it would be lost: move it out");
    }
    Ok(inside)
}

/// The names of all opening markers, in their order.
#[cfg(test)]
pub(crate) fn names(text: &str) -> Vec<&str> {
    let names = text.lines().filter_map(|line| line.trim().strip_prefix("<!-- ")?.strip_suffix(" -->"));
    names.filter(|name| !name.starts_with('/')).collect()
}

/// A line, counted from 1, with where it begins and where the next one does.
struct Line {
    number: usize,
    start: usize,
    end: usize,
}

/// The line that is `marker`, if there is one. Two are too many.
fn only(file: &str, text: &str, marker: &str) -> Result<Option<Line>> {
    let mut start = 0;
    let mut found: Option<Line> = None;
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        let end = start + line.len();
        if line.trim() == marker {
            if let Some(first) = &found {
                bail!("{file} has `{marker}` on line {} and again on line {number}: keep one of them", first.number);
            }
            found = Some(Line { number, start, end });
        }
        start = end;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Title\n\n<!-- size -->\n| old |\n| 1 |\n<!-- /size -->\nNot `<!-- size -->` in a line.\n<!-- more -->\n<!-- /more -->\n";

    #[test]
    fn only_what_stands_between_changes() {
        let new = rewrite("a.md", TEXT, "size", "| new |\n\n").expect("markers");
        assert_eq!(new, TEXT.replace("| old |\n| 1 |\n", "| new |\n"));
        assert_eq!(rewrite("a.md", &new, "size", "| new |").expect("markers"), new, "twice is once");
        let more = rewrite("a.md", TEXT, "more", "text").expect("markers");
        assert_eq!(more, TEXT.replace("<!-- /more", "text\n<!-- /more"));
        assert_eq!(names(TEXT), ["size", "more"]);
    }

    #[test]
    fn markers_that_will_not_do_are_named() {
        let check = |text: &str, expected: &str| {
            let error = rewrite("a.md", text, "size", "new").expect_err(expected).to_string();
            assert_eq!(error, expected);
        };
        check(
            "text\n",
            "a.md has no marker `<!-- size -->`: put it and `<!-- /size -->` on lines of their own where `size` belongs",
        );
        check(
            "\n<!-- size -->\ntext\n",
            "a.md opens `<!-- size -->` on line 2 and never closes it: put `<!-- /size -->` below",
        );
        check("<!-- /size -->", "a.md closes `<!-- /size -->` on line 1 and never opens it: put `<!-- size -->` above");
        check(
            "<!-- /size -->\n<!-- size -->\n",
            "a.md closes `<!-- /size -->` on line 1, before it opens on line 2: swap them",
        );
        check(
            "<!-- size -->\n<!-- /size -->\n<!-- size -->\n<!-- /size -->\n",
            "a.md has `<!-- size -->` on line 1 and again on line 3: keep one of them",
        );
        check(
            "<!-- size -->\n<!-- /size -->\n<!-- /size -->\n",
            "a.md has `<!-- /size -->` on line 2 and again on line 3: keep one of them",
        );
        check(
            "<!-- size -->\n<!-- dial -->\n<!-- /size -->\n",
            "a.md has `<!-- dial -->` between `<!-- size -->` and `<!-- /size -->`, where it would be lost: move it out",
        );
    }
}
