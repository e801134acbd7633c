import { ASPECT_CLASSES } from '@proofsheet/domain';
import { CLIP_SHAPES } from '@proofsheet/raster';
import { Parser } from 'htmlparser2';
import { GRADES, GROUND_FIELDS, GROUNDS, SHADOW_KINDS } from '../effects.ts';
import { CLASS_SHEETS, SHARED } from '../folders.ts';
import { CONDITIONS, IMAGE_SLOTS, type Manifest, TEXT_SLOTS } from '../manifest.ts';
import { TRAITS } from '../traits.ts';
import type { IssueCode, IssueInFile } from './issue.ts';

/** The most that one template may ask of the engine. The built-in ones stay far below. */
const MOST_NODES = 150;
const MOST_DEPTH = 16;
/** In hundredths of the image's height: a larger blur only takes longer. */
const MOST_BLUR = 15;

const NUMBERS: ReadonlySet<string> = new Set([
  'data-aim-x',
  'data-aim-y',
  'data-zoom',
  'data-bleeds',
  'data-inset',
  'data-print',
  'data-rim',
  'data-tint',
  'data-blur',
]);

interface Vocabulary {
  readonly code: IssueCode;
  readonly words: ReadonlySet<string>;
}
const vocabulary = (code: IssueCode, ...words: string[]): Vocabulary => ({ code, words: new Set(words) });

const CONDITION_WORDS = vocabulary(
  'unknown_condition',
  ...TEXT_SLOTS,
  ...IMAGE_SLOTS,
  ...CONDITIONS,
  ...TRAITS,
  ...ASPECT_CLASSES,
);

/** The words that an attribute may hold. */
const VOCABULARY: Readonly<Record<string, Vocabulary>> = {
  'data-slot': vocabulary('unknown_slot', ...TEXT_SLOTS, 'logo', 'qr', 'stars'),
  'data-image': vocabulary('unknown_image', ...IMAGE_SLOTS),
  'data-hangs': vocabulary('unknown_image', ...IMAGE_SLOTS),
  'data-if': CONDITION_WORDS,
  'data-any': CONDITION_WORDS,
  'data-tint-with': vocabulary('unknown_attribute', 'shade', 'ground'),
  'data-ground': vocabulary('unknown_attribute', ...GROUNDS),
  'data-field': vocabulary('unknown_attribute', ...GROUND_FIELDS),
  'data-grade': vocabulary('unknown_attribute', ...GRADES),
  'data-draw': vocabulary('unknown_attribute', 'ring', 'arrow'),
  'data-stands': vocabulary('unknown_attribute', 'foot'),
  'data-scrolls': vocabulary('unknown_attribute', 'true'),
  'data-shape': vocabulary('unknown_attribute', ...CLIP_SHAPES),
  'data-shadow': vocabulary('unknown_attribute', ...SHADOW_KINDS),
};
const ADDRESSES: ReadonlySet<string> = new Set(['src', 'href', 'srcset', 'data', 'poster', 'xlink:href', 'action']);
const PLAIN: ReadonlySet<string> = new Set(['class', 'id', 'style', 'lang', 'dir']);
/** Elements that the engine does not draw, or that load something from elsewhere. */
const REFUSED: ReadonlySet<string> = new Set(
  'iframe object embed video audio canvas form input button textarea select template style base meta img image use'.split(
    ' ',
  ),
);
const OWN_SHEETS: ReadonlySet<string> = new Set(['template.css', ...CLASS_SHEETS]);
/** A link is for the browser alone: the engine reads what the manifest names. */
function isStyleSheet(href: string): boolean {
  const sheet = href.replace(new RegExp(`^\\.\\./\\.\\./${SHARED}/[a-z0-9-]+/`), '');
  return OWN_SHEETS.has(sheet) || ['../../preview.css', 'preview.css'].includes(href);
}

export interface HtmlReport {
  readonly issues: readonly IssueInFile[];
  readonly slots: ReadonlySet<string>;
  readonly images: ReadonlySet<string>;
  /** Declarations in `style` attributes, to be checked as CSS. */
  readonly styles: readonly Style[];
}

interface Style {
  readonly line: number;
  readonly css: string;
}

/** Checks `template.html`: the names that it uses, what it must not contain, and its size. */
export function lintHtml(html: string): HtmlReport {
  const usage = {
    issues: [] as IssueInFile[],
    slots: new Set<string>(),
    images: new Set<string>(),
    styles: [] as Style[],
  };
  let [nodes, depth, deepest, roots] = [0, 0, 0, 0];
  const parser: Parser = new Parser({
    onopentag(element, attributes) {
      if (depth === 0) roots++;
      nodes++;
      depth++;
      deepest = Math.max(deepest, depth);
      record(element, attributes, lineAt(html, parser.startIndex), usage);
    },
    onclosetag() {
      depth--;
    },
  });
  parser.end(html);
  const add = (code: IssueCode, message: string) => usage.issues.push({ code, message });
  if (roots !== 1) add('html_invalid', `There are ${roots} elements at the root. Put all into one.`);
  if (nodes > MOST_NODES) add('too_many_nodes', `${nodes} elements; at most ${MOST_NODES}. Leave some out.`);
  if (deepest > MOST_DEPTH) add('too_deep', `${deepest} elements within each other; at most ${MOST_DEPTH}.`);
  return usage;
}

