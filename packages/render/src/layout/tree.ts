import type { Node, Sheet } from '../engine/takumi.ts';
import type { TextSlot } from '../templates/manifest.ts';
import { safeInsets, traitsOf } from '../templates/traits.ts';
import { partOf } from '../text/brand-fonts.ts';
import { isJoined } from '../text/joined-scripts.ts';
import { isOutlined, type LineStyle, outlined } from '../text/line.ts';
import { setLines } from '../text/price-line.ts';
import { withOldPrice } from '../text/price-words.ts';
import type { Word } from '../text/segment.ts';
import { conditionsOf } from './conditions.ts';
import { emphasisColourOf } from './emphasis-colour.ts';
import { CLEAR_SPACE, plateFor } from './logo.ts';
import type { Branch } from './measured-boxes.ts';
import { plateHeightFor, type Reaches } from './reach.ts';
import type { FittedSlot, LogoImage, Setting } from './setting.ts';
import { starsNode, withStars } from './stars.ts';
import { frameFor, frameOf, measuringSizeOf, unitOf } from './text-boxes.ts';

export function sheetOf({ template, format, copy, theme }: Setting, root: Node): Sheet {
  const { width, height } = format;
  const { rating } = template.slots;
  const foreign = template.foreign ? template.name : undefined;
  return {
    root,
    css: template.css[format.aspect],
    width,
    height,
    families: copy.fonts.families,
    images:
      rating && copy.offer.stars !== undefined
        ? withStars(copy.emoji, copy.offer.stars, rating, theme, copy.direction)
        : copy.emoji,
    foreign,
  };
}

type Attributes = Record<string, string>;

/** The words of a slot as its template sets them. */
export function wordsIn({ copy, template }: Setting, slot: TextSlot): readonly Word[] {
  const own = copy.slots.get(slot) ?? [];
  const old = slot === 'price' && !template.slots['old-price'] ? copy.slots.get('old-price') : undefined;
  const words = old ? withOldPrice(own, old) : own;
  if (template.slots[slot]?.case !== 'upper') return words;
  return words.map((word) => ({ ...word, text: copy.capitals(slot, word.text) }));
}

/**
 * Measured after the words of every slot: the first two differ by a space, the third is a hyphen. The first has a line
 * height of 1, so that what it is higher is the line's padding.
 */
export const PROBES = ['x\u00a0x', 'xx', '-'] as const;

/** The tree with each word of each slot on a separate line, to be measured. */
export function measuringTree(setting: Setting, wordsOf: (slot: TextSlot) => readonly Word[], reaches: Reaches): Node {
  return build(setting, (slot) => {
    const style = lineStyleOf(setting, slot, reaches);
    const size = measuringSizeOf(slot, setting);
    const probes = PROBES.map((text) => ({ text, marked: false }));
    return [...wordsOf(slot), ...probes].flatMap((word) =>
      setLines([{ words: [word], size }], word === probes[0] ? { ...style, lineHeight: 1 } : style).map(
        (line) => ({ ...line, style: { ...line.style, alignSelf: 'flex-start' } }) as Node,
      ),
    );
  });
}

/** The tree as it is drawn. */
export function finishedTree(setting: Setting, fitted: ReadonlyMap<TextSlot, FittedSlot>, reaches: Reaches): Node {
  return build(setting, (slot) => {
    const { lines = [], lineHeight } = fitted.get(slot) ?? {};
    const unit = unitOf(frameFor(slot, setting));
    const nodes = setLines(lines, { ...lineStyleOf(setting, slot, reaches), lineHeight });
    const outline = setting.template.slots[slot]?.outline;
    return outline ? outlined(nodes, outline.width * unit, `var(--${outline.colour})`) : nodes;
  });
}

function lineStyleOf({ copy, template }: Setting, slot: TextSlot, reaches: Reaches): LineStyle {
  const spec = template.slots[slot];
  const words = copy.slots.get(slot) ?? [];
  return {
    emoji: copy.emoji,
    direction: copy.direction,
    base: copy.bases.get(slot === 'number' ? 'headline' : slot),
    joined: isJoined(words.map(({ text }) => text).join('')),
    currency: spec?.currency,
    decimals: spec?.decimals,
    ink: `var(--${spec?.ink ?? 'ink'})`,
    gradient: spec?.gradient && [`var(--${spec.ink})`, `var(--${spec.gradient})`],
    plate: spec?.plate && {
      colour: `var(--${spec.plate})`,
      ink: `var(--${emphasisColourOf(template.slots, slot)})`,
      height: plateHeightFor(reaches.get(slot)),
    },
  };
}

