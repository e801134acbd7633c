import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ASPECT_CLASSES, type AspectClass } from '@proofsheet/domain';
import type { z } from 'zod';
import { type Node, parseHtml } from '../engine/takumi.ts';
import { OWN_TEMPLATES } from './folders.ts';
import { footSchema, type Template, type TextSlot, type TextSlotSpec } from './manifest.ts';

/** The foot of every ad: the parts of an offer that the template itself has no place for. */
interface Foot extends z.infer<typeof footSchema> {
  readonly root: Node;
  readonly css: string;
}

/** Its class in the tree, by which its height is found. */
export const FOOT_CLASS = 'offer-foot';
/** The badge in it, which may stand elsewhere instead. */
export const BADGE_CLASS = 'offer-badge';

let foot: Promise<Foot> | undefined;

/** Read once a process. */
export function readFoot(): Promise<Foot> {
  foot ??= (async () => {
    const read = (file: string) => readFile(path.join(OWN_TEMPLATES, 'foot', file), 'utf8');
    const manifest = footSchema.parse(JSON.parse(await read('template.json')));
    return { ...manifest, root: parseHtml(await read('template.html')), css: await read('template.css') };
  })();
  return foot;
}

/** What goes with a part of the offer: a template that has the part has no use for the foot's. */
const BELONGING: Readonly<Record<string, readonly string[]>> = {
  rating: ['reviews', 'stars'],
  coupon: ['coupon-label'],
};

/** The template with the foot below it, without what the template shows itself. */
export function addFoot(template: Template, { root, css, slots, qr }: Foot): Template {
  const own = Object.keys(template.slots);
  const kept = new Set(own.flatMap((slot) => [slot, ...(BELONGING[slot] ?? [])]));
  if (template.qr) kept.add('qr');
  const onShade = template.foot === 'shade';
  const added = Object.entries(slots)
    .filter(([slot]) => !kept.has(slot))
    .map(([slot, spec]) => [slot, onShade ? inkedForShade(spec) : spec]) as [TextSlot, TextSlotSpec][];
  const footCss = onShade
    ? css.replaceAll(/var\(--(ground|accent|ink)\)/g, (_, name) => `var(--${ON_SHADE[name]})`)
    : css;
  const [pruned] = prune(root, kept);
  if (!pruned) return template;
  const sheets = ASPECT_CLASSES.map((aspect) => [aspect, template.css[aspect] + footCss] as const);
  return {
    ...template,
    slots: { ...template.slots, ...Object.fromEntries(added) },
    qr: template.qr ?? qr,
    root: { ...template.root, children: [...childrenOf(template.root), pruned] } as Node,
    css: Object.fromEntries(sheets) as Record<AspectClass, string>,
    footSlots: new Set(added.map(([slot]) => slot)),
  };
}

/** The colours of a foot on the shade, by those of one on the ground. */
const ON_SHADE: Readonly<Record<string, string>> = {
  ground: 'shade',
  accent: 'accent-on-shade',
  ink: 'on-shade',
  mark: 'mark-on-shade',
  'on-accent': 'on-accent-on-shade',
};

function inkedForShade({ ink, mark, ...rest }: TextSlotSpec): TextSlotSpec {
  const turned = { ...rest, ink: ON_SHADE[ink] ?? ink, ...(mark ? { mark: ON_SHADE[mark] ?? mark } : {}) };
  return turned as TextSlotSpec;
}

/** The tree without the elements that show or ask for what is kept elsewhere. */
function prune(node: Node, kept: ReadonlySet<string>): Node[] {
  const { attributes = {} } = node;
  if (kept.has(attributes['data-slot'] ?? '') || kept.has(attributes['data-if'] ?? '')) return [];
  const asked = attributes['data-any']?.split(' ').filter((name) => !kept.has(name));
  if (asked?.length === 0) return [];
  const left = asked ? { ...attributes, 'data-any': asked.join(' ') } : attributes;
  const children = childrenOf(node).flatMap((child) => prune(child, kept));
  return [{ ...node, attributes: left, ...('children' in node ? { children } : {}) } as Node];
}

function childrenOf(node: Node): readonly Node[] {
  return 'children' in node ? (node.children ?? []) : [];
}