interface Usage {
  readonly issues: IssueInFile[];
  readonly slots: Set<string>;
  readonly images: Set<string>;
  readonly styles: Style[];
}

function record(element: string, attributes: Record<string, string>, line: number, usage: Usage): void {
  const issues = [elementIssue(element, attributes)];
  for (const [name, value] of Object.entries(attributes)) {
    issues.push(attributeIssue(element, name, value));
    if (name === 'style') usage.styles.push({ line, css: value });
    if (name === 'data-slot') usage.slots.add(value);
    if (name === 'data-image') usage.images.add(value);
  }
  for (const issue of issues) if (issue) usage.issues.push({ line, code: issue[0], message: issue[1] });
}

/** What is wrong, if anything: a code and what to do. */
type Issue = readonly [code: IssueCode, message: string] | undefined;

function elementIssue(element: string, { href = '' }: Record<string, string>): Issue {
  if (element === 'script') return ['script', 'Nothing runs a script. Take it out.'];
  if (REFUSED.has(element))
    return ['unknown_element', `<${element}> is not drawn. Use <div> with CSS; pictures come by data-image.`];
  if (element === 'link' && !isStyleSheet(href))
    return [
      'remote_address',
      'Only template.css, the sheets of classes, such as wide.css, and those of shared folders are read. Move what you need into them.',
    ];
  return undefined;
}

function attributeIssue(element: string, name: string, value: string): Issue {
  if (/^on/i.test(name)) return ['event_attribute', `Nothing answers to ${name}. Take it out.`];
  if (/^\s*javascript:/i.test(value)) return ['script', `Nothing runs the script in ${name}. Take it out.`];
  if (element === 'link') return undefined;
  if (ADDRESSES.has(name)) {
    const address = value.slice(0, 60);
    return ['remote_address', `Nothing is loaded from ${name}="${address}". Pictures come by data-image.`];
  }
  if (NUMBERS.has(name)) return numberIssue(name, value);
  if (name === 'data-light') return pointIssue(name, value);
  const vocabulary = VOCABULARY[name];
  if (vocabulary) return wordsIssue(value, vocabulary);
  if (PLAIN.has(name) || isDrawingElement(element)) return undefined;
  return ['unknown_attribute', `The engine does not know ${name}. Check its spelling, or take it out.`];
}

function numberIssue(name: string, value: string): Issue {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return ['unknown_attribute', `${name} is a number, such as 50.`];
  if (name === 'data-blur' && number > MOST_BLUR)
    return ['blur_too_large', `data-blur is ${number}; at most ${MOST_BLUR}.`];
  return undefined;
}

function pointIssue(name: string, value: string): Issue {
  if (/^-?\d+ -?\d+$/.test(value.trim())) return undefined;
  return ['unknown_attribute', `${name} is a point in hundredths of its box, such as "70 40".`];
}

function wordsIssue(value: string, { code, words }: Vocabulary): Issue {
  const odd = value.split(/\s+/).filter((word) => word !== '' && !words.has(word.replace(/^!/, '')));
  if (odd.length === 0 && value.trim() !== '') return undefined;
  return [code, `There is no ${odd.join(' ') || 'word here'}. Known: ${[...words].join(', ')}.`];
}

/** Elements of an SVG drawing have many attributes more, none of which loads anything. */
function isDrawingElement(element: string): boolean {
  return /^(svg|g|path|rect|circle|ellipse|line|polyline|polygon|defs|lineargradient|radialgradient|stop)$/i.test(
    element,
  );
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** Slots that only one of HTML and manifest names are never shown. Names that neither knows are issues already. */
export function crossIssues(
  { slots, images }: Pick<HtmlReport, 'slots' | 'images'>,
  manifest: Manifest,
): IssueInFile[] {
  const issues: IssueInFile[] = [];
  for (const slot of TEXT_SLOTS) {
    if (slots.has(slot) && !manifest.slots[slot])
      issues.push({
        code: 'unknown_slot',
        message: `template.json does not describe the slot ${slot}. Add it to "slots".`,
      });
    if (!slots.has(slot) && manifest.slots[slot])
      issues.push({
        code: 'unknown_slot',
        message: `No element has data-slot="${slot}", which template.json describes.`,
      });
  }
  if (slots.has('logo') && !manifest.logo)
    issues.push({ code: 'unknown_slot', message: 'template.json gives no box for the logo. Add "logo".' });
  if (slots.has('qr') && !manifest.qr)
    issues.push({ code: 'unknown_slot', message: 'template.json gives no room for the QR code. Add "qr".' });
  for (const slot of IMAGE_SLOTS)
    if (images.has(slot) && !manifest.images[slot])
      issues.push({ code: 'unknown_image', message: `template.json does not name ${slot}. Add it to "images".` });
  return issues;
}
