import type { Shape } from './choices.ts';

/** How names of formats begin; the longer beginning first. */
const PLATFORMS = [
  ['youtube-', 'YouTube'],
  ['meta-', 'Meta'],
  ['google-responsive-', 'Google responsive'],
  ['google-logo-', 'Google logos'],
  ['google-', 'Google Display'],
  ['linkedin-', 'LinkedIn'],
  ['x-', 'X'],
  ['tiktok-', 'TikTok'],
  ['pinterest-', 'Pinterest'],
  ['custom-', 'Your sizes'],
] as const;
const GENERAL = ['', 'Everywhere'] as const;

export interface Platform {
  readonly title: string;
  readonly shapes: readonly Shape[];
}

/** The formats by where they go, those that go everywhere first. */
export function byPlatform(shapes: readonly Shape[]): Platform[] {
  return [GENERAL, ...PLATFORMS]
    .map(([, title]) => ({ title, shapes: shapes.filter(({ name }) => platformOf(name)[1] === title) }))
    .filter((platform) => platform.shapes.length > 0);
}

/** `meta-story` is a Story, among those of Meta. */
export function titleOf({ name, width, height }: Shape): string {
  const rest = name.slice(platformOf(name)[0].length);
  if (/^\d+x\d+$/.test(rest)) return sizeOf({ width, height });
  const words = rest.split('-').map((word) => (/^(hd|4k)$/.test(word) ? word.toUpperCase() : word));
  const title = words.join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** Among those of all platforms; one whose name is its size goes by its platform. */
export function fullTitleOf(shape: Shape): string {
  const [beginning, platform] = platformOf(shape.name);
  const title = titleOf(shape);
  if (beginning === '' || beginning === 'custom-') return title;
  return title === sizeOf(shape) ? platform : `${platform} ${title.toLowerCase()}`;
}

export function sizeOf({ width, height }: Pick<Shape, 'width' | 'height'>): string {
  return `${width} × ${height}`;
}

function platformOf(name: string): readonly [string, string] {
  return PLATFORMS.find(([beginning]) => name.startsWith(beginning)) ?? GENERAL;
}