export function build(setting: Setting, linesOf: (slot: TextSlot) => Node[]): Node {
  const { template, theme } = setting;
  const given = conditionsOf(setting);
  const buildNode = (node: Node): Node[] => {
    const { attributes = {} } = node;
    if (!isShown(node, attributes, given)) return [];
    const slot = attributes['data-slot'] as TextSlot | 'logo' | 'qr' | 'stars' | undefined;
    if (slot === 'logo' || slot === 'qr') {
      const image = setting[slot];
      return image ? [roomNode(node, image)] : [];
    }
    if (slot === 'stars') return [starsNode(node)];
    if (slot !== undefined) {
      const ink = template.slots[slot]?.ink ?? 'ink';
      const colours = { color: `var(--${ink})`, '--emphasis': `var(--${emphasisColourOf(template.slots, slot)})` };
      return [textNode(node, { ...colours, ...faceOf(setting, slot) }, linesOf(slot))];
    }
    const { children } = node as Branch;
    return [children ? ({ ...node, children: children.flatMap(buildNode) } as Node) : node];
  };
  const [root] = buildNode(template.root);
  const classes = ['root', setting.format.aspect, theme.scheme, ...[...given].map((name) => `has-${name}`)];
  classes.push(...traitsOf(setting.format, setting.flip));
  if (setting.flip) classes.push('flip');
  if (setting.copy.direction === 'rtl') classes.push('rtl');
  if (plateFor(setting.logo, theme) !== undefined) classes.push('plated');
  return { ...(root as Node), className: classes.join(' '), style: rootStyle(setting) };
}

/** The brand font of the slot; glyphs that it lacks fall back to the template's fonts. */
function faceOf({ copy: { brand } }: Setting, slot: TextSlot): { fontFamily?: string } {
  const family = brand[partOf(slot)];
  return family === undefined ? {} : { fontFamily: `${family}, Inter` };
}

/**
 * Drops whitespace, links, and nodes without content; `data-if` names what must be given, `!` what must not; of what
 * `data-any` names something must be.
 */
function isShown(node: Node, attributes: Attributes, given: ReadonlySet<string>): boolean {
  if (node.tagName === 'link') return false;
  if (node.type === 'text' && node.tagName === undefined && node.text.trim() === '') return false;
  const slot = attributes['data-slot'];
  if (slot !== undefined && !given.has(slot)) return false;
  const imageSlot = attributes['data-image'];
  if (imageSlot !== undefined && !given.has(imageSlot)) return false;
  const anyOf = attributes['data-any']?.split(' ');
  if (anyOf && !anyOf.some((name) => given.has(name))) return false;
  const conditions = attributes['data-if']?.split(' ') ?? [];
  return conditions.every((name) => (name.startsWith('!') ? !given.has(name.slice(1)) : given.has(name)));
}

function textNode(node: Node, set: { color: string; '--emphasis': string; fontFamily?: string }, lines: Node[]): Node {
  const { className, tagName, attributes, preset, style } = node;
  const kept = Object.fromEntries(Object.entries({ className, tagName, attributes, preset }).filter(([, v]) => v));
  return {
    ...kept,
    type: 'container',
    style: {
      ...style,
      ...(isOutlined(lines) ? { display: 'grid' } : { display: 'flex', flexDirection: 'column' }),
      ...set,
    } as NonNullable<Node['style']>,
    children: lines,
  };
}

/** Only the room for an image: it is laid where it stands once what is behind it is there to be measured. */
function roomNode(node: Node, { width, height }: Pick<LogoImage, 'width' | 'height'>): Node {
  const { className, attributes } = node;
  const kept = Object.fromEntries(Object.entries({ className, attributes }).filter(([, v]) => v));
  const style = { display: 'block', width, height, flexShrink: 0, boxSizing: 'content-box' } as const;
  return { ...kept, type: 'container', style, children: [] };
}

/** The variables that a template's CSS may use: colours, clear versions of them for gradients, insets, and the unit. */
function rootStyle(setting: Setting): Record<string, string> {
  const { theme, format, template } = setting;
  const { scheme: _scheme, brand: _brand, ...colours } = theme;
  const named = Object.entries(colours).flatMap(([name, hex]) => {
    const variable = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return [
      [variable, hex],
      [`${variable}-clear`, `${hex}00`],
      [`${variable}-half`, `${hex}99`],
    ];
  });
  const frame = frameOf(setting);
  const { bottom, ...others } = safeInsets(format);
  const { foot } = setting;
  // What the template lays out ends above a foot on its ground; above one below it nothing is reserved.
  const safe = {
    ...others,
    bottom: foot?.kind === 'below' ? 0 : bottom + (foot?.kind === 'on-ground' ? foot.height : 0),
  };
  const insets = Object.entries(safe).map(([edge, pixels]) => [`--safe-${edge}`, `${pixels}px`]);
  return {
    ...Object.fromEntries([...named, ...insets]),
    '--plate': plateFor(setting.logo, theme) ?? theme.ground,
    '--logo-clear': `${Math.ceil((setting.logo?.height ?? 0) * CLEAR_SPACE)}px`,
    '--emphasis': `var(--${emphasisColourOf(template.slots, 'headline')})`,
    '--u': `${unitOf(frame)}px`,
    '--foot-u': `${unitOf(format)}px`,
    '--foot-safe': `${foot?.kind === 'below' ? bottom : 0}px`,
    ...(foot?.margin === undefined ? {} : { '--foot-margin': `${foot.margin}px` }),
    direction: setting.copy.direction,
    position: 'relative',
    width: `${frame.width}px`,
    height: `${frame.height}px`,
  };
}
