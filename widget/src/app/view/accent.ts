/** A workspace's accent, made legible: AA contrast for every use, in light and in dark, whatever colour was chosen. */
type Rgb = [number, number, number];

const TEXT_CONTRAST = 4.5;
const DEFAULT_ACCENT = "#0f766e";
const LIGHT_GROUND: Rgb = [255, 255, 255];
const DARK_GROUND: Rgb = [21, 24, 30];
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

export function accentProperties(accent: string): Record<string, string> {
  const chosen = parse(accent) ?? (parse(DEFAULT_ACCENT) as Rgb);
  return {
    "--brand": css(chosen),
    "--on-brand": contrast(chosen, WHITE) >= TEXT_CONTRAST ? "#ffffff" : "#000000",
    "--accent-on-light": css(towards(chosen, BLACK, LIGHT_GROUND)),
    "--accent-on-dark": css(towards(chosen, WHITE, DARK_GROUND)),
  };
}

export function contrast(one: Rgb, other: Rgb): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

export function parse(hex: string): Rgb | null {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return null;
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
}

/** The nearest mixture of a colour with black or white that can be read on the ground. A little above AA, for tinted grounds. */
function towards(colour: Rgb, end: Rgb, ground: Rgb): Rgb {
  let mixed = colour;
  for (let share = 0; share <= 1; share += 0.04) {
    mixed = colour.map((part, at) => Math.round(part + ((end[at] as number) - part) * share)) as Rgb;
    if (contrast(mixed, ground) >= TEXT_CONTRAST + 0.7) break;
  }
  return mixed;
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function css(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
