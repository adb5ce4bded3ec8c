// Light or dark, where the member chose: before anything is painted. This script is written into the page's head, below the
// style, as guard.js is into its body (`cargo xtask finish`). What is chosen later, here or in another tab, is seen at once.
{
  const root = document.documentElement;
  const bars = [...document.querySelectorAll("meta[name=theme-color]")];
  const own = bars.map((bar) => bar.media);
  // The style has one rule for light systems; the rest is dark.
  const light = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).find((rule) => rule.media?.mediaText.includes("light"));
  const when = light?.media.mediaText;
  const show = () => {
    let theme;
    try {
      theme = localStorage.getItem("halfstar.theme");
    } catch {
      // What cannot be remembered is as the system has it.
    }
    const chosen = theme === "light" || theme === "dark";
    root.style.colorScheme = chosen ? theme : "";
    if (light) light.media.mediaText = chosen ? (theme === "light" ? "all" : "not all") : when;
    bars.forEach((bar, place) => (bar.media = chosen ? (own[place].includes(theme) ? "all" : "not all") : own[place]));
  };
  show();
  for (const event of ["storage", "halfstar-theme"]) addEventListener(event, show);
}
